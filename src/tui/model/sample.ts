import type { Bucket } from './bucket.js';

/** The stretch of a series that one column of a chart shows; a point of the chart. */
export interface Sample {
  /** Mean x of the values. */
  readonly x: number;
  /** Their mean, the least and the largest. */
  readonly y: number;
  readonly low: number;
  readonly high: number;
  /** How many they are; 1 or more. */
  readonly count: number;
}

/** Gathers buckets by the column of a chart that the middle of each lies in. Charts are drawn often: nothing is made but samples. */
export class Gatherer {
  readonly samples: Sample[] = [];
  #column = -1;
  #count = 0;
  #x = 0;
  #y = 0;
  #low = 0;
  #high = 0;

  /** @param columns from `from` to `to`, of equal width */
  constructor(private readonly from: number, private readonly to: number, private readonly columns: number) {}

  /** Takes the next bucket; one that lies outside is left out, one that reaches over an edge counts as inside. */
  take({ firstX, lastX, count, x, y, low, high }: Bucket): void {
    if (lastX < this.from || firstX > this.to) return;
    const column = this.#columnOf(x / count);
    if (column !== this.#column || this.#count === 0) {
      this.#close();
      this.#column = column;
      this.#low = low;
      this.#high = high;
    }
    this.#count += count;
    this.#x += x;
    this.#y += y;
    this.#low = Math.min(this.#low, low);
    this.#high = Math.max(this.#high, high);
  }

  /** Takes those that begin at `from` or later. Loops over all that a chart shows are plain: see `drawCurve`. */
  takeAll(buckets: readonly Bucket[], from: number): void {
    for (let at = 0; at < buckets.length; at += 1) {
      const bucket = buckets[at];
      if (bucket !== undefined && bucket.firstX >= from) this.take(bucket);
    }
  }

  /** Takes those before the first that begins at `end` or later. @returns where that one begins; undefined where there is none */
  takeUntil(buckets: readonly Bucket[], end: number): number | undefined {
    for (let at = 0; at < buckets.length; at += 1) {
      const bucket = buckets[at];
      if (bucket === undefined) continue;
      if (bucket.firstX >= end) return bucket.firstX;
      this.take(bucket);
    }
    return undefined;
  }

  end(): readonly Sample[] {
    this.#close();
    return this.samples;
  }

  #columnOf(x: number): number {
    const { from, to, columns } = this;
    return to > from ? Math.min(columns - 1, Math.max(0, Math.floor(((x - from) / (to - from)) * columns))) : 0;
  }

  #close(): void {
    if (this.#count === 0) return;
    const x = Math.min(this.to, Math.max(this.from, this.#x / this.#count));
    this.samples.push({ x, y: this.#y / this.#count, low: this.#low, high: this.#high, count: this.#count });
    this.#count = this.#x = this.#y = 0;
  }
}
