export interface Spread {
  readonly median: number;
  readonly lower: number;
  readonly upper: number;
  readonly min: number;
  readonly max: number;
}

/**
 * Returns the median, the quartiles and the extremes.
 * @param values at least one
 */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  return { median: quantile(sorted, 0.5), lower: quantile(sorted, 0.25), upper: quantile(sorted, 0.75), min: quantile(sorted, 0), max: quantile(sorted, 1) };
}

/** Returns the median; NaN for no values. */
export const median = (values: readonly number[]): number => quantile(values.toSorted((a, b) => a - b), 0.5);

/**
 * Divides each round's value by the best of the others in that round, and returns the median of the quotients. A round in
 * which the machine is slow slows all of them.
 * @param own one value for each round; larger is better
 * @param others the same rounds of each other contestant
 * @returns null when there are no others
 */
export function ratioToBest(own: readonly number[], others: readonly (readonly number[])[]): number | null {
  if (others.length === 0) return null;
  return median(own.map((value, round) => value / Math.max(...others.map((values) => values[round] ?? Number.NaN))));
}

/**
 * Divides each round's time by the shortest of the others in that round, and returns the median of the quotients.
 * @returns null when there are no others
 */
export function timeToBest(own: readonly number[], others: readonly (readonly number[])[]): number | null {
  if (others.length === 0) return null;
  return median(own.map((time, round) => time / Math.min(...others.map((times) => times[round] ?? Number.NaN))));
}

/** Interpolates linearly between the two nearest values, as numpy does by default (type 7 of Hyndman and Fan, 1996). */
function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** A mean, and the standard deviation of a sample (divided by n - 1); null for fewer than two values. */
export interface MeanAndDeviation {
  readonly mean: number;
  readonly sd: number | null;
}

/** @param values at least one */
export function meanAndDeviation(values: readonly number[]): MeanAndDeviation {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length < 2) return { mean, sd: null };
  return { mean, sd: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)) };
}
