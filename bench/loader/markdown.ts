import type { LeftOut } from '../contest/rounds.js';
import type { ReportHead } from '../report/machine.js';
import { markdownTable, formatCount, type Column } from '../report/table.js';
import type { Views } from './entries.js';
import type { Kind } from './photographs.js';
import type { Row } from './summary.js';

/** Results of all contestants over one set of photographs. */
export interface LoaderTable {
  readonly kind: Kind;
  readonly views: Views;
  readonly pictures: { readonly count: number; readonly meanBytes: number; readonly source: string };
  readonly size: number;
  readonly batch: number;
  readonly workers: number;
  readonly rounds: number;
  readonly rows: readonly Row[];
  readonly leftOut: readonly LeftOut[];
}

/** The bench's JSON report. */
export interface LoaderReport extends ReportHead<'loader'> {
  readonly tables: readonly LoaderTable[];
}

const DASH = '–';

const columns: readonly Column<Row>[] = [
  { title: '', cell: ({ name, side }) => (side === 'ours' ? `**${name}**` : name) },
  { title: 'images/s', align: 'right', cell: ({ rate }) => formatCount(rate.median) },
  { title: 'quartiles', align: 'right', cell: ({ rate }) => `${formatCount(rate.lower)}${DASH}${formatCount(rate.upper)}` },
  { title: 'to the best peer', align: 'right', cell: ({ toBestPeer }) => (toBestPeer === null ? '' : toBestPeer.toFixed(2)) },
  { title: 'whisker to it', align: 'right', cell: ({ oursToIt }) => (oursToIt === null ? '' : oursToIt.toFixed(2)) },
  { title: 'difference from Pillow', align: 'right', cell: ({ difference }) => (difference === null ? '' : difference.toFixed(2)) },
  { title: "main thread's delay, p99", align: 'right', cell: ({ delayP99Ms }) => (delayP99Ms === null ? '' : `${delayP99Ms.toFixed(1)} ms`) },
  { title: 'peak memory', align: 'right', cell: ({ peakBytes }) => (peakBytes === null ? '' : `${formatCount(peakBytes / 2 ** 20)} MiB`) },
];

/** Returns the report as Markdown: machine and date, then the tables. */
export function toMarkdown({ date, machine, load, tables }: LoaderReport): string {
  const versions = new Map(tables.flatMap(({ rows }) => rows.flatMap((row) => Object.entries(row.versions))));
  const where = `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}; ${date.slice(0, 10)}; load ${load.before} before, ${load.after} after.`;
  return [where, [...versions].map(([name, version]) => `${name} ${version}`).join(' · '), ...tables.map(tableToMarkdown)].join('\n\n');
}

function tableToMarkdown({ kind, views, pictures, size, batch, workers, rounds, rows, leftOut }: LoaderTable): string {
  const what = kind === 'small' ? 'photographs of 300 to 500 px' : '12-megapixel photographs';
  const bytes = pictures.meanBytes < 1e6 ? `${formatCount(pictures.meanBytes / 1000)} KB` : `${(pictures.meanBytes / 1e6).toFixed(1)} MB`;
  const title = `${formatCount(pictures.count)} ${what} (${pictures.source}; JPEG, ${bytes} on average) → ${size} px${views === 'none' ? '' : `, ${views.includes('+') ? 'views' : 'view'} ${views}`}, batches of ${batch}, ${workers} workers, medians of ${rounds} interleaved ${rounds === 1 ? 'round' : 'rounds'}.`;
  const out = leftOut.map(({ name, reason }) => `Left out: ${name} (${reason}).`);
  const filled = columns.filter(({ cell }) => rows.some((row) => cell(row) !== ''));
  return [title, markdownTable(filled, rows), ...out].join('\n\n');
}
