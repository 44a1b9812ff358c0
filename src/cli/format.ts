import { formatCount, formatPercent, formatRate, formatTimeLeft, type Progress } from '../config/index.js';
import type { Part } from './fit.js';

// Text in columns. Numbers of one kind have one width, so that lines can be compared.

/** Returns a share of one as ` 61.40 %`, 8 characters. */
export const share = (value: number): string => formatPercent(value).padStart(8);

/** Returns a loss as ` 0.6931`, 7 characters. */
export const loss = (value: number): string => (Math.abs(value) < 100 ? value.toFixed(4) : value.toPrecision(5)).padStart(7);

/** Returns a rate as `  12.3` or ` 1,038`, 6 characters. */
export const rate = (value: number): string => formatRate(value).padStart(6);

/** Returns 12 of 4,000 as `   12/4,000`. */
export const outOf = (value: number, total: number): string => `${formatCount(value).padStart(formatCount(total).length)}/${formatCount(total)}`;

/** Returns the progress of work on pictures in parts: `120/4,000 pictures`, `88.2 a second`, `44 s left`. @param title in front */
export const progressParts = ({ done, total, perSecond, secondsLeft }: Progress, title = ''): readonly Part[] => [
  { text: `${title}${formatCount(done)}/${formatCount(total)} pictures`, rank: 0 }, { text: `${formatRate(perSecond)} a second`, rank: 2 }, { text: `${formatTimeLeft(secondsLeft)} left`, rank: 1 },
];

/** Aligns the columns of rows: the first to the left, the others to the right. */
export function aligned(rows: readonly (readonly string[])[], gap = '   '): string[] {
  const widths = rows.reduce<number[]>((widest, row) => row.map((cell, column) => Math.max(cell.length, widest[column] ?? 0)), []);
  return rows.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(gap).trimEnd());
}

/** Aligns the columns of rows in lines of at most `width` characters. @param least the columns that go where there is no room, in this order */
export function alignedWithin(rows: readonly (readonly string[])[], width: number, least: readonly number[]): string[] {
  for (let gone = 0; ; gone += 1) {
    const left = new Set(least.slice(0, gone));
    const lines = aligned(rows.map((row) => row.filter((_, column) => !left.has(column))));
    if (gone === least.length || lines.every(({ length }) => length <= width)) return lines;
  }
}
