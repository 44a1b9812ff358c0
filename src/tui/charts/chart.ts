import { logAxis, stepAxis, valueAxis, type Axis } from '../../chart/index.js';
import { putXAxis, putYAxis } from './axes.js';
import { Canvas } from './canvas.js';
import { drawCurve, type Scale } from './curve.js';
import { Dots } from './dots.js';
import { putEndLabels, type EndLabel } from './end-labels.js';
import { lettersFor, putLabel, putMark, type Plot } from './labels.js';
import { layOut, rowsOf, type ChartLayout } from './chart-layout.js';
import { isDrawn, nearestX, pointAt, smoothed, within } from './points.js';
import { trendOf, valueText } from './readings.js';
import type { Line } from '../text/span.js';
import type { ChartOptions, ChartSeries } from './types.js';

/** About how many rows and columns of the plot one tick needs. */
const ROWS_PER_TICK = 2.5;
const COLUMNS_PER_TICK = 12;

/** Returns curves with axes, ticks and labels, in `height` rows of exactly `width` cells. Pure. */
export function drawChart(options: ChartOptions): readonly Line[] {
  const { width, height, from, to, characters, cursor = null } = options;
  const canvas = new Canvas(width, height, characters === 'ascii');
  const series = options.series.map((one) => ({ ...one, points: within(smoothed(one.points, options.smooth ?? 0), from, to) }));
  const letters = lettersFor(series.map(({ name }) => name));
  const axis = yAxisOf(options, series, rowsOf(height, series.length === 1).rows);
  if (axis === null) {
    const text = 'nothing yet';
    canvas.put(Math.floor(height / 2), Math.max(0, Math.floor((width - text.length) / 2)), text, { dim: true });
    return canvas.lines();
  }

  const read = cursor === null ? null : nearestX(series, from + cursor * (to - from));
  const ends = series.map(({ points }) => (read === null ? points.findLast(({ y }) => isDrawn(y)) : pointAt(points, read)));
  const labels = series.map(({ name, colour, points }, index): EndLabel => ({
    name, colour, letter: letters[index] ?? '#', value: valueText(ends[index]?.y, options.unit), trend: read === null ? trendOf(points, axis) : 'none',
  }));
  const layout = layOut(width, height, axis, labels, characters);
  const { plot } = layout;
  const dots = new Dots(plot.columns, plot.rows, characters);
  const xAxis = stepAxis(from, to, Math.floor(plot.columns / COLUMNS_PER_TICK));
  const scale: Scale = { x: (x) => xAxis.share(x) * (dots.width - 1), y: (y) => (1 - axis.share(y)) * (dots.height - 1) };
  const row = (y: number) => plot.top + Math.floor((Math.round(scale.y(y)) / dots.height) * plot.rows);
  const column = (x: number) => plot.left + Math.floor((Math.round(scale.x(x)) / dots.width) * plot.columns);

  if (layout.yAxis) putYAxis(canvas, plot, axis.ticks, row, characters === 'ascii');
  if (layout.labels !== null) {
    const name = read === null ? (options.x ?? '') : `${options.x ?? ''} ${Math.round(read)}`.trim();
    putXAxis(canvas, plot, xAxis.ticks, column, { line: layout.line, labels: layout.labels }, { text: name, at: read === null ? null : column(read) }, characters === 'ascii');
  }
  const strokes = options.strokes ?? true;
  for (const [owner, { points }] of series.entries()) drawCurve(dots, points, scale, owner, strokes);
  putDots(canvas, dots, layout, series, letters);
  if (read !== null) putCursor(canvas, plot, column(read), characters);
  putRule(canvas, options, layout, row);
  for (const mark of options.marks ?? []) {
    if (mark.x < from || mark.x > to || !isDrawn(mark.y)) continue;
    putMark(canvas, plot, { row: row(mark.y), column: column(mark.x) }, characters === 'ascii' ? '*' : '◆', mark.text);
  }

  if (layout.ends !== null) {
    const rows = series.map(({ points }) => points.findLast(({ y }) => isDrawn(y))).map((point) => (point === undefined ? null : row(point.y)));
    putEndLabels(canvas, plot, labels, layout.ends, rows, characters);
  }
  const [only] = labels;
  if (layout.title !== null && only !== undefined) canvas.put(layout.title, 0, `${only.name} ${only.value}`, { colour: only.colour });
  return canvas.lines();
}

