/** How many samples are bad, and of how many: as a number, and as words for an error. */
export interface TooManyBad {
  readonly count: number;
  readonly of: number;
  readonly words: string;
}

/**
 * Judges whether too many samples are bad. Told of what was met in the order of the stream, so that its verdict depends
 * on that order alone and not on which picture happened to be decoded first.
 */
export class BadShare {
  readonly #bad: Set<number>;
  #met = 0;
  #badMet = 0;

  /**
   * @param total samples in all
   * @param limit share of them that may be bad, 0 to 1
   * @param representative whether what comes first stands for the rest: true of a shuffled order
   * @param known samples already known to be bad
   */
  constructor(readonly total: number, readonly limit: number, readonly representative: boolean, known: Iterable<number>) {
    this.#bad = new Set(known);
  }

  /** The samples for one place were met: `bad` first, the order's own sample leading, and then a good one. */
  meet(bad: readonly number[]): void {
    if (this.#met < this.total) {
      this.#met++;
      if (bad.length > 0) this.#badMet++;
    }
    for (const index of bad) this.#bad.add(index);
  }

  /** What was found, once that is too many; else null. */
  exceeded(): TooManyBad | null {
    const found = this.#bad.size;
    if (found > this.limit * this.total) return { count: found, of: this.total, words: `the ${this.total} pictures` };
    if (!this.representative || !beyondDoubt(this.#badMet, this.#met, this.limit)) return null;
    return { count: this.#badMet, of: this.#met, words: `the first ${this.#met} pictures` };
  }
}

/**
 * Whether `bad` of `met` samples drawn from a set prove that more than `limit` of the set are bad, before all of it is
 * known: a set within the limit would show so many with a probability below exp(-20), 2 in a thousand million
 * (W. Hoeffding, "Probability Inequalities for Sums of Bounded Random Variables", 1963, theorem 1 and section 6).
 */
export function beyondDoubt(bad: number, met: number, limit: number): boolean {
  const share = bad / met;
  if (met === 0 || share <= limit) return false;
  const divergence = share * Math.log(share / limit) + (share === 1 ? 0 : (1 - share) * Math.log((1 - share) / (1 - limit)));
  return met * divergence > 20;
}
