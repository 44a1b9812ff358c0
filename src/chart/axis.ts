/** How values are written: as they are, or a share of one as a percentage. */
export type Unit = 'number' | 'percent';

/** A number on an axis and its label. */
export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** A chart's axis. */
export interface Axis {
  readonly ticks: readonly Tick[];
  /** Returns where a value lies between the ends of the axis: 0 at the low end, 1 at the high end. */
  readonly share: (value: number) => number;
}

/** Returns the least and the greatest of many values. `Math.min(...values)` overflows the stack from some 100,000 on. */
export const extentOf = (values: readonly number[]): [low: number, high: number] =>
  values.reduce<[number, number]>(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);

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

/**
 * Returns two different ends. Values that differ by no more than rounding become one value in the middle of the axis. An axis of
 * percentages leaves 0 to 100 % only if its values do.
 */
function widened(low: number, high: number, unit: Unit): [number, number] {
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (high - low > Math.max(size * 1e-9, 1e-12)) return [low, high];
  const room = size > 1e-12 ? size / 2 : 0.5;
  const isShare = unit === 'percent' && low >= 0 && high <= 1;
  return isShare ? [Math.max(0, low - room), Math.min(1, high + room)] : [low - room, high + room];
}

/** Returns a step of 1, 2 or 5 times a power of ten, such that about `wanted` steps make up `span`. */
function niceStep(span: number, wanted: number): number {
  const rough = span / Math.max(1, wanted);
  const power = 10 ** Math.floor(Math.log10(rough));
  const multiple = [1, 2, 5].find((candidate) => candidate * power >= rough * (1 - 1e-9)) ?? 10;
  return multiple * power;
}

/** Returns the multiples of `step` from `from` to `to`, both inclusive. */
function multiples(from: number, to: number, step: number): number[] {
  const first = Math.ceil(from / step - 1e-6);
  const count = Math.floor(to / step + 1e-6) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => (first + index) * step);
}

/** Returns the values with their labels. All labels of an axis share the suffix of its largest number. */
function labelsOf(values: readonly number[], step: number, unit: Unit): Tick[] {
  const largest = Math.max(...values.map(Math.abs), step);
  return values.map((value) => ({ value, label: labelOf(value, step, unit, largest) }));
}

/** Suffixes from large to small, each with the smallest number that takes it. */
const SUFFIXES: readonly (readonly [least: number, suffix: string])[] = [[1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e4, 'k']];

/** Returns a number to the precision of `step`: `0.25`, `60 %`, `12k`, `1e-5`. */
export function labelOf(value: number, step: number, unit: Unit, largest: number): string {
  if (unit === 'percent') return `${fixed(value * 100, step * 100)} %`;
  if (value === 0) return '0';
  if (largest >= 1e15 || largest < 1e-3) return value.toExponential(Math.min(9, Math.max(0, powerOf(value) - powerOf(step)))).replace('e+', 'e');
  const [least, suffix] = SUFFIXES.find(([size]) => largest >= size) ?? [1, ''];
  const scale = suffix === 'k' ? 1000 : least;
  return `${fixed(value / scale, step / scale)}${suffix}`;
}

const powerOf = (value: number): number => Math.floor(Math.log10(Math.abs(value)) + 1e-9);

function fixed(value: number, step: number): string {
  const decimals = Math.min(9, Math.max(0, -powerOf(step)));
  return (Math.abs(value) < step * 1e-6 ? 0 : value).toFixed(decimals);
}
