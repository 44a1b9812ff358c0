import { markdownTable, type Column } from '../report/table.js';
import type { StepReport, StepResult, StepTable } from './run.js';

type Row = StepResult & { readonly table: StepTable };

const columns: readonly Column<Row>[] = [
  { title: '', cell: ({ name, side, table }) => (side === 'ours' ? `**${table.name}**` : name) },
  { title: 'ms a step', align: 'right', cell: ({ msPerStep }) => msPerStep.median.toFixed(1) },
  { title: 'quartiles', align: 'right', cell: ({ msPerStep }) => `${msPerStep.lower.toFixed(1)}–${msPerStep.upper.toFixed(1)}` },
  { title: 'whisker to it', align: 'right', cell: ({ oursToIt, side, table }) => (side === 'ours' ? (table.toBest === null ? '' : `**${table.toBest.toFixed(2)}** to the best`) : (oursToIt?.toFixed(2) ?? '')) },
  { title: 'losses differ by', align: 'right', cell: ({ difference }) => difference?.toExponential(0) ?? '' },
];

/** The report as Markdown: where and when, then one table, ours in bold before the peers of each course. */
export function stepToMarkdown({ date, machine, load, tables }: StepReport): string {
  const versions = new Map(tables.flatMap(({ results }) => results.flatMap((result) => Object.entries(result.versions))));
  const rounds = [...new Set(tables.map((table) => table.rounds))].join(' or ');
  const leftOut = tables.flatMap((table) => table.leftOut.map(({ name, reason }) => `Left out of "${table.name}": ${name} (${reason}).`));
  return [
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}; ${date.slice(0, 10)}; load ${load.before} before, ${load.after} after; medians of ${rounds} interleaved rounds.`,
    [...versions].map(([name, version]) => `${name} ${version}`).join(' · '),
    markdownTable(columns, tables.flatMap((table) => table.results.map((result): Row => ({ ...result, table })))),
    ...leftOut,
  ].join('\n\n');
}
