import { formatCount, markdownTable, type Column } from '../report/table.js';
import type { MeanAndDeviation } from '../report/statistics.js';
import type { PhotographsReport, PhotographsRow } from './run.js';

/** Returns the report as Markdown: the machine and the sets, then the table, then what to know of some of its runs. */
export function photographsToMarkdown({ date, machine, load, engine, pictures, sets, seeds, limit, rows, failed }: PhotographsReport): string {
  const head = [
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}, Node ${machine.node}`, date.slice(0, 10), `load ${load.before} before, ${load.after} after`, engine,
  ].join('; ');
  const measured = `${formatCount(pictures.count)} photographs of ${pictures.classes.length} classes: ${formatCount(sets.labels)} labelled, ${formatCount(sets.unlabelled)} unlabelled, ${formatCount(sets.val)} validation, ${formatCount(sets.test)} test. Accuracy in %, mean ± standard deviation over the label splits.`;
  const columns: readonly Column<PhotographsRow>[] = [
    { title: 'recipe', cell: ({ name }) => name },
    { title: 'network', cell: ({ network }) => network },
    { title: 'size', align: 'right', cell: ({ size }) => `${size} px` },
    { title: 'test accuracy', align: 'right', cell: ({ test }) => `**${spread(test)}**` },
    ...seeds.map((seed): Column<PhotographsRow> => ({ title: `seed ${seed}`, align: 'right', cell: ({ splits }) => percent(splits.find((split) => split.seed === seed)?.test) })),
    { title: 'validation', align: 'right', cell: ({ val }) => spread(val) },
    { title: 'time of a run', align: 'right', cell: ({ seconds }) => duration(seconds.mean) },
  ];
  const stopped = limit === null ? [] : rows.flatMap(({ name, splits }) => splits.filter((split) => split.stopped).map(({ seed, epochs }) => `${name}, seed ${seed}: stopped after ${limit} s, with ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'} done.`));
  const failures = failed.map(({ name, seed, reason }) => `Failed: ${name}, seed ${seed} (${reason}).`);
  return [head, measured, markdownTable(columns, rows), ...stopped, ...failures].join('\n\n');
}

const percent = (share: number | undefined): string => (share === undefined ? '' : (share * 100).toFixed(1));

const spread = ({ mean, sd }: MeanAndDeviation): string => (sd === null ? percent(mean) : `${percent(mean)} ± ${percent(sd)}`);

const duration = (seconds: number): string => (seconds < 120 ? `${seconds.toFixed(0)} s` : `${(seconds / 60).toFixed(1)} min`);
