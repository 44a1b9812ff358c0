export interface Spread {
  readonly median: number;
  readonly lower: number;
  readonly upper: number;
  readonly min: number;
  readonly max: number;
}

/**
 * Median, quartiles and extremes.
 * @param values at least one
 */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  return { median: quantile(sorted, 0.5), lower: quantile(sorted, 0.25), upper: quantile(sorted, 0.75), min: quantile(sorted, 0), max: quantile(sorted, 1) };
}

/** The median; NaN of nothing. */
export const median = (values: readonly number[]): number => quantile(values.toSorted((a, b) => a - b), 0.5);

/**
 * Each round's value as a multiple of the best of the others in that round, and the median of that: what slows the machine
 * down for a round slows both.
 * @param own a value a round; larger is better
 * @param others the same rounds of each of the others
 * @returns null when there are no others
 */
export function ratioToBest(own: readonly number[], others: readonly (readonly number[])[]): number | null {
  if (others.length === 0) return null;
  return median(own.map((value, round) => value / Math.max(...others.map((values) => values[round] ?? Number.NaN))));
}

/**
 * The same for times, of which the shorter is better: each round's as a share of the shortest of the others.
 * @returns null when there are no others
 */
export function timeToBest(own: readonly number[], others: readonly (readonly number[])[]): number | null {
  if (others.length === 0) return null;
  return median(own.map((time, round) => time / Math.min(...others.map((times) => times[round] ?? Number.NaN))));
}

/** Linear between the two nearest, as numpy's default (type 7 of Hyndman and Fan, 1996). */
function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}
