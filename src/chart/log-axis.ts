import { labelOf, type Axis } from './axis.js';

/** How many times as large as the lowest value of an axis its highest can be: one value near zero would press all others to the top. */
const LONGEST = 1e6;

/**
 * Returns a logarithmic axis from 1, 2 or 5 times a power of ten at most `low` to one at least `high`, with about `wanted` ticks. A value
 * below its low end, and so any that is not positive, lies at that end.
 * @param low above 0, as `high`
 */
export function logAxis(low: number, high: number, wanted: number): Axis {
  const lowest = Math.max(low, high / LONGEST);
  const round = roundNumbers(lowest, high);
  const from = round.findLast((value) => value <= lowest * (1 + 1e-9)) ?? lowest;
  const to = round.find((value) => value >= high * (1 - 1e-9) && value > from) ?? high;
  const inside = round.filter((value) => value >= from && value <= to);
  const powers = inside.filter((value) => isPower(value));
  const every = Math.ceil(powers.length / Math.max(2, wanted));
  const values = inside.length <= Math.max(3, wanted) ? inside : powers.length >= 2 ? powers.filter((_, index) => index % every === 0) : [from, to];
  return {
    ticks: values.map((value) => ({ value, label: value < 1e-2 ? value.toExponential(0) : labelOf(value, value, 'number', value) })),
    share: (value) => (value > from ? Math.log(value / from) / Math.log(to / from) : 0),
  };
}

/** Returns 1, 2 and 5 times each power of ten, from one below `low` to one above `high`. */
function roundNumbers(low: number, high: number): number[] {
  const first = Math.floor(Math.log10(low)) - 1;
  const powers = Array.from({ length: Math.ceil(Math.log10(high)) + 2 - first }, (_, index) => first + index);
  // Parsed, because 10 ** -3 is not exactly 0.001 everywhere.
  return powers.flatMap((power) => [1, 2, 5].map((digit) => Number(`${digit}e${power}`)));
}

const isPower = (value: number): boolean => value.toExponential(0).startsWith('1');
