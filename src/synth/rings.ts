import { randomStream } from './scene/random.js';

/** The two circles around (0, 0). */
export const RINGS = {
  /** The radius of each class, inner and outer. */
  radii: [0.8, 2],
  /** The largest distance of a point from its circle. */
  spread: 0.3,
  /** Everything is drawn in the square from -edge to edge. */
  edge: 2.6,
  /** A place without a point within this distance has no data. Neighbours on a circle are nearer. */
  margin: 0.2,
} as const;

/** Points of a plane, x and y of each one after the other, and the class of each. */
export interface Points {
  readonly xy: Float32Array;
  readonly classes: Int32Array;
}

/** Draws points of both circles, in turn inner (class 0) and outer (class 1), at any angle. @param stream separates uses of one seed */
export function drawRings(count: number, seed: number, stream: string): Points {
  const classes = Int32Array.from({ length: count }, (_, index) => index % 2);
  const xy = new Float32Array(2 * count);
  for (const [index, ring] of classes.entries()) {
    const random = randomStream(seed, index, stream);
    const angle = random.between(0, 2 * Math.PI);
    const radius = random.around(RINGS.radii[ring], RINGS.spread);
    xy[2 * index] = radius * Math.cos(angle);
    xy[2 * index + 1] = radius * Math.sin(angle);
  }
  return { xy, classes };
}

/** Draws places between the data, evenly: inside the outer circle, and none within the margin of one of `data` (x and y in turn). */
export function drawComplement(count: number, data: Float32Array, seed: number): Float32Array {
  const random = randomStream(seed, 0, 'complement');
  const xy = new Float32Array(2 * count);
  for (let index = 0; index < count; ) {
    const [, outer] = RINGS.radii;
    const [x, y] = [random.between(-outer, outer), random.between(-outer, outer)];
    if (Math.hypot(x, y) > outer || isNear(x, y, data)) continue;
    xy.set([x, y], 2 * index);
    index += 1;
  }
  return xy;
}

/** Returns the share of `points` that lie within the margin of one of `others`. Both are x and y in turn. */
export function shareNear(points: Float32Array, others: Float32Array): number {
  let near = 0;
  for (let at = 0; at < points.length; at += 2) if (isNear(points[at], points[at + 1], others)) near += 1;
  return (2 * near) / points.length;
}

function isNear(x: number, y: number, data: Float32Array): boolean {
  for (let at = 0; at < data.length; at += 2) if ((x - data[at]) ** 2 + (y - data[at + 1]) ** 2 < RINGS.margin ** 2) return true;
  return false;
}
