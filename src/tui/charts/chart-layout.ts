import type { Axis } from '../../chart/index.js';
import { labelColumns, type EndLabel, type LabelColumns } from './end-labels.js';
import type { Plot } from './labels.js';
import type { Characters } from '../text/span.js';

/** Where the parts of a chart are. */
export interface ChartLayout {
  readonly plot: Plot;
  /** Whether there is room for the y axis. */
  readonly yAxis: boolean;
  /** The labels at the curves' ends; null without them. */
  readonly ends: LabelColumns | null;
  /** Rows, counted from the top; null where there is no room. */
  readonly title: number | null;
  readonly line: number | null;
  readonly labels: number | null;
}

/**
 * Returns the rows for a height. A smaller chart loses the line of the x axis first, then the title, then the labels of the x axis.
 * @param isSingle whether it has one curve, whose name stands in a title. Several have labels at their ends
 */
export function rowsOf(height: number, isSingle: boolean): Pick<ChartLayout, 'title' | 'line' | 'labels'> & { readonly rows: number; readonly top: number } {
  const title = isSingle && height >= 5 ? 0 : null;
  const labels = height >= 4 ? height - 1 : null;
  const line = height >= (isSingle ? 7 : 10) ? height - 2 : null;
  const top = title === null ? 0 : 1;
  return { title, line, labels, top, rows: height - top - (labels === null ? 0 : 1) - (line === null ? 0 : 1) };
}

/** Returns the layout of a chart. The y axis takes at most two fifths of the width, or there is none. */
export function layOut(width: number, height: number, axis: Axis, ends: readonly EndLabel[], characters: Characters): ChartLayout {
  const isSingle = ends.length === 1;
  const { title, line, labels, top, rows } = rowsOf(height, isSingle);
  const gutter = Math.max(...axis.ticks.map(({ label }) => label.length)) + 1;
  const yAxis = rows >= 2 && gutter <= width * 0.4;
  const left = yAxis ? gutter : 0;
  const columns = isSingle ? null : labelColumns(ends, width - left, characters);
  return { plot: { top, left, rows, columns: width - left - (columns?.width ?? 0) }, yAxis, ends: columns, title, line: yAxis ? line : null, labels };
}
