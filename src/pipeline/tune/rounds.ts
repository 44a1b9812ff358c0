/** Returns the middle of numbers, or the mean of the two in the middle. @param values at least one */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** A median absolute deviation times this estimates a standard deviation. */
const TO_DEVIATION = 1.4826;
/** The standard error of a median is this times that of a mean. */
const OF_MEDIAN = 1.2533;
/** Medians that differ by less than this part are the same, however steady they are: nobody would notice. */
const EQUAL_PART = 0.02;
/** The same where nothing was measured twice, so that the noise is unknown. */
const EQUAL_PART_UNKNOWN = 0.1;

/**
 * Returns by how much the same thing differs from round to round: the standard deviation as a share of the median. It is taken from
 * all groups together, because a few rounds of one say little, and from medians, so that one disturbed round does not count.
 * @param groups positive values of the rounds of each thing
 * @returns null where nothing was measured twice
 */
export function noiseOf(groups: readonly (readonly number[])[]): number | null {
  const deviations = groups.flatMap((values) => {
    const median = medianOf(values);
    if (values.length < 2 || median <= 0) return [];
    const own = values.map((value) => Math.abs(value / median - 1)).toSorted((left, right) => left - right);
    // Of an odd number, one is the median itself. That of an even number lies between two, nearer to both than the true one.
    const correction = values.length % 2 === 1 ? 1 : Math.sqrt(values.length / (values.length - 1));
    return own.slice(values.length % 2).map((deviation) => deviation * correction);
  });
  return deviations.length === 0 ? null : medianOf(deviations) * TO_DEVIATION;
}

/** Returns the part of a median by which another one must differ from it to count as different: twice the standard error of their difference. */
export function equalPartOf(noise: number | null, rounds: number, otherRounds: number): number {
  if (noise === null) return EQUAL_PART_UNKNOWN;
  return Math.max(EQUAL_PART, 2 * OF_MEDIAN * noise * Math.sqrt(1 / rounds + 1 / otherRounds));
}

/** Whether values are clearly above others: by more than the noise explains. */
export const isClearlyAbove = (values: readonly number[], others: readonly number[], noise: number | null): boolean =>
  medianOf(values) > medianOf(others) * (1 + equalPartOf(noise, values.length, others.length));
