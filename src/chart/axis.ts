import { labelsOf, type Unit } from './labels.js';
import { multiples, niceStep, type Tick } from './ticks.js';

export type { Unit } from './labels.js';

/** A chart's axis. */
export interface Axis {
  readonly ticks: readonly Tick[];
  /** Returns where a value lies between the ends of the axis: 0 at the low end, 1 at the high end. */
  readonly share: (value: number) => number;
}

/** The ends of a value axis are multiples of a tenth of its length, so they stay put while the values move a little. */
const PARTS = 10;

/** Returns an axis from a round number at most `low` to one at least `high`, with about `wanted` steps between its ticks. */
export function valueAxis(low: number, high: number, wanted: number, unit: Unit): Axis {
  const [from, to] = widened(low, high, unit);
  const fine = niceStep(to - from, PARTS);
  const first = Math.floor(from / fine + 1e-6);
  const last = Math.max(first + 1, Math.ceil(to / fine - 1e-6));
  const step = niceStep((last - first) * fine, wanted);
  const inside = multiples(first * fine, last * fine, step);
  const ticks = inside.length < 2 ? labelsOf([first * fine, last * fine], fine, unit) : labelsOf(inside, step, unit);
  return { ticks, share: (value) => (value / fine - first) / (last - first) };
}

/** Returns an axis that ends at exactly `from` and `to` and has at most `most` ticks, all at whole numbers: steps or epochs. */
export function stepAxis(from: number, to: number, most: number): Axis {
  const step = Math.max(1, to > from ? niceStep(to - from, Math.max(1, most)) : 1);
  const values = most < 1 || !(to >= from) ? [] : multiples(from, to, step);
  return { ticks: labelsOf(values, step, 'number'), share: (value) => (to > from ? (value - from) / (to - from) : 0) };
}

/** Returns two different ends. Values that differ by no more than rounding become one value in the middle of the axis. */
function widened(low: number, high: number, unit: Unit): [number, number] {
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (high - low > Math.max(size * 1e-9, 1e-12)) return [low, high];
  const room = size > 1e-12 ? size / 2 : 0.5;
  return unit === 'percent' ? [Math.max(0, low - room), Math.max(Math.min(1, high + room), low)] : [low - room, high + room];
}
