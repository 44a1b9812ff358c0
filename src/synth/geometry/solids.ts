import { add, interpolate, directionOf, length, pointOf, scale, subtract, type Frame, type Vector } from './vectors.js';

/** The material of a part: determines its shading, and whether hairs stick out. */
export type Cover = 'fur' | 'ear' | 'eye' | 'nose' | 'plain';

/** The part of the animal. The markings of a coat depend on it. */
export type Region = 'torso' | 'chest' | 'leg' | 'paw' | 'tail' | 'head' | 'muzzle' | 'ear';

/** The properties of a part besides its shape. */
export interface Surface {
  readonly cover: Cover;
  readonly region: Region;
  /** The frame in which the coat's markings are measured. */
  readonly frame: Frame;
  /** Direction of the hair in camera coordinates; null is away from the nose. */
  readonly hair: Vector | null;
  /** RGB in [0, 1] of `plain` parts, noses and eyes. */
  readonly colour: Vector;
}

/** An ellipsoid, given by its three half-axes. */
export interface Ellipsoid extends Surface {
  readonly shape: 'ellipsoid';
  readonly at: Vector;
  readonly axes: readonly [Vector, Vector, Vector];
}

/** A tapered rod with round ends. */
export interface Limb extends Surface {
  readonly shape: 'limb';
  readonly from: Vector;
  readonly to: Vector;
  readonly radii: readonly [number, number];
}

/**
 * A thin leaf from `at` to `at + along`. At the share t of its length it extends `across · (1 - t^point)^blunt` to either side.
 * The outline (1, 1) is a triangle, (3, 0.5) a tongue.
 */
export interface Leaf extends Surface {
  readonly shape: 'leaf';
  readonly at: Vector;
  readonly along: Vector;
  readonly across: Vector;
  readonly outline: readonly [point: number, blunt: number];
  readonly thickness: number;
}

/** An eye: a disc that bulges by `bulge`. The lids leave the share `open` of it visible. */
export interface Eye extends Surface {
  readonly shape: 'eye';
  readonly at: Vector;
  readonly across: Vector;
  readonly up: Vector;
  readonly bulge: number;
  readonly open: number;
  /** Half-width and half-height of the pupil, as shares of the eye's. */
  readonly pupil: readonly [number, number];
  /** Radius of the iris as a share of the eye's, and the direction of its gaze. */
  readonly iris: number;
  readonly gaze: readonly [number, number];
}

export type Solid = Ellipsoid | Limb | Leaf | Eye;

/** Builds solids in camera coordinates from points and directions in a frame. */
export type Builder = ReturnType<typeof builder>;

/** Creates a builder. `base` has the defaults of the surface of its solids. */
export function builder(frame: Frame, base: Pick<Surface, 'region' | 'cover' | 'colour'>) {
  const withDefaults = (surface: Partial<Surface>): Surface => ({ frame, hair: directionOf(frame, [0, -1, 0]), ...base, ...surface });
  const ellipsoid = (at: Vector, radii: Vector, surface: Partial<Surface> = {}): Ellipsoid => ({
    shape: 'ellipsoid', at: pointOf(frame, at), ...withDefaults(surface),
    axes: [scale(frame.x, radii[0]), scale(frame.y, radii[1]), scale(frame.z, radii[2])],
  });
  return {
    frame,
    ellipsoid,
    limb: (from: Vector, to: Vector, radii: readonly [number, number], surface: Partial<Surface> = {}): readonly Solid[] => {
      const start = pointOf(frame, from);
      const end = pointOf(frame, to);
      const reach = subtract(end, start);
      const alongLimb = { hair: reach, ...surface };
      // A rod that is seen nearly end-on looks like a row of balls.
      if (Math.hypot(reach[0], reach[1]) > 0.6 * length(reach)) {
        return [{ shape: 'limb', from: start, to: end, radii, ...withDefaults(alongLimb) }];
      }
      const balls = Math.max(2, Math.ceil((2 * length(reach)) / Math.min(radii[0], radii[1])));
      return Array.from({ length: balls + 1 }, (_, ball) => {
        const radius = radii[0] + ((radii[1] - radii[0]) * ball) / balls;
        return ellipsoid(interpolate(from, to, ball / balls), [radius, radius, radius], alongLimb);
      });
    },
    leaf: (at: Vector, along: Vector, across: Vector, outline: Leaf['outline'], thickness: number, surface: Partial<Surface> = {}): Leaf => ({
      shape: 'leaf', at: pointOf(frame, at), along: directionOf(frame, along), across: directionOf(frame, across), outline, thickness,
      ...withDefaults({ hair: directionOf(frame, along), ...surface }),
    }),
  };
}

/** Returns the bounding box of a solid in camera coordinates: [left, bottom, right, top]. */
export function boundsOf(solid: Solid): readonly [number, number, number, number] {
  if (solid.shape === 'ellipsoid') {
    const [a, b, c] = solid.axes;
    const reachX = Math.hypot(a[0], b[0], c[0]);
    const reachY = Math.hypot(a[1], b[1], c[1]);
    return [solid.at[0] - reachX, solid.at[1] - reachY, solid.at[0] + reachX, solid.at[1] + reachY];
  }
  if (solid.shape === 'limb') {
    const { from, to, radii: [start, end] } = solid;
    return [
      Math.min(from[0] - start, to[0] - end), Math.min(from[1] - start, to[1] - end),
      Math.max(from[0] + start, to[0] + end), Math.max(from[1] + start, to[1] + end),
    ];
  }
  const corners = solid.shape === 'leaf'
    ? [solid.at, add(solid.at, solid.along)].flatMap((end) => [add(end, solid.across), subtract(end, solid.across)])
    : [add(solid.at, solid.across), subtract(solid.at, solid.across), add(solid.at, solid.up), subtract(solid.at, solid.up)];
  const xs = corners.map((corner) => corner[0]);
  const ys = corners.map((corner) => corner[1]);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}
