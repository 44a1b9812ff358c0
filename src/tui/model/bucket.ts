/** Values beside each other, summed up. */
export interface Bucket {
  readonly firstX: number;
  readonly lastX: number;
  readonly count: number;
  /** Sums over the values. */
  readonly x: number;
  readonly y: number;
  readonly low: number;
  readonly high: number;
}

export const bucketOf = (x: number, y: number): Bucket => ({ firstX: x, lastX: x, count: 1, x, y, low: y, high: y });

/** `later` lies after `bucket`. */
export const merged = (bucket: Bucket, later: Bucket): Bucket => ({
  firstX: bucket.firstX,
  lastX: later.lastX,
  count: bucket.count + later.count,
  x: bucket.x + later.x,
  y: bucket.y + later.y,
  low: Math.min(bucket.low, later.low),
  high: Math.max(bucket.high, later.high),
});

/** Half as many buckets, each of two neighbours; an odd one at the end stays alone. */
export function inPairs(buckets: readonly Bucket[]): Bucket[] {
  const pairs: Bucket[] = [];
  for (let index = 0; index < buckets.length; index += 2) {
    const [bucket, later] = [buckets[index], buckets[index + 1]];
    if (bucket !== undefined) pairs.push(later === undefined ? bucket : merged(bucket, later));
  }
  return pairs;
}