/** Returns the y axis of everything that is shown; null where nothing is. */
function yAxisOf(options: ChartOptions, series: readonly ChartSeries[], rows: number): Axis | null {
  const { rule, marks = [], unit = 'number', scale = 'linear', from, to } = options;
  const extent = extentOf(series);
  if (extent.low > extent.high) return null;
  if (rule !== undefined) include(extent, rule.y);
  for (const { x, y } of marks) if (x >= from && x <= to) include(extent, y);
  const { low, high, lowestAboveZero } = extent;
  const wanted = Math.max(1, Math.floor(rows / ROWS_PER_TICK));
  return scale === 'log' && high > 0 ? logAxis(lowestAboveZero, high, wanted + 1) : valueAxis(low, high, wanted, unit);
}

interface Extent {
  low: number;
  high: number;
  lowestAboveZero: number;
}

/** Returns the lowest and the highest y of all points; Infinity and -Infinity without points. */
function extentOf(series: readonly ChartSeries[]): Extent {
  const extent: Extent = { low: Infinity, high: -Infinity, lowestAboveZero: Infinity };
  for (const { points } of series) {
    for (let at = 0; at < points.length; at += 1) {
      const point = points[at];
      if (point === undefined) continue;
      include(extent, point.y);
    }
  }
  return extent;
}

function include(extent: Extent, y: number): void {
  if (!isDrawn(y)) return;
  if (y < extent.low) extent.low = y;
  if (y > extent.high) extent.high = y;
  if (y > 0 && y < extent.lowestAboveZero) extent.lowestAboveZero = y;
}

/** Draws the cursor's line behind the curves. */
function putCursor(canvas: Canvas, { top, rows }: Plot, column: number, characters: ChartOptions['characters']): void {
  for (let row = top; row < top + rows; row += 1) {
    if (canvas.taken(row, column, 1) === 0) canvas.put(row, column, characters === 'ascii' ? '|' : '│', { colour: 'grey' });
  }
}

function putDots(canvas: Canvas, dots: Dots, { plot }: ChartLayout, series: readonly ChartSeries[], letters: readonly string[]): void {
  const styles = series.map(({ colour }) => ({ colour }));
  let index = 0;
  for (let row = 0; row < plot.rows; row += 1) {
    for (let column = 0; column < plot.columns; column += 1) {
      const owner = dots.ownerAt(index);
      if (owner >= 0) canvas.set(plot.top + row, plot.left + column, dots.characterAt(index, letters[owner] ?? '#'), styles[owner] ?? {});
      index += 1;
    }
  }
}

/** Draws the dashes behind the curves and the text in front of them, at the end where it covers less. */
function putRule(canvas: Canvas, { rule, characters }: ChartOptions, { plot }: ChartLayout, row: (y: number) => number): void {
  if (rule === undefined || !isDrawn(rule.y)) return;
  const at = row(rule.y);
  const text = ` ${rule.text} `;
  const positions = [plot.left + 1, plot.left + plot.columns - text.length - 1].map((column) => ({ row: at, column }));
  const free = Array.from({ length: plot.columns }, (_, index) => plot.left + index).filter((column) => canvas.taken(at, column, 1) === 0);
  const label = putLabel(canvas, plot, positions, text, { colour: 'grey' });
  for (const column of free) {
    const hidden = label !== null && column >= label.column && column < label.column + text.length;
    if (!hidden) canvas.put(at, column, characters === 'ascii' ? '-' : '╌', { colour: 'grey' });
  }
}
