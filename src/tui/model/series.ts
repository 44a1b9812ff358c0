import { bucketOf, inPairs, merged, type Bucket } from './bucket.js';
import { added, chunksOf, itemsOf, newest, sizeOf, type Chunks } from './chunks.js';
import { Gatherer, type SeriesPoint } from './gatherer.js';

/** The most buckets of a series: twice the columns of dots of a chart on the widest terminal. */
const MAX_BUCKETS = 2048;

/** The newest values stay as they are, so that a zoom into the last minutes shows each of them. */
const RECENT = 1024;

interface State {
  readonly name: string;
  readonly most: number;
  /** Full buckets of `width` values each, and the one that is not full yet. */
  readonly closed: Chunks<Bucket>;
  readonly open: Bucket | null;
  readonly width: number;
  readonly recent: Chunks<Bucket>;
  readonly count: number;
  readonly first: number;
  readonly last: number;
  readonly latest: number;
}

const nothing = { closed: chunksOf<Bucket>([]), open: null, width: 1, recent: chunksOf<Bucket>([]), count: 0, first: NaN, last: NaN, latest: NaN };

/** Returns a series without values. @param most the most buckets, an even number */
export const newSeries = (name: string, most = MAX_BUCKETS): Series => new Series({ ...nothing, name, most });

/**
 * Values over a growing x, in bounded memory. Neighbours merge into buckets when there are too many, evenly over the run; the newest
 * values stay single. The lowest, highest and mean value and the count of each bucket are exact. Immutable.
 */
export class Series {
  constructor(private readonly state: State) {}

  get name(): string {
    return this.state.name;
  }
  /** Number of values. */
  get count(): number {
    return this.state.count;
  }
  /** x of the first value; NaN without values. */
  get first(): number {
    return this.state.first;
  }
  /** x of the last value; NaN without values. */
  get last(): number {
    return this.state.last;
  }
  /** The newest value; NaN without values. */
  get latest(): number {
    return this.state.latest;
  }

  /** Returns the series with another value. Ignores a value that is not finite, or whose x is not above `last`: see `before`. */
  push(x: number, y: number): Series {
    const { name, most, count, first, last, recent } = this.state;
    if (!Number.isFinite(x) || !Number.isFinite(y) || x <= last) return this;
    const value = bucketOf(x, y);
    let { closed, open, width } = this.state;
    open = open === null ? value : merged(open, value);
    if (open.count >= width) {
      closed = added(closed, open);
      open = null;
    }
    if (sizeOf(closed) >= most) {
      closed = chunksOf(inPairs(itemsOf(closed)));
      width *= 2;
    }
    return new Series({
      name, most, closed, open, width,
      recent: newest(added(recent, value), RECENT),
      count: count + 1, first: count === 0 ? x : first, last: x, latest: y,
    });
  }

  /** Returns the series without the values from `x` on. An old bucket that lies on both sides of `x` stays whole. */
  before(x: number): Series {
    const { name, most, width, last } = this.state;
    if (!(x <= last)) return this;
    const known = itemsOf(this.state.recent);
    const recent = known.filter((value) => value.lastX < x);
    const closed = this.#buckets().filter((bucket) => bucket.firstX < x);
    let open: Bucket | null = null;
    const end = closed.at(-1);
    if (end !== undefined && (end.lastX >= x || end.count < width)) {
      const values = recent.filter((value) => value.firstX >= end.firstX);
      const rest = end.lastX >= x && (known[0]?.firstX ?? Infinity) <= end.firstX ? values.reduce(merged) : end;
      closed.pop();
      if (rest.count >= width) closed.push(rest);
      else open = rest;
    }
    const all = open === null ? closed : [...closed, open];
    const ending = all.at(-1);
    return new Series({
      name, most, width, open,
      closed: chunksOf(closed),
      recent: chunksOf(recent),
      count: all.reduce((sum, bucket) => sum + bucket.count, 0),
      first: all[0]?.firstX ?? NaN,
      last: ending?.lastX ?? NaN,
      latest: recent.at(-1)?.y ?? (ending === undefined ? NaN : ending.y / ending.count),
    });
  }

  /**
   * Returns the values from `from` to `to` (both inclusive), gathered in `columns` columns of equal width. Leaves out columns
   * without a value. A bucket that reaches over an edge counts as inside.
   */
  pointsIn(from: number, to: number, columns: number): readonly SeriesPoint[] {
    const gatherer = new Gatherer(from, to, columns);
    const recent = itemsOf(this.state.recent);
    const buckets = this.#buckets();
    const firstKnown = recent[0]?.firstX ?? Infinity;
    // The single values start where a bucket starts, so that none counts twice and none is lost.
    let seam = Infinity;
    // Loops over whole charts are plain: see `drawCurve`.
    for (let at = 0; at < buckets.length && seam === Infinity; at += 1) {
      const bucket = buckets[at];
      if (bucket !== undefined && bucket.firstX >= firstKnown) seam = bucket.firstX;
      else if (bucket !== undefined) gatherer.add(bucket);
    }
    for (let at = 0; at < recent.length; at += 1) {
      const value = recent[at];
      if (value !== undefined && value.firstX >= seam) gatherer.add(value);
    }
    return gatherer.end();
  }

  #buckets(): Bucket[] {
    const { closed, open } = this.state;
    return open === null ? itemsOf(closed) : [...itemsOf(closed), open];
  }
}
