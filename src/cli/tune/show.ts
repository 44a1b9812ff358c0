import { filledBar } from '../../chart/index.js';
import { formatBytes, formatPercent, formatRate, pluralize } from '../../config/index.js';
import { bestOf, isSame, type MeasuredSetting, type PictureCosts, type Setting } from '../../pipeline/index.js';
import { aligned, rate } from '../format.js';

/** Head of the table of measurements. Its rows have the same columns. */
export const tableHead = 'workers  concurrency  prefetch   memory  read images/s  lowest-highest  waiting';

/** @param bytes size of one buffer */
export function tableRow({ setting, rate: perSecond, waiting, rates }: MeasuredSetting, bytes: number): string {
  const { workers, concurrency, prefetch } = setting;
  return [
    String(workers).padStart(7),
    String(concurrency).padStart(11),
    String(prefetch).padStart(8),
    formatBytes(prefetch * bytes).padStart(7),
    rate(perSecond).padStart(13),
    (rates.length === 1 ? '-' : `${formatRate(Math.min(...rates))}-${formatRate(Math.max(...rates))}`).padStart(14),
    (waiting === null ? '-' : formatPercent(waiting, 1)).padStart(7),
  ].join('  ');
}

/** Returns ` (405 to 418 in 5 rounds)`; nothing for a single round. */
export const rangeInWords = (rates: readonly number[]): string =>
  rates.length === 1 ? '' : ` (${formatRate(Math.min(...rates))} to ${formatRate(Math.max(...rates))} in ${rates.length} rounds)`;

export const settingInWords = ({ workers, concurrency, prefetch }: Setting): string => `${pluralize(workers, 'worker')}, concurrency ${concurrency}, prefetch ${prefetch}`;

export const costsInWords = ({ readMs, decodeMs, transferMs }: PictureCosts): string =>
  `read ${ms(readMs)}  decode and resize ${ms(decodeMs)}  transfer ${ms(transferMs)}`;

/**
 * Draws the throughput of settings as bars, with a mark at the chosen one.
 * @param title what differs, as `workers`
 * @param nameOf what differs, of a setting
 * @param columns lines are at most so long
 * @returns no lines for fewer than two settings
 */
export function rateChart(title: string, nameOf: (setting: Setting) => string | number, measured: readonly MeasuredSetting[], chosen: Setting, columns: number, ascii = false): string[] {
  if (measured.length < 2) return [];
  const top = Math.max(...measured.map((row) => row.rate));
  const waits = measured.some(({ waiting }) => waiting !== null);
  const labels = aligned(measured.map((row) => ['', String(nameOf(row.setting)), formatRate(row.rate), ...(waits ? [formatPercent(row.waiting ?? 0, 1)] : [])]), '  ');
  const width = Math.max(8, Math.min(60, columns - Math.max(...labels.map((label) => label.length)) - 6));
  return [`${title}${waits ? ', read images/s, waiting' : ', read images/s'}`, ...measured.map((row, index) =>
    `${labels[index]}  ${filledBar(row.rate / top, width, ascii)}${isSame(row.setting, chosen) ? ' *' : ''}`)];
}

/** Returns the lines below the table while it fills: a chart of what is compared now, and the work under way. */
export function liveLines(compared: readonly MeasuredSetting[], now: string, columns: number, ascii = false): string[] {
  const chart = compared.length < 2 ? [] : rateChart('workers-concurrency-prefetch', ({ workers, concurrency, prefetch }) => `${workers}-${concurrency}-${prefetch}`, compared, bestOf(compared).setting, columns - 1, ascii);
  return chart.length === 0 ? [now] : ['', ...chart, '', now];
}

const ms = (value: number): string => `${value.toPrecision(2)} ms`;
