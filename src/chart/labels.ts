import type { Tick } from './ticks.js';

/** How values are written: as they are, or a share of one as a percentage. */
export type Unit = 'number' | 'percent';

/** Suffixes from large to small, each with the smallest number that takes it. */
const SUFFIXES: readonly (readonly [least: number, suffix: string])[] = [[1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e4, 'k']];

/** Returns the values with their labels. All labels of an axis share the suffix of its largest number. */
export function labelsOf(values: readonly number[], step: number, unit: Unit): Tick[] {
  const largest = Math.max(...values.map(Math.abs), step);
  return values.map((value) => ({ value, label: labelOf(value, step, unit, largest) }));
}

/** Returns a number to the precision of `step`: `0.25`, `60 %`, `12k`, `1e-5`. */
function labelOf(value: number, step: number, unit: Unit, largest: number): string {
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
