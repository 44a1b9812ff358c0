import type { Unit } from '../../chart/index.js';
import type { Characters, Colour } from '../text/span.js';

/** A point of a curve. One whose `y` is NaN is a gap: the curve breaks off there. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface ChartSeries {
  readonly name: string;
  /** Ascending in x. */
  readonly points: readonly Point[];
  readonly colour: Colour;
}

export interface ChartOptions {
  /** The later are drawn over the earlier. */
  readonly series: readonly ChartSeries[];
  /** Cells; the chart has exactly these, from 1x1 on. Parts give way as room does: legend, axis names, axes. */
  readonly width: number;
  readonly height: number;
  /** The stretch of x that is shown; both inclusive. */
  readonly from: number;
  readonly to: number;
  readonly characters: Characters;
  /** What x counts: `step` or `epoch`. @default no name */
  readonly x?: string;
  /** How y is written: as it is, or a share of one as a percentage. @default 'number' */
  readonly unit?: Unit;
  /** Weight of the past in an exponential mean over the points, 0 (none) to below 1. @default 0 */
  readonly smooth?: number;
  /** Places to point out: the best epoch. */
  readonly marks?: readonly { readonly x: number; readonly y: number; readonly text: string }[];
  /** A dashed line across: the baseline. */
  readonly rule?: { readonly y: number; readonly text: string };
}
