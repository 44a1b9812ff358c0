import type { Canvas } from './canvas.js';
import type { Plot } from './labels.js';
import type { Tick } from '../../chart/index.js';

const LINES = {
  unicode: { vertical: '│', yTick: '┤', corner: '└', horizontal: '─', xTick: '┬' },
  ascii: { vertical: '|', yTick: '+', corner: '+', horizontal: '-', xTick: '+' },
} as const;

const dim = { dim: true } as const;

/** Draws the y axis at the left of the plot, with its labels before it. @param row returns the row of a value */
export function putYAxis(canvas: Canvas, plot: Plot, ticks: readonly Tick[], row: (value: number) => number, ascii: boolean): void {
  const lines = ascii ? LINES.ascii : LINES.unicode;
  for (let index = 0; index < plot.rows; index += 1) canvas.put(plot.top + index, plot.left - 1, lines.vertical, dim);
  for (const { value, label } of ticks) {
    canvas.put(row(value), plot.left - 1, lines.yTick, dim);
    canvas.put(row(value), plot.left - 1 - label.length, label, dim);
  }
}

/**
 * Draws the x axis below the plot: its line and its labels, each in its row, and its name.
 * @param column returns the column of a value
 * @param name at the right, or under the column `at`. Labels do not touch it or each other
 */
export function putXAxis(
  canvas: Canvas, plot: Plot, ticks: readonly Tick[], column: (value: number) => number, rows: { readonly line: number | null; readonly labels: number },
  name: { readonly text: string; readonly at: number | null }, ascii: boolean,
): void {
  const lines = ascii ? LINES.ascii : LINES.unicode;
  const end = plot.left + plot.columns;
  if (rows.line !== null) canvas.put(rows.line, plot.left - 1, `${lines.corner}${lines.horizontal.repeat(plot.columns)}`, dim);
  const { length } = name.text;
  const hasName = name.text !== '' && (name.at !== null || plot.columns >= length + 12);
  const nameAt = name.at === null ? end - length : Math.max(0, Math.min(end - length, name.at - Math.floor(length / 2)));
  if (hasName) canvas.put(rows.labels, nameAt, name.text, name.at === null ? dim : { bold: true });
  let free = 0;
  for (const { value, label } of ticks) {
    const at = column(value);
    if (rows.line !== null) canvas.put(rows.line, at, lines.xTick, dim);
    const start = Math.max(plot.left, at - Math.floor(label.length / 2));
    const touches = hasName && start <= nameAt + length && start + label.length >= nameAt;
    if (start < free || start + label.length > end || touches) continue;
    canvas.put(rows.labels, start, label, dim);
    free = start + label.length + 1;
  }
}
