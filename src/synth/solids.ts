import { add, between, directionOf, length, pointOf, scale, subtract, type Frame, type Vector } from './vectors.js';

/** What a part is made of: how it is lit and whether hairs stand out from its rim. */
export type Cover = 'fur' | 'ear' | 'eye' | 'nose' | 'plain';

/** Which part of the animal this is: coats are marked by it. */
export type Region = 'torso' | 'chest' | 'leg' | 'paw' | 'tail' | 'head' | 'muzzle' | 'ear';

/** What every part carries besides its shape. */
export interface Surface {
  readonly cover: Cover;
  readonly region: Region;
  /** Where the coat's markings are measured from. */
  readonly frame: Frame;
  /** Where the hair points, as the camera sees it; null: away from the nose. */
  readonly hair: Vector | null;
  /** RGB in [0, 1]; what `plain` parts, noses and eyes are painted with. */
  readonly colour: Vector;
}

/** An ellipsoid by its three half-axes. */
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
 * A thin leaf: starts at `at`, ends at `at + along`, and at the share t of its length is `across · (1 - t^point)^blunt` to
 * either side. (1, 1) is a triangle, (3, 0.5) a tongue.
 */
export interface Leaf extends Surface {
  readonly shape: 'leaf';
  readonly at: Vector;
  readonly along: Vector;
  readonly across: Vector;
  readonly outline: readonly [point: number, blunt: number];
  readonly thickness: number;
}

/** An eye: a disc bulging by `bulge`, of which the lids leave open the share `open`. */
export interface Eye extends Surface {
  readonly shape: 'eye';
  readonly at: Vector;
  readonly across: Vector;
  readonly up: Vector;
  readonly bulge: number;
  readonly open: number;
  /** Half-width of the pupil, as a share of the eye's; its half-height. */
  readonly pupil: readonly [number, number];
  /** Radius of the iris as a share of the eye's, and where it looks. */
  readonly iris: number;
  readonly gaze: readonly [number, number];
}

export type Solid = Ellipsoid | Limb | Leaf | Eye;

/** Builds solids in a frame: every point and direction given is the frame's, every solid made is the camera's. */
export interface Builder {
  readonly frame: Frame;
  ellipsoid(at: Vector, radii: Vector, look: Partial<Surface>, tilt?: Frame): Ellipsoid;
  limb(from: Vector, to: Vector, radii: readonly [number, number], look: Partial<Surface>): readonly Solid[];
  leaf(at: Vector, along: Vector, across: Vector, outline: readonly [number, number], thickness: number, look: Partial<Surface>): Leaf;
}

/** Marks of `base` hold where a part's `look` says nothing. */
export function builder(frame: Frame, base: Pick<Surface, 'region' | 'cover' | 'colour'>): Builder {
  const surface = (look: Partial<Surface>): Surface => ({ frame, hair: directionOf(frame, [0, -1, 0]), ...base, ...look });
  const ellipsoid: Builder['ellipsoid'] = (at, radii, look, tilt = frame) => ({
    shape: 'ellipsoid', at: pointOf(frame, at), ...surface(look),
    axes: [scale(tilt.x, radii[0]), scale(tilt.y, radii[1]), scale(tilt.z, radii[2])],
  });
  return {
    frame,
    ellipsoid,
    limb: (from, to, radii, look) => {
      const start = pointOf(frame, from);
      const end = pointOf(frame, to);
      const reach = subtract(end, start);
      const marks = { hair: reach, ...look };
      // Seen nearly end-on, a rod's picture is that of the balls in it.
      if (Math.hypot(reach[0], reach[1]) > 0.6 * length(reach)) {
        return [{ shape: 'limb', from: start, to: end, radii, ...surface(marks) }];
      }
      const balls = Math.max(2, Math.ceil((2 * length(reach)) / Math.min(radii[0], radii[1])));
      return Array.from({ length: balls + 1 }, (_, ball) => {
        const radius = radii[0] + ((radii[1] - radii[0]) * ball) / balls;
        return ellipsoid(between(from, to, ball / balls), [radius, radius, radius], marks);
      });
    },
    leaf: (at, along, across, outline, thickness, look) => ({
      shape: 'leaf', at: pointOf(frame, at), along: directionOf(frame, along), across: directionOf(frame, across), outline, thickness,
      ...surface({ hair: directionOf(frame, along), ...look }),
    }),
  };
}

/** The box, as the camera sees it, that holds a solid: [left, bottom, right, top]. */
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
