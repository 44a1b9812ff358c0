import type { Plot } from './labels.js';
import type { Axis } from '../../chart/index.js';

/** Where the parts of a chart are. */
export interface ChartLayout {
  readonly plot: Plot;
  /** Whether there is room for the y axis, and for letters at the curves' ends. */
  readonly yAxis: boolean;
  readonly ends: boolean;
  /** Rows, counted from the top; null where there is no room. */
  readonly legend: number | null;
  readonly line: number | null;
  readonly labels: number | null;
}

/** Returns the rows for a height. A smaller chart loses the line of the x axis first, then the legend, then the labels of the x axis. */
export function rowsOf(height: number): Pick<ChartLayout, 'legend' | 'line' | 'labels'> & { readonly rows: number; readonly top: number } {
  const legend = height >= 5 ? 0 : null;
  const labels = height >= 4 ? height - 1 : null;
  const line = height >= 7 ? height - 2 : null;
  const top = legend === null ? 0 : 1;
  return { legend, line, labels, top, rows: height - top - (labels === null ? 0 : 1) - (line === null ? 0 : 1) };
}

/** Returns the layout of a chart. The y axis takes at most two fifths of the width, or there is none. */
export function layOut(width: number, height: number, axis: Axis, series: number): ChartLayout {
  const { legend, line, labels, top, rows } = rowsOf(height);
  const gutter = Math.max(...axis.ticks.map(({ label }) => label.length)) + 1;
  const yAxis = rows >= 2 && gutter <= width * 0.4;
  const ends = series > 1 && width >= 24;
  const left = yAxis ? gutter : 0;
  return { plot: { top, left, rows, columns: width - left - (ends ? 2 : 0) }, yAxis, ends, legend, line: yAxis ? line : null, labels };
}
