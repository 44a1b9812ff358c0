import { errors, type TooManyBad } from './errors.js';
import type { PlaceOutcome } from './batch-builder.js';
import type { Quarantine } from './quarantine.js';

/**
 * Counts bad samples and fails the stream when there are too many. Batches are added in the stream's order, so the outcome
 * depends on that order alone and not on which picture was decoded first.
 */
export class BadShare {
  readonly #bad: Set<number>;
  #places = 0;
  #badPlaces = 0;

  /**
   * @param total number of samples
   * @param limit share of the samples that may be bad, 0 to 1
   * @param representative true when the first samples stand for the rest, as in a shuffled order
   * @param known samples already known to be bad
   */
  constructor(readonly total: number, readonly limit: number, readonly representative: boolean, known: Iterable<number>) {
    this.#bad = new Set(known);
  }

  /**
   * Adds what happened at each place of a batch.
   * @throws WorkFailed when too many samples are bad
   */
  check(outcomes: readonly PlaceOutcome[], quarantine: Quarantine): void {
    for (const { bad, filled } of outcomes) {
      const distinct = new Set(bad).size;
      if (distinct === this.total) throw errors.allBad(this.total, quarantine.list());
      this.add(bad);
      const row: TooManyBad = { count: distinct, of: distinct, words: `${distinct} pictures in a row` };
      const tooMany = this.exceeded() ?? (filled ? null : row);
      if (tooMany !== null) throw errors.tooManyBad(tooMany, this.limit, quarantine.list());
    }
  }

  /** Adds the bad samples that were tried for one place, the sampler's own first. */
  add(bad: readonly number[]): void {
    if (this.#places < this.total) {
      this.#places++;
      if (bad.length > 0) this.#badPlaces++;
    }
    for (const index of bad) this.#bad.add(index);
  }

  /** Returns the count that is over the limit, or null. */
  exceeded(): TooManyBad | null {
    const found = this.#bad.size;
    if (found > this.limit * this.total) return { count: found, of: this.total, words: `the ${this.total} pictures` };
    if (!this.representative || !isBeyondDoubt(this.#badPlaces, this.#places, this.limit)) return null;
    return { count: this.#badPlaces, of: this.#places, words: `the first ${this.#places} pictures` };
  }
}

/**
 * Returns whether `bad` of `seen` samples drawn from a set prove that more than `limit` of the whole set are bad. A set within
 * the limit shows so many with a probability below exp(-20), 2 in a thousand million
 * (W. Hoeffding, "Probability Inequalities for Sums of Bounded Random Variables", 1963, theorem 1 and section 6).
 */
export function isBeyondDoubt(bad: number, seen: number, limit: number): boolean {
  const share = bad / seen;
  if (seen === 0 || share <= limit) return false;
  const divergence = share * Math.log(share / limit) + (share === 1 ? 0 : (1 - share) * Math.log((1 - share) / (1 - limit)));
  return seen * divergence > 20;
}
