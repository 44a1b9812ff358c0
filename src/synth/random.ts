/** Draws from one stream of chance. Every draw is a pure function of (seed, index, stream, how many came before). */
export interface Dice {
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  /** Around `mean`, within `mean ± spread`, most often near the middle: three uniforms added. */
  around(mean: number, spread: number): number;
  /** A whole number in [low, high]. */
  whole(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<const Item>(items: readonly [Item, ...Item[]]): Item;
  /** 1 or -1. */
  side(): 1 | -1;
}

/**
 * The stream of chance named `stream` of picture `index`. Streams do not disturb one another: a draw added to one of them
 * leaves the others as they were. Counter-based: value n is a hash of (key, n), so nothing is carried from picture to picture.
 */
export function dice(seed: number, index: number, stream: string): Dice {
  const near = mix(mix(seed) ^ index);
  const far = mix(hashOf(stream) ^ Math.imul(near, 0x9e3779b1));
  let counter = 0;
  const next = (): number => mix(mix(counter++ ^ near) ^ far) / 2 ** 32;
  const between = (low: number, high: number): number => low + (high - low) * next();
  return {
    between,
    around: (mean, spread) => mean + (spread * (next() + next() + next() - 1.5)) / 1.5,
    whole: (low, high) => low + Math.floor((high - low + 1) * next()),
    chance: (probability) => next() < probability,
    pick: (items) => items[Math.floor(items.length * next())] ?? items[0],
    side: () => (next() < 0.5 ? -1 : 1),
  };
}

/** Chris Wellons' `lowbias32`: every bit of the result depends on every bit of `x`. Unsigned 32 bits in and out. */
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
