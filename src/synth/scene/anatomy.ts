import type { Vector } from '../geometry/vectors.js';

/** The shape of an animal, without its fur's colours. Lengths are in head radii. */
export interface Anatomy {
  readonly head: Head;
  readonly body: Body;
  readonly tail: Tail;
}

export interface Head {
  /** Half-axes of the skull. */
  readonly skull: Vector;
  readonly cheek: number;
  /** How far the muzzle sticks out, its half-width, its height at the nose (negative: below the eyes), and how far its lips hang. */
  readonly muzzle: { readonly length: number; readonly width: number; readonly height: number; readonly jowl: number };
  readonly brow: number;
  readonly nose: number;
  readonly ears: Ears;
  readonly eyes: Eyes;
  readonly whiskers: { readonly count: number; readonly length: number; readonly strength: number };
  readonly tongue: boolean;
  readonly ruff: number;
}

/** The left ear (x > 0). The right one is its mirror image, except for `cock`. */
export interface Ears {
  readonly kind: 'pointed' | 'folded' | 'floppy' | 'tipped';
  readonly at: Vector;
  readonly along: Vector;
  readonly across: Vector;
  readonly outline: readonly [point: number, blunt: number];
  /** The part that hangs from the end of a tipped ear. */
  readonly tip: Vector | null;
  /** Degrees by which the two ears differ. */
  readonly cock: number;
}

export interface Eyes {
  readonly size: number;
  readonly apart: number;
  readonly height: number;
  /** Degrees by which the outer corner is higher than the inner one. */
  readonly slant: number;
  /** Share that the lids leave open; 0 is asleep. */
  readonly open: number;
  readonly pupil: readonly [width: number, height: number];
  readonly iris: number;
  readonly gaze: readonly [number, number];
}

export interface Body {
  /** Distance from the middle of the chest to the middle of the hips. */
  readonly length: number;
  readonly chest: number;
  readonly hip: number;
  /** Distance from the elbow to the ground. */
  readonly leg: number;
  readonly limb: number;
  readonly neck: number;
}

export interface Tail {
  readonly length: number;
  /** Radius at the root, in the middle and at the end. */
  readonly radii: readonly [number, number, number];
  /** Degrees above the horizon at the root, and degrees that each further tenth of the tail adds. */
  readonly rise: number;
  readonly curl: number;
  /** Degrees sideways that each tenth adds. */
  readonly swing: number;
}
