/** Random numbers from a seed: mulberry32 (T. Ettinger, 2017). */
export class Random {
  #state: number;

  /** @param seed integer from 0 to 2^32 - 1 */
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** Returns a number from 0 to below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  }

  /** Returns an integer from `min` to `max`, both included. */
  integer(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  /** Returns true with this probability. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<Item>(list: readonly [Item, ...Item[]] | readonly Item[]): Item {
    return list[this.integer(0, list.length - 1)];
  }

  /** Returns a source of its own, so that how many numbers are used here changes nothing there. */
  fork(): Random {
    return new Random(this.integer(0, 2 ** 32 - 1));
  }
}
