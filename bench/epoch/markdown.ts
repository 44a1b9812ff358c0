import { markdownTable, type Column } from '../report/table.js';
import type { EpochReport, EpochResult, EpochTable } from './run.js';

type Row = EpochResult & { readonly table: EpochTable };

const columns: readonly Column<Row>[] = [
  { title: '', cell: ({ name, side, table }) => (side === 'ours' ? `**${table.name}**` : name) },
  { title: 's an epoch', align: 'right', cell: ({ seconds }) => seconds.median.toFixed(2) },
  { title: 'least–most', align: 'right', cell: ({ seconds }) => `${seconds.min.toFixed(2)}–${seconds.max.toFixed(2)}` },
  { title: 'whisker to it', align: 'right', cell: ({ oursToIt, side, table }) => (side === 'ours' ? (table.toBest === null ? '' : `**${table.toBest.toFixed(2)}** to the best`) : (oursToIt?.toFixed(2) ?? '')) },
  { title: 'loaded in, s', align: 'right', cell: ({ startSeconds }) => startSeconds.toFixed(1) },
  { title: 'mean losses', cell: ({ losses }) => losses.map((loss) => loss.toFixed(2)).join(' · ') },
];

/** The report as Markdown: where and when, then one table, ours in bold before the peers of each size. */
export function epochToMarkdown({ date, machine, load, pictures, tables }: EpochReport): string {
  const versions = new Map(tables.flatMap(({ results }) => results.flatMap((result) => Object.entries(result.versions))));
  const rounds = [...new Set(tables.map((table) => table.rounds))].join(' or ');
  const leftOut = tables.flatMap((table) => table.leftOut.map(({ name, reason }) => `Left out of "${table.name}": ${name} (${reason}).`));
  return [
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}; ${date.slice(0, 10)}; load ${load.before} before, ${load.after} after; ${pictures}; medians of ${rounds} interleaved rounds.`,
    [...versions].map(([name, version]) => `${name} ${version}`).join(' · '),
    markdownTable(columns, tables.flatMap((table) => table.results.map((result): Row => ({ ...result, table })))),
    ...leftOut,
  ].join('\n\n');
}
