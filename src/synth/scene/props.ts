import type { Random } from './random.js';
import { builder, type Builder, type Solid } from '../geometry/solids.js';
import { add, camera, type Frame, type Vector } from '../geometry/vectors.js';

/** Things in front of, next to and on the animal. Positions are from -1 (left or bottom) to 1 (right or top). */
export interface Props {
  readonly front: Front | null;
  readonly toy: Toy | null;
  readonly collar: Vector | null;
}

interface Front {
  readonly kind: 'grass' | 'fence' | 'blanket' | 'box' | 'hand' | 'twig';
  readonly colour: Vector;
  /** How much of the picture it covers, 0 to 1. */
  readonly much: number;
  readonly side: 1 | -1;
}

interface Toy {
  readonly kind: 'ball' | 'bowl';
  readonly colour: Vector;
  readonly at: number;
  readonly size: number;
}

const skins: readonly [Vector, ...Vector[]] = [[0.93, 0.74, 0.62], [0.8, 0.58, 0.44], [0.5, 0.34, 0.25]];

export function propsOf(random: Random): Props {
  const paint = (): Vector => [random.between(0.1, 0.95), random.between(0.1, 0.85), random.between(0.1, 0.85)];
  const kind = random.pick(['grass', 'grass', 'fence', 'blanket', 'box', 'hand', 'twig']);
  const colour: Vector = {
    grass: (): Vector => [random.between(0.2, 0.5), random.between(0.42, 0.6), random.between(0.12, 0.25)],
    twig: (): Vector => [random.between(0.2, 0.5), random.between(0.38, 0.55), random.between(0.12, 0.25)],
    hand: () => random.pick(skins),
    fence: paint, blanket: paint, box: (): Vector => [0.72, 0.55, 0.37],
  }[kind]();
  return {
    front: random.chance(0.12) ? { kind, colour, much: random.between(0, 1), side: random.side() } : null,
    toy: random.chance(0.15) ? toy(random, paint()) : null,
    collar: random.chance(0.25) ? paint() : null,
  };
}

function toy(random: Random, colour: Vector): Toy {
  return { kind: random.pick(['ball', 'bowl']), colour, at: random.between(-0.9, 0.9), size: random.between(0.35, 0.6) };
}

/** The part of the scene that the camera sees, in head radii: [left, bottom, right, top]. */
export type View = readonly [number, number, number, number];

/** Distance of things in front from the animal, in head radii. */
const NEAR = 12;

/** Builds the thing between the animal and the camera. Opaque ones stay below `eyes`. */
export function frontOf(front: Front, view: View, eyes: number, random: Random): Solid[] {
  const make = builder(camera, { region: 'torso', cover: 'plain', colour: front.colour });
  const [left, bottom, right, top] = view;
  const wide = right - left;
  const tall = top - bottom;
  const edge = front.side < 0 ? left : right;
  switch (front.kind) {
    case 'grass': return grass(make, front, view, random);
    case 'twig': return twig(make, front, view, random);
    case 'hand': return hand(make, [edge, bottom + tall * random.between(0.1, 0.6), NEAR], -front.side, wide, front.much, random);
    case 'fence': {
      const gap = wide * (0.5 - 0.25 * front.much);
      const from = left + random.between(0, gap);
      const thick = wide * 0.022;
      const bar = (x: number): readonly Solid[] => make.limb([x, bottom - 1, NEAR], [x + 0.1, top + 1, NEAR], [thick, thick]);
      return Array.from({ length: Math.ceil(wide / gap) }, (_, nth) => bar(from + nth * gap)).flat();
    }
    case 'blanket': {
      const rise = Math.min(tall * (0.32 + 0.25 * front.much), eyes - bottom) + 0.5;
      return [make.ellipsoid([left + wide * random.between(0.2, 0.8), bottom - 0.5, NEAR], [wide * 0.75, rise, 4])];
    }
    case 'box': {
      const rise = 1 + Math.min(tall * (0.2 + 0.3 * front.much), eyes - bottom);
      return [make.leaf([edge, bottom - 1, NEAR], [0, rise, 0.4], [wide * (0.4 + 0.4 * front.much), 0.05, 0.3], [60, 1], 0)];
    }
  }
}

