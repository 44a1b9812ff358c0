import type { Bucket } from './bucket.js';

/** A point of a chart: the values of a series in one column. */
export interface SeriesPoint {
  /** The mean x of the values. */
  readonly x: number;
  /** The mean, the lowest and the highest value. */
  readonly y: number;
  readonly low: number;
  readonly high: number;
  /** The number of values; at least 1. */
  readonly count: number;
}

/** Gathers buckets into the columns of a chart, each by its middle. Charts are drawn often, so it allocates nothing but points. */
export class Gatherer {
  readonly points: SeriesPoint[] = [];
  #column = -1;
  #count = 0;
  #x = 0;
  #y = 0;
  #low = 0;
  #high = 0;

  /** @param columns from `from` to `to`, of equal width */
  constructor(private readonly from: number, private readonly to: number, private readonly columns: number) {}

  /** Adds the next bucket. Ignores one that lies outside; one that reaches over an edge counts as inside. */
  add({ firstX, lastX, count, x, y, low, high }: Bucket): void {
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

  end(): readonly SeriesPoint[] {
    this.#close();
    return this.points;
  }

  #columnOf(x: number): number {
    const { from, to, columns } = this;
    return to > from ? Math.min(columns - 1, Math.max(0, Math.floor(((x - from) / (to - from)) * columns))) : 0;
  }

  #close(): void {
    if (this.#count === 0) return;
    const x = Math.min(this.to, Math.max(this.from, this.#x / this.#count));
    this.points.push({ x, y: this.#y / this.#count, low: this.#low, high: this.#high, count: this.#count });
    this.#count = this.#x = this.#y = 0;
  }
}
