import { smoothNoise } from './noise.js';
import type { Dice } from './random.js';
import type { Region } from './solids.js';
import type { Vector } from './vectors.js';

/** The colours and markings of one animal's fur. */
export interface Coat {
  readonly base: Vector;
  readonly second: Vector;
  readonly pattern: Pattern;
  /** Marks to a head's radius; how much they waver; how strongly they show (0 to 1). */
  readonly frequency: number;
  readonly waver: number;
  readonly contrast: number;
  /** Where in the noise this coat was cut out. */
  readonly offset: Vector;
  /** How far white has spread over chest, paws and muzzle: 0 none, 1 all of them. */
  readonly white: number;
  /** Half-width of a white stripe on the face; 0 for none. */
  readonly blaze: number;
  /** Length of the hair in head radii, and how much single strands differ in brightness. */
  readonly hair: number;
  readonly strands: number;
  readonly nose: Vector;
  readonly iris: Vector;
  readonly ear: Vector;
}

/** What a breed's coat looks like before chance has had its part in it. */
export interface Dress {
  readonly base: Vector;
  readonly second: Vector;
  readonly pattern: Pattern;
  readonly iris: Vector;
  /** As in `Coat`; 0 where it is left out. */
  readonly white?: number;
  readonly blaze?: number;
}

type Pattern = 'solid' | 'tabby' | 'spots' | 'patches' | 'points' | 'saddle';

export function coatOf(chance: Dice, dress: Dress, hair: number): Coat {
  const tint = chance.around(1, 0.14);
  const warmth = chance.around(1, 0.06);
  const dyed = ([red, green, blue]: Vector): Vector => [red * tint * warmth, green * tint, (blue * tint) / warmth];
  const { white = 0, blaze = 0 } = dress;
  const pink = chance.between(0, 1);
  return {
    base: dyed(dress.base),
    second: dyed(dress.second),
    pattern: dress.pattern,
    frequency: chance.between(0.9, 1.4),
    waver: chance.between(0.3, 1),
    contrast: chance.between(0.55, 0.9),
    offset: [chance.between(0, 30), chance.between(0, 30), chance.between(0, 30)],
    white: Math.max(0, white > 0 ? chance.around(white, 0.2) : 0),
    blaze: blaze > 0 ? chance.around(blaze, 0.06) : 0,
    hair: hair * chance.between(0.8, 1.25),
    strands: chance.between(0.1, 0.24),
    nose: pink < 0.3 ? [0.78, 0.5, 0.48] : pink < 0.5 ? [0.42, 0.26, 0.22] : [0.1, 0.09, 0.1],
    iris: dress.iris,
    ear: [chance.between(0.6, 0.85), chance.between(0.4, 0.58), chance.between(0.38, 0.54)],
  };
}

/** Bumps of noise to a mark. */
const fineness = { solid: 1, tabby: 1.3, spots: 3.2, patches: 0.9, points: 2, saddle: 1.6 } as const satisfies Record<Pattern, number>;

/** The share of the second colour (0 to 1) at a point of the animal: of `region`, at (x, y, z) of that region's frame. */
export function markAt(coat: Coat, region: Region, x: number, y: number, z: number): number {
  const { frequency: f, offset, contrast, pattern } = coat;
  const fine = f * fineness[pattern];
  const noise = smoothNoise(x * fine + offset[0], y * fine + offset[1], z * fine + offset[2]);
  switch (pattern) {
    case 'solid': return 0.12 * noise;
    case 'tabby': {
      const across = acrossStripes(region, x, y, z);
      return contrast * step(0.1, 0.6, Math.sin((across + (noise - 0.5) * coat.waver) * f * 7));
    }
    case 'spots': return contrast * step(0.6, 0.68, noise);
    case 'patches': return step(0.5, 0.54, noise);
    case 'points': return contrast * (region === 'head' ? step(0.45, 0.95, z + (noise - 0.5) * 0.4) : ends[region]);
    case 'saddle': {
      const height = region === 'torso' ? y - 1.3 : region === 'head' ? y - 0.15 : region === 'ear' || region === 'tail' ? 1 : -1;
      return contrast * step(-0.15, 0.25, height + (noise - 0.5) * 0.8);
    }
  }
}

/** How dark each region is where a coat darkens towards the animal's ends. */
const ends: Readonly<Record<Exclude<Region, 'head'>, number>> = { ear: 1, muzzle: 1, paw: 1, tail: 1, leg: 0.6, torso: 0.1, chest: 0.1 };

/** Stripes go round the body and the limbs, down the chest and up the forehead. */
function acrossStripes(region: Region, x: number, y: number, z: number): number {
  switch (region) {
    case 'torso': return z;
    case 'leg': case 'paw': return y;
    case 'tail': return y - z;
    case 'chest': return y + Math.abs(x);
    default: return Math.abs(x) * 1.4 - y * 0.4;
  }
}

/** How white the animal is there, 0 to 1. */
export function whiteAt(coat: Coat, region: Region, x: number, y: number, z: number): number {
  const { white, blaze, offset } = coat;
  if (white === 0 && blaze === 0) return 0;
  const ragged = (smoothNoise(x * 3 + offset[1], y * 3 + offset[2], z * 3) - 0.5) * 0.5;
  if (region === 'head') {
    const stripe = z > 0.2 && blaze > 0 ? step(0.06, -0.06, Math.abs(x) - blaze + ragged * 0.3) : 0;
    return Math.max(stripe, white > 0 ? step(0.1, 0.3, white - 0.55 - y * 0.9 + ragged) * (z > 0 ? 1 : 0) : 0);
  }
  if (white === 0) return region === 'muzzle' && blaze > 0 ? 0.9 : 0;
  if (region === 'muzzle') return step(0.2, 0.35, white + ragged);
  if (region === 'paw') return step(0.35, 0.5, white + ragged);
  if (region === 'chest') return step(0.3, 0.5, white + ragged - Math.abs(x) * 0.4);
  if (region === 'leg') return step(0.1, 0.25, white * 1.4 - y + ragged);
  return 0;
}

/** 0 below `low`, 1 above `high`, smooth between; turned round where `low` is the higher. */
export function step(low: number, high: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - low) / (high - low)));
  return t * t * (3 - 2 * t);
}
