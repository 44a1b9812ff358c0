import { bucketOf, inPairs, merged, type Bucket } from './bucket.js';
import { added, chunksOf, firstOf, itemsOf, newest, partsOf, sizeOf, type Chunks } from './chunks.js';
import { Gatherer, type Sample } from './sample.js';

/** Buckets of a series: more than a chart has columns of dots on the widest terminal, twice over. */
const MOST_BUCKETS = 2048;

/** The newest values, kept as they are, so that a zoom into the last minutes shows each of them. */
const RECENT = 1024;

/**
 * Values over a growing x, in bounded memory: neighbours merge when there are too many, so that the whole of a long run is kept
 * evenly, and its newest values one by one. Least, largest, mean and count are exact for every stretch that is kept. Immutable.
 */
export interface Series {
  readonly name: string;
  /** Values taken. */
  readonly count: number;
  /** x of the first and the last value; NaN where there is none. */
  readonly first: number;
  readonly last: number;
  /** The latest value; NaN where there is none. */
  readonly latest: number;
  /** With another value. One that is not finite is left out, and so is one whose x is not above `last`: see `before`. */
  push(x: number, y: number): Series;
  /** Without the values from `x` on. Of a bucket that lies on both sides of it, and is too old to be told apart, all stay. */
  before(x: number): Series;
  /**
   * The values from `from` to `to` (both inclusive), gathered in `columns` columns of equal width. Columns without a value are
   * left out. A bucket that reaches over an edge counts as inside.
   */
  sample(from: number, to: number, columns: number): readonly Sample[];
}

interface Kept {
  readonly name: string;
  readonly most: number;
  /** Buckets of `width` values each, and the one that is not full yet. */
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

/** A series without values. @param most buckets, even */
export const newSeries = (name: string, most = MOST_BUCKETS): Series => new BucketSeries({ ...nothing, name, most });

class BucketSeries implements Series {
  constructor(private readonly kept: Kept) {}

  get name() {
    return this.kept.name;
  }
  get count() {
    return this.kept.count;
  }
  get first() {
    return this.kept.first;
  }
  get last() {
    return this.kept.last;
  }
  get latest() {
    return this.kept.latest;
  }

  push(x: number, y: number): Series {
    const { name, most, count, first, last, recent } = this.kept;
    if (!Number.isFinite(x) || !Number.isFinite(y) || x <= last) return this;
    const value = bucketOf(x, y);
    let { closed, open, width } = this.kept;
    open = open === null ? value : merged(open, value);
    if (open.count >= width) {
      closed = added(closed, open);
      open = null;
    }
    if (sizeOf(closed) >= most) {
      closed = chunksOf(inPairs(itemsOf(closed)));
      width *= 2;
    }
    return new BucketSeries({
      name, most, closed, open, width,
      recent: newest(added(recent, value), RECENT),
      count: count + 1, first: count === 0 ? x : first, last: x, latest: y,
    });
  }

  before(x: number): Series {
    const { name, most, width, last } = this.kept;
    if (!(x <= last)) return this;
    const recent = itemsOf(this.kept.recent).filter((value) => value.lastX < x);
    const closed = this.#buckets().filter((bucket) => bucket.firstX < x);
    let open: Bucket | null = null;
    const end = closed.at(-1);
    if (end !== undefined && (end.lastX >= x || end.count < width)) {
      const known = firstOf(this.kept.recent)?.firstX ?? Infinity;
      const values = recent.filter((value) => value.firstX >= end.firstX);
      const rest = end.lastX >= x && known <= end.firstX ? values.reduce(merged) : end;
      closed.pop();
      if (rest.count >= width) closed.push(rest);
      else open = rest;
    }
    const all = open === null ? closed : [...closed, open];
    const ending = all.at(-1);
    return new BucketSeries({
      name, most, width, open,
      closed: chunksOf(closed),
      recent: chunksOf(recent),
      count: all.reduce((sum, bucket) => sum + bucket.count, 0),
      first: all[0]?.firstX ?? NaN,
      last: ending?.lastX ?? NaN,
      latest: recent.at(-1)?.y ?? (ending === undefined ? NaN : ending.y / ending.count),
    });
  }

  sample(from: number, to: number, columns: number): readonly Sample[] {
    const gatherer = new Gatherer(from, to, columns);
    // The newest values one by one, from where a bucket begins: no value is counted twice, none is lost.
    const seam = this.#gatherOld(gatherer);
    const { full, last } = this.kept.recent;
    for (const part of full) gatherer.takeAll(part, seam);
    gatherer.takeAll(last, seam);
    return gatherer.end();
  }

  /** Gathers the buckets before the first whose values are all kept one by one. @returns that one's first x, or Infinity */
  #gatherOld(gatherer: Gatherer): number {
    const { closed, open, recent } = this.kept;
    const known = firstOf(recent)?.firstX ?? Infinity;
    const parts = [...partsOf(closed), open === null ? [] : [open]];
    for (const part of parts) {
      const seam = gatherer.takeUntil(part, known);
      if (seam !== undefined) return seam;
    }
    return Infinity;
  }

  #buckets(): Bucket[] {
    const { closed, open } = this.kept;
    return open === null ? [...itemsOf(closed)] : [...itemsOf(closed), open];
  }
}
