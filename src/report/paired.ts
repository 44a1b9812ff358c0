/** Quantiles 0.975 of Student's t distribution with 1, 2, … 30 degrees of freedom. */
const T975 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11, 2.101, 2.093, 2.086,
  2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];

/** The mean of paired differences, and its 95 % confidence interval. */
export interface PairedDifference {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** Whether the interval contains 0: the difference could be chance. */
  readonly couldBeChance: boolean;
}

/**
 * Returns the mean of some differences, each between two recipes on one split, with Student's 95 % interval.
 * @returns null for fewer than two: one pair says nothing about chance
 */
export function pairedDifference(differences: readonly number[]): PairedDifference | null {
  const count = differences.length;
  if (count < 2) return null;
  const mean = differences.reduce((sum, value) => sum + value, 0) / count;
  const sd = Math.sqrt(differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1));
  const half = ((T975[count - 2] ?? 2.042) * sd) / Math.sqrt(count);
  return { mean, low: mean - half, high: mean + half, couldBeChance: Math.abs(mean) <= half };
}