/** Returns the colour of a blade or a leaf, with random brightness. */
function varied({ colour: [red, green, blue] }: Front, random: Random): { colour: Vector } {
  const by = random.between(0.6, 1.25);
  return { colour: [red * by, green * by, blue * by] };
}

function grass(make: Builder, front: Front, [left, bottom, right, top]: View, random: Random): Solid[] {
  return Array.from({ length: 30 + Math.round(40 * front.much) }, () => {
    const high = (top - bottom) * random.between(0.08, 0.18 + 0.3 * front.much);
    const thick = (right - left) * random.between(0.006, 0.014);
    const root: Vector = [random.between(left, right), bottom - 0.1, NEAR];
    return make.leaf(root, [random.around(0, 0.3) * high, high, 0], [thick, 0, 0], [1.2, 0.8], 0.02, varied(front, random));
  });
}

function twig(make: Builder, front: Front, [left, bottom, right, top]: View, random: Random): Solid[] {
  const [wide, tall] = [right - left, top - bottom];
  const edge = front.side < 0 ? left : right;
  return Array.from({ length: 6 + Math.round(10 * front.much) }, () => {
    const root: Vector = [edge - front.side * random.between(-0.05, 0.25) * wide, top - random.between(0, 0.8) * tall, NEAR];
    const along: Vector = [-front.side * random.between(0.06, 0.2) * wide, random.between(-0.15, 0.1) * tall, 0];
    const across: Vector = [random.between(0.01, 0.03) * wide, random.between(0.01, 0.04) * tall, 0];
    return make.leaf(root, along, across, [2.2, 0.7], 0.05, varied(front, random));
  });
}

/** Builds a hand that enters the picture at `wrist`. */
function hand(make: Builder, wrist: Vector, inward: number, wide: number, much: number, random: Random): Solid[] {
  const thick = wide * 0.055;
  const palm = add(wrist, [inward * wide * (0.1 + 0.12 * much), 0, 0]);
  const fingers = [-1.5, -0.5, 0.5, 1.5].flatMap((finger) => {
    const knuckle = add(palm, [inward * thick, finger * thick * 0.85, 0.2]);
    const tip = add(palm, [inward * thick * random.between(2.2, 3.2), finger * thick * 0.95 + 0.1, 0]);
    return make.limb(knuckle, tip, [thick * 0.42, thick * 0.33]);
  });
  return [
    ...make.limb(add(wrist, [-inward, -wide * 0.06, 0]), palm, [thick * 1.3, thick]),
    make.ellipsoid(palm, [thick * 1.7, thick * 1.7, thick]), ...fingers,
  ];
}

/** Builds the ball or the bowl on the ground near the animal's feet. */
export function toyOf({ kind, colour, at, size }: Toy, ground: Frame): Solid[] {
  const make = builder(ground, { region: 'torso', cover: 'plain', colour });
  const x = at * 3;
  if (kind === 'ball') return [make.ellipsoid([x, size, 2.2], [size, size, size])];
  const food = make.ellipsoid([x, size * 0.75, 2.25], [size * 1.2, size * 0.2, size * 1.2], { colour: [0.3, 0.22, 0.16] });
  return [make.ellipsoid([x, size * 0.4, 2.2], [size * 1.5, size * 0.5, size * 1.5]), food];
}

/** Builds a band round the neck with a tag. */
export function collarOf(colour: Vector, body: Frame, neck: Vector): Solid[] {
  const make = builder(body, { region: 'chest', cover: 'plain', colour });
  const tag = make.ellipsoid([neck[0], neck[1] - 0.18, neck[2] + 0.7], [0.11, 0.11, 0.06], { colour: [0.85, 0.75, 0.4] });
  return [make.ellipsoid(neck, [0.7, 0.12, 0.7]), tag];
}
