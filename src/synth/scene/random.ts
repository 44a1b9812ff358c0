/** A stream of random values. Each value is a pure function of (seed, index, stream, number of values before it). */
export type Random = ReturnType<typeof randomStream>;

/**
 * Returns the random stream of picture `index` with the name `stream`. Streams are independent: another value taken from one
 * does not change the others. Value n is a hash of (key, n), so there is no state between pictures.
 */
export function randomStream(seed: number, index: number, stream: string) {
  const near = mix(mix(seed) ^ index);
  const far = mix(hashOf(stream) ^ Math.imul(near, 0x9e3779b1));
  let counter = 0;
  const next = (): number => mix(mix(counter++ ^ near) ^ far) / 2 ** 32;
  const between = (low: number, high: number): number => low + (high - low) * next();
  return {
    /** Uniform in [low, high). */
    between,
    /** Within `mean ± spread`, mostly near the mean: a sum of three uniforms. */
    around: (mean: number, spread: number): number => mean + (spread * (next() + next() + next() - 1.5)) / 1.5,
    /** Whole number in [low, high]. */
    whole: (low: number, high: number): number => low + Math.floor((high - low + 1) * next()),
    chance: (probability: number): boolean => next() < probability,
    pick: <const Item>(items: readonly [Item, ...Item[]]): Item => items[Math.floor(items.length * next())] ?? items[0],
    side: (): 1 | -1 => (next() < 0.5 ? -1 : 1),
  };
}

/** Hashes 32 bits to unsigned 32 bits (Chris Wellons' `lowbias32`): every bit of the result depends on every bit of `x`. */
export function mix(x: number): number {
  let bits = x | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x7feb352d);
  bits = Math.imul(bits ^ (bits >>> 15), 0x846ca68b);
  return (bits ^ (bits >>> 16)) >>> 0;
}

function hashOf(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = mix(hash ^ text.charCodeAt(at));
  return hash;
}
