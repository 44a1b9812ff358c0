import { formatBytes, formatPercent, formatRate, pluralize } from '../../config/index.js';
import { bestOf, mergeRepeated, type PictureCosts, type Measurement, type Setting } from '../../pipeline/index.js';
import { aligned, rate } from '../format.js';

/** Head of the table of measurements. Its rows have the same columns. */
export const tableHead = 'workers  concurrency  prefetch   memory  read images/s  waiting';

/** @param bytes size of one buffer */
export function tableRow({ setting, rate: perSecond, waiting }: Measurement, bytes: number): string {
  const { workers, concurrency, prefetch } = setting;
  return [
    String(workers).padStart(7),
    String(concurrency).padStart(11),
    String(prefetch).padStart(8),
    formatBytes(prefetch * bytes).padStart(7),
    rate(perSecond).padStart(13),
    (waiting === null ? '-' : formatPercent(waiting, 1)).padStart(7),
  ].join('  ');
}

export const settingInWords = ({ workers, concurrency, prefetch }: Setting): string => `${pluralize(workers, 'worker')}, concurrency ${concurrency}, prefetch ${prefetch}`;

export const costsInWords = ({ readMs, decodeMs, transferMs }: PictureCosts): string =>
  `read ${ms(readMs)}  decode and resize ${ms(decodeMs)}  transfer ${ms(transferMs)}`;

/**
 * Draws throughput against concurrency as bars, for the workers of the best setting, which is marked.
 * @returns no lines when only one concurrency was measured
 */
export function concurrencyChart(measured: readonly Measurement[], columns: number): string[] {
  if (measured.length === 0) return [];
  const best = bestOf(measured).setting;
  const rows = mergeRepeated(measured)
    .filter(({ setting }) => setting.workers === best.workers)
    // Among measurements of one concurrency, the prefetch nearest to the best one comes first.
    .sort(({ setting: left }, { setting: right }) => left.concurrency - right.concurrency || Math.abs(left.prefetch - best.prefetch) - Math.abs(right.prefetch - best.prefetch))
    .filter(({ setting }, index, all) => setting.concurrency !== all[index - 1]?.setting.concurrency);
  if (rows.length < 2) return [];
  const top = Math.max(...rows.map((row) => row.rate));
  const labels = aligned(rows.map((row) => ['', String(row.setting.concurrency), formatRate(row.rate), ...(row.waiting === null ? [] : [formatPercent(row.waiting, 1)])]), '  ');
  const width = Math.max(8, Math.min(60, columns - Math.max(...labels.map((label) => label.length)) - 6));
  const columnsAre = rows[0].waiting === null ? 'concurrency and read images/s' : 'concurrency, read images/s and waiting';
  return [`${columnsAre}, with ${pluralize(best.workers, 'worker')}`, ...rows.map((row, index) =>
    `${labels[index]}  ${bar(row.rate / top, width)}${row.setting.concurrency === best.concurrency ? ' *' : ''}`)];
}

/** Returns the lines below the table while it fills: the chart so far, and the work under way. */
export function liveLines(measured: readonly Measurement[], now: string, columns: number): string[] {
  const chart = concurrencyChart(measured, columns - 1);
  return chart.length === 0 ? [now] : ['', ...chart, '', now];
}

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** Draws a bar for a share (0 to 1) of `width` characters, in eighths of a character. */
function bar(share: number, width: number): string {
  const eighths = Math.round(share * width * 8);
  return '█'.repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8];
}

/** Breaks a sentence between words, into lines of at most `columns` characters. */
export function wrap(words: string, columns: number): string[] {
  return words.split(' ').reduce<string[]>((lines, word) => {
    const last = lines[lines.length - 1];
    return last !== undefined && last.length + 1 + word.length <= columns ? [...lines.slice(0, -1), `${last} ${word}`] : [...lines, word];
  }, []);
}

const ms = (value: number): string => `${value.toPrecision(2)} ms`;
