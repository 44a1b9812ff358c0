import { smoothNoise } from '../render/noise.js';
import type { Random } from './random.js';
import type { Region } from '../geometry/solids.js';
import type { Vector } from '../geometry/vectors.js';

/** The colours and markings of one animal's fur. */
export interface Coat {
  readonly base: Vector;
  readonly second: Vector;
  readonly pattern: Pattern;
  /** Marks in a head radius; how irregular they are; how strong they are (0 to 1). */
  readonly frequency: number;
  readonly waver: number;
  readonly contrast: number;
  /** Position of this coat in the noise. */
  readonly offset: Vector;
  /** How much of chest, paws and muzzle is white: 0 none, 1 all. */
  readonly white: number;
  /** Half-width of the white stripe on the face; 0 for none. */
  readonly blaze: number;
  /** Length of the hair in head radii, and variation in brightness between strands. */
  readonly hair: number;
  readonly strands: number;
  readonly nose: Vector;
  readonly iris: Vector;
  readonly ear: Vector;
}

/** A coat that a breed can have. The coat of an animal varies it. */
export interface BreedCoat {
  readonly base: Vector;
  readonly second: Vector;
  readonly pattern: Pattern;
  readonly iris: Vector;
  /** As in `Coat`. @default 0 */
  readonly white?: number;
  readonly blaze?: number;
}

type Pattern = 'solid' | 'tabby' | 'spots' | 'patches' | 'points' | 'saddle';

export function coatOf(random: Random, breedCoat: BreedCoat, hair: number): Coat {
  const tint = random.around(1, 0.14);
  const warmth = random.around(1, 0.06);
  const dyed = ([red, green, blue]: Vector): Vector => [red * tint * warmth, green * tint, (blue * tint) / warmth];
  const { white = 0, blaze = 0 } = breedCoat;
  const pink = random.between(0, 1);
  return {
    base: dyed(breedCoat.base),
    second: dyed(breedCoat.second),
    pattern: breedCoat.pattern,
    frequency: random.between(0.9, 1.4),
    waver: random.between(0.3, 1),
    contrast: random.between(0.55, 0.9),
    offset: [random.between(0, 30), random.between(0, 30), random.between(0, 30)],
    white: Math.max(0, white > 0 ? random.around(white, 0.2) : 0),
    blaze: blaze > 0 ? random.around(blaze, 0.06) : 0,
    hair: hair * random.between(0.8, 1.25),
    strands: random.between(0.1, 0.24),
    nose: pink < 0.3 ? [0.78, 0.5, 0.48] : pink < 0.5 ? [0.42, 0.26, 0.22] : [0.1, 0.09, 0.1],
    iris: breedCoat.iris,
    ear: [random.between(0.6, 0.85), random.between(0.4, 0.58), random.between(0.38, 0.54)],
  };
}

/** Bumps of noise in a mark. */
const fineness = { solid: 1, tabby: 1.3, spots: 3.2, patches: 0.9, points: 2, saddle: 1.6 } as const satisfies Record<Pattern, number>;

/** Returns the share of the second colour (0 to 1) at a point (x, y, z) in the frame of `region`. */
export function markAt(coat: Coat, region: Region, x: number, y: number, z: number): number {
  const { frequency: f, offset, contrast, pattern } = coat;
  const fine = f * fineness[pattern];
  const noise = smoothNoise(x * fine + offset[0], y * fine + offset[1], z * fine + offset[2]);
  switch (pattern) {
    case 'solid': return 0.12 * noise;
    case 'tabby': {
      const across = acrossStripes(region, x, y, z);
      return contrast * smoothstep(0.1, 0.6, Math.sin((across + (noise - 0.5) * coat.waver) * f * 7));
    }
    case 'spots': return contrast * smoothstep(0.6, 0.68, noise);
    case 'patches': return smoothstep(0.5, 0.54, noise);
    case 'points': return contrast * (region === 'head' ? smoothstep(0.45, 0.95, z + (noise - 0.5) * 0.4) : ends[region]);
    case 'saddle': {
      const height = region === 'torso' ? y - 1.3 : region === 'head' ? y - 0.15 : region === 'ear' || region === 'tail' ? 1 : -1;
      return contrast * smoothstep(-0.15, 0.25, height + (noise - 0.5) * 0.8);
    }
  }
}

/** How dark each region is in a coat that darkens towards the animal's ends. */
const ends: Readonly<Record<Exclude<Region, 'head'>, number>> = { ear: 1, muzzle: 1, paw: 1, tail: 1, leg: 0.6, torso: 0.1, chest: 0.1 };

/** Returns the position across the stripes, which go round the body and the limbs, down the chest and up the forehead. */
function acrossStripes(region: Region, x: number, y: number, z: number): number {
  switch (region) {
    case 'torso': return z;
    case 'leg': case 'paw': return y;
    case 'tail': return y - z;
    case 'chest': return y + Math.abs(x);
    default: return Math.abs(x) * 1.4 - y * 0.4;
  }
}

/** Returns how white the animal is at a point, 0 to 1. */
export function whiteAt(coat: Coat, region: Region, x: number, y: number, z: number): number {
  const { white, blaze, offset } = coat;
  if (white === 0 && blaze === 0) return 0;
  const ragged = (smoothNoise(x * 3 + offset[1], y * 3 + offset[2], z * 3) - 0.5) * 0.5;
  if (region === 'head') {
    const stripe = z > 0.2 && blaze > 0 ? smoothstep(0.06, -0.06, Math.abs(x) - blaze + ragged * 0.3) : 0;
    return Math.max(stripe, white > 0 ? smoothstep(0.1, 0.3, white - 0.55 - y * 0.9 + ragged) * (z > 0 ? 1 : 0) : 0);
  }
  if (white === 0) return region === 'muzzle' && blaze > 0 ? 0.9 : 0;
  if (region === 'muzzle') return smoothstep(0.2, 0.35, white + ragged);
  if (region === 'paw') return smoothstep(0.35, 0.5, white + ragged);
  if (region === 'chest') return smoothstep(0.3, 0.5, white + ragged - Math.abs(x) * 0.4);
  if (region === 'leg') return smoothstep(0.1, 0.25, white * 1.4 - y + ragged);
  return 0;
}

/** Returns 0 below `low`, 1 above `high` and a smooth transition in between. If `low` is higher, it falls from 1 to 0. */
export function smoothstep(low: number, high: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - low) / (high - low)));
  return t * t * (3 - 2 * t);
}
