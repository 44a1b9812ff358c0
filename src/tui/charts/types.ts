import type { Unit } from '../../chart/index.js';
import type { Characters, Colour } from '../text/span.js';

/** A point of a curve. A point whose `y` is NaN is a gap in the curve. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface ChartSeries {
  readonly name: string;
  /** In ascending order of x. */
  readonly points: readonly Point[];
  readonly colour: Colour;
}

export type Scale = 'linear' | 'log';

export interface ChartOptions {
  /** Later series are drawn over earlier ones. */
  readonly series: readonly ChartSeries[];
  /** The exact size of the chart in cells, at least 1x1. A small chart goes without labels, axis names and axes. */
  readonly width: number;
  readonly height: number;
  /** The range of x, both ends inclusive. */
  readonly from: number;
  readonly to: number;
  readonly characters: Characters;
  /** Whether curves differ by their strokes, for a terminal without colours. @default true */
  readonly strokes?: boolean;
  /** The name of the x axis: `step` or `epoch`. @default no name */
  readonly x?: string;
  /** How y is written: as it is, or a share of one as a percentage. @default 'number' */
  readonly unit?: Unit;
  /** The y axis. A logarithmic one needs a value above 0 to begin; without any, it is linear. @default 'linear' */
  readonly scale?: Scale;
  /** Weight of the earlier points in an exponential mean, 0 (no smoothing) to below 1. @default 0 */
  readonly smooth?: number;
  /** Points with a mark and a text: the best epoch. */
  readonly marks?: readonly { readonly x: number; readonly y: number; readonly text: string }[];
  /** A dashed horizontal line: the baseline. */
  readonly rule?: { readonly y: number; readonly text: string };
  /** A vertical line at this share of the range of x, 0 to 1. The labels then have the values there. @default null: no line */
  readonly cursor?: number | null;
}
