import type { Prediction } from './predictions.js';

/** How two classifiers differ on the same pictures. */
export interface PictureDifference {
  /** Pictures that only the first, and only the second, classifies rightly. */
  readonly onlyFirst: number;
  readonly onlySecond: number;
  readonly pictures: number;
  /** Probability of a difference of this size or more by chance, where both are equally good (McNemar's exact test, two-sided). */
  readonly p: number;
}

/** Compares two classifiers on the pictures that both have a prediction for. Returns null where there is none. */
export function compareOnPictures(first: readonly Prediction[], second: readonly Prediction[]): PictureDifference | null {
  const isRight = new Map(second.map((one) => [one.path, one.class === one.predicted]));
  const both = first.filter(({ path }) => isRight.has(path));
  if (both.length === 0) return null;
  const onlyFirst = both.filter((one) => one.class === one.predicted && isRight.get(one.path) === false).length;
  const onlySecond = both.filter((one) => one.class !== one.predicted && isRight.get(one.path) === true).length;
  return { onlyFirst, onlySecond, pictures: both.length, p: signTest(onlyFirst, onlySecond) };
}

/** Returns the probability that a fair coin falls at least as unevenly as `heads` to `tails`. */
function signTest(heads: number, tails: number): number {
  const count = heads + tails;
  // Logarithm of the probability of no heads, then of one more each time: 0.5 ** 2000 is 0.
  let log = count * Math.log(0.5);
  let sum = 0;
  for (let index = 0; index <= Math.min(heads, tails); index += 1) {
    sum += Math.exp(log);
    log += Math.log((count - index) / (index + 1));
  }
  return Math.min(1, 2 * sum);
}
