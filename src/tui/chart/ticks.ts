/** A number on an axis, and how it is written. */
export interface Tick {
  readonly value: number;
  readonly label: string;
}

export interface Axis {
  readonly ticks: readonly Tick[];
  /** Where a value lies between the axis's ends: 0 at the low one, 1 at the high one. */
  readonly share: (value: number) => number;
}

export type Unit = 'number' | 'percent';

/** The size of a step of 1, 2 or 5 times a power of ten, so that about `wanted` of them make `span`. */
function niceStep(span: number, wanted: number): number {
  const rough = span / Math.max(1, wanted);
  const power = 10 ** Math.floor(Math.log10(rough));
  const multiple = [1, 2, 5].find((candidate) => candidate * power >= rough * (1 - 1e-9)) ?? 10;
  return multiple * power;
}

/** An axis's ends are multiples of so many parts of its length: near the values, and still while these move a little. */
const PARTS = 10;

/** An axis from a round number at most `low` to one at least `high`, with about `wanted` steps between its ticks. */
export function linearAxis(low: number, high: number, wanted: number, unit: Unit): Axis {
  const [from, to] = apart(low, high, unit);
  const fine = niceStep(to - from, PARTS);
  const first = Math.floor(from / fine + 1e-6);
  const last = Math.max(first + 1, Math.ceil(to / fine - 1e-6));
  const step = niceStep((last - first) * fine, wanted);
  const inside = multiples(first * fine, last * fine, step);
  const ticks = inside.length < 2 ? ticksOf([first * fine, last * fine], fine, unit) : ticksOf(inside, step, unit);
  return { ticks, share: (value) => (value / fine - first) / (last - first) };
}

/** Ends that are not the same: what differs by less than rounding is one value, and stands in the middle. */
function apart(low: number, high: number, unit: Unit): [number, number] {
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (high - low > Math.max(size * 1e-9, 1e-12)) return [low, high];
  const room = size > 1e-12 ? size / 2 : 0.5;
  return unit === 'percent' ? [Math.max(0, low - room), Math.max(Math.min(1, high + room), low)] : [low - room, high + room];
}

/** A logarithmic axis over positive numbers. Ticks at 1, 2 and 5 times powers of ten, or at powers of ten where that is too many. */
export function logAxis(low: number, high: number, wanted: number, unit: Unit): Axis {
  const first = placeBelow(low);
  const last = Math.max(first + 1, placeAbove(high));
  const places = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const every = 3 * Math.max(1, Math.ceil((last - first) / 3 / Math.max(1, wanted)));
  const powers = places.filter((place) => place % every === 0);
  const chosen = places.length <= wanted + 1 ? places : powers.length < 2 ? [first, last] : powers;
  const [start, end] = [Math.log10(numberAt(first)), Math.log10(numberAt(last))];
  return {
    ticks: chosen.map(numberAt).map((value) => ({ value, label: labelOf(value, value, unit) })),
    share: (value) => (Math.log10(value) - start) / (end - start),
  };
}

/** 1, 2, 5, 10, 20, 50, …: the number at a place, and the places of the last that is at most `value` and the first that is at least. */
const numberAt = (place: number): number => ([1, 2, 5][((place % 3) + 3) % 3] ?? 1) * 10 ** Math.floor(place / 3);
function placeBelow(value: number): number {
  const decade = powerOf(value);
  const digit = value / 10 ** decade;
  return decade * 3 + (digit >= 5 - 1e-9 ? 2 : digit >= 2 - 1e-9 ? 1 : 0);
}
function placeAbove(value: number): number {
  const place = placeBelow(value);
  return numberAt(place) >= value * (1 - 1e-9) ? place : place + 1;
}

/** Round numbers within [from, to], at most `most` of them. @param whole steps of at least 1 */
export function ticksWithin(from: number, to: number, most: number, whole: boolean): readonly Tick[] {
  if (most < 1 || !(to >= from)) return [];
  const nice = to === from ? 1 : niceStep(to - from, most);
  const step = whole ? Math.max(1, nice) : nice;
  return ticksOf(multiples(from, to, step), step, 'number');
}

function multiples(from: number, to: number, step: number): number[] {
  const first = Math.ceil(from / step - 1e-6);
  const count = Math.floor(to / step + 1e-6) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => (first + index) * step);
}

function ticksOf(values: readonly number[], step: number, unit: Unit): Tick[] {
  // One unit for all of an axis, by its largest number.
  const largest = Math.max(...values.map(Math.abs), step);
  return values.map((value) => ({ value, label: labelOf(value, step, unit, largest) }));
}

const SCALES: readonly (readonly [number, string])[] = [[1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e4, 'k']];

/** A number to the precision of `step`: `0.25`, `60 %`, `12k`, `1e-5`. */
function labelOf(value: number, step: number, unit: Unit, largest = Math.abs(value)): string {
  if (unit === 'percent') return `${fixed(value * 100, step * 100)} %`;
  if (value === 0) return '0';
  if (largest >= 1e15 || largest < 1e-3) return value.toExponential(Math.min(9, Math.max(0, powerOf(value) - powerOf(step)))).replace('e+', 'e');
  const [least, letter] = SCALES.find(([size]) => largest >= size) ?? [1, ''];
  const scale = letter === 'k' ? 1000 : least;
  return `${fixed(value / scale, step / scale)}${letter}`;
}

const powerOf = (value: number): number => Math.floor(Math.log10(Math.abs(value)) + 1e-9);

function fixed(value: number, step: number): string {
  const decimals = Math.min(9, Math.max(0, -powerOf(step)));
  return (Math.abs(value) < step * 1e-6 ? 0 : value).toFixed(decimals);
}
