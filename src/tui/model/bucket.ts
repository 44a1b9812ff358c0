/** The sum of neighbouring values. */
export interface Bucket {
  readonly firstX: number;
  readonly lastX: number;
  readonly count: number;
  /** Sums of the x and of the y. */
  readonly x: number;
  readonly y: number;
  readonly low: number;
  readonly high: number;
}

export const bucketOf = (x: number, y: number): Bucket => ({ firstX: x, lastX: x, count: 1, x, y, low: y, high: y });

/** Returns one bucket of two, of which `later` is the later one. */
export const merged = (bucket: Bucket, later: Bucket): Bucket => ({
  firstX: bucket.firstX,
  lastX: later.lastX,
  count: bucket.count + later.count,
  x: bucket.x + later.x,
  y: bucket.y + later.y,
  low: Math.min(bucket.low, later.low),
  high: Math.max(bucket.high, later.high),
});

/** Returns half as many buckets, each of two neighbours. An odd one at the end stays single. */
export function inPairs(buckets: readonly Bucket[]): Bucket[] {
  const pairs: Bucket[] = [];
  for (let index = 0; index < buckets.length; index += 2) {
    const [bucket, later] = [buckets[index], buckets[index + 1]];
    if (bucket !== undefined) pairs.push(later === undefined ? bucket : merged(bucket, later));
  }
  return pairs;
}
