import { mix } from '../mix.js';
import type { Range } from './policies.js';

/** The random choices of a view. Each has a number of its own, so that none depends on another. */
const choices = {
  flip: 0, area: 1, aspect: 2, left: 3, top: 4, rotation: 5, shear: 6, brightness: 7, contrast: 8, saturation: 9, gray: 10, cut: 11, cutLeft: 12, cutTop: 13,
} as const;

/** Returns a number from a range (0 to 1 by default) for a choice: always the same one. */
export type Random = (choice: keyof typeof choices, range?: Range) => number;

/** A picture's place in a pipeline's stream, and which of its views is meant. */
export interface ViewPosition {
  readonly seed: number;
  readonly epoch: number;
  /** Place in the epoch, from 0. A picture that replaces a bad one has the bad one's place. */
  readonly position: number;
  /** Index of the view among those of the pipeline. */
  readonly view: number;
}

/** Returns the random choices of a view, which depend on nothing but its position. */
export function randomOf({ seed, epoch, position, view }: ViewPosition): Random {
  const key = mix(mix(mix(mix(seed + 0x9e3779b9) ^ epoch) ^ position) ^ (view + 0x7feb352d));
  return (choice, [from, to] = [0, 1]) => from + (to - from) * (mix(key ^ mix(choices[choice] + 0x165667b1)) / 2 ** 32);
}
