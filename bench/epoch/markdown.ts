import { headOf, leftOutOf } from '../report/frame.js';
import { ratioCell } from '../report/ratios.js';
import { markdownTable, type Column } from '../report/table.js';
import { UNLIKE, unlike } from './losses.js';
import type { EpochReport, EpochResult, EpochTable } from './run.js';

type Row = EpochResult & { readonly course: string };

const columns: readonly Column<Row>[] = [
  { title: '', cell: ({ name, side, course }) => (side === 'ours' ? `**${course}**` : name) },
  { title: 'seconds per epoch', align: 'right', cell: ({ seconds }) => seconds.median.toFixed(2) },
  { title: 'least–most', align: 'right', cell: ({ seconds }) => `${seconds.min.toFixed(2)}–${seconds.max.toFixed(2)}` },
  { title: 'whisker to it', align: 'right', cell: ratioCell },
  { title: 'loaded in, s', align: 'right', cell: ({ startSeconds }) => startSeconds.toFixed(1) },
  { title: 'first step done after, s', align: 'right', cell: ({ firstStepSeconds }) => firstStepSeconds?.toFixed(1) ?? '' },
  { title: 'mean losses', cell: ({ losses }) => losses.map((loss) => loss.toFixed(2)).join(' · ') },
];

const rowsOf = ({ name: course, results }: EpochTable): readonly Row[] => results.map((result) => ({ ...result, course }));

/** Returns the report as Markdown: machine and date, then a table with whisker in bold before the peers of each size. */
export function epochToMarkdown(report: EpochReport): string {
  const { pictures, tables } = report;
  const doubts = tables.flatMap(({ name, results }) => unlike(results).map((peer) => `Doubtful in "${name}": a loss of ${peer} is ${UNLIKE} times ours or more, or ours its.`));
  return [...headOf(report, pictures), markdownTable(columns, tables.flatMap(rowsOf)), ...doubts, ...leftOutOf(tables)].join('\n\n');
}
