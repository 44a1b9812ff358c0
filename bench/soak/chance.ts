/** The random numbers that a seed stands for: mulberry32 (T. Ettinger, 2017). */
export class Chance {
  #state: number;

  /** @param seed whole, 0 to 2^32 - 1 */
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 to below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `min` to `max`, both included. */
  whole(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  /** Whether what happens in this share of all cases does. */
  often(share: number): boolean {
    return this.next() < share;
  }

  pick<Item>(list: readonly [Item, ...Item[]] | readonly Item[]): Item {
    return list[this.whole(0, list.length - 1)];
  }

  /** Numbers of their own, so that how many are taken here changes nothing there. */
  fork(): Chance {
    return new Chance(this.whole(0, 2 ** 32 - 1));
  }
}
