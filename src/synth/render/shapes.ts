import { strandAt, type HairFlow } from './hair-flow.js';
import { project, type Projection } from '../geometry/projection.js';
import type { Ellipsoid, Eye, Leaf, Limb, Solid } from '../geometry/solids.js';
import type { Vector } from '../geometry/vectors.js';

/** Depth of a pixel that the solid does not cover. */
export const NO_DEPTH = -1e6;

/** A solid projected to pixels. */
export interface Shape {
  /** Bounding box in pixels: left, top, right, bottom. */
  readonly box: readonly [number, number, number, number];
  /** Writes the depths of columns `from` to `to` (inclusive) of row `y` in pixels, or NO_DEPTH, into `depths` from index 0. */
  row(y: number, from: number, to: number, depths: Float32Array): void;
}

/**
 * Projects a solid. Returns null if only its edge would be visible.
 * @param hair pixels by which fur sticks out from the rim
 */
export function shapeOf(solid: Solid, projection: Projection, flow: HairFlow, hair: number): Shape | null {
  switch (solid.shape) {
    case 'ellipsoid': return ellipsoid(solid, projection, flow, hair);
    case 'limb': return limb(solid, projection, flow, hair);
    case 'leaf': return leaf(solid, projection, flow, hair);
    case 'eye': return eye(solid, projection);
  }
}

/**
 * Returns the smallest `share` of the way from the rim (0) to the middle (1) that has hair: negative if a hair sticks out,
 * positive if there is a gap.
 * @param rough length of the hair as a share of the radius
 */
function rimAt(flow: HairFlow, rough: number, share: number, x: number, y: number): number {
  return rough === 0 || share > 2 * rough ? 0 : -2 * rough * strandAt(flow, x, y);
}

function ellipsoid({ at, axes }: Ellipsoid, projection: Projection, flow: HairFlow, hair: number): Shape | null {
  const q = quadricOf(axes, projection.scale);
  if (q === null) return null;
  const { xx, xy, xz, yy, yz, zz, reachX, reachY, lean } = q;
  const [cx, cy, cz] = project(projection, at);
  const rough = hair / Math.sqrt(reachX * reachY);
  const narrow = Math.sqrt(Math.max(0, reachX * reachX - (lean * reachY) ** 2)) * (1 + rough);
  return {
    box: [cx - reachX - hair, cy - reachY - hair, cx + reachX + hair, cy + reachY + hair],
    row: (y, from, to, depths) => {
      const dy = y - cy;
      // The chord of the ellipse in this row, hairs included. Pixels outside are skipped.
      const rise = Math.max(-1, Math.min(1, dy / (reachY + hair)));
      const half = narrow * Math.sqrt(1 - rise * rise) + hair + 1;
      const middle = cx + lean * dy;
      depths.fill(NO_DEPTH, 0, to - from + 1);
      for (let x = Math.max(from, Math.floor(middle - half)), last = Math.min(to, middle + half); x <= last; x++) {
        const dx = x - cx;
        const tilt = (xz * dx + yz * dy) / zz;
        const inside = tilt * tilt - (xx * dx * dx + 2 * xy * dx * dy + yy * dy * dy - 1) / zz;
        const share = inside * zz;
        if (share >= -2 * rough && share >= rimAt(flow, rough, share, x, y)) depths[x - from] = cz - tilt + Math.sqrt(Math.max(0, inside));
      }
    },
  };
}

function limb({ from: start, to: end, radii }: Limb, projection: Projection, flow: HairFlow, hair: number): Shape {
  const [ax, ay, az] = project(projection, start);
  const [bx, by, bz] = project(projection, end);
  const r0 = radii[0] * projection.scale;
  const r1 = radii[1] * projection.scale;
  const ex = bx - ax;
  const ey = by - ay;
  const span = ex * ex + ey * ey;
  const rough = (2 * hair) / (r0 + r1);
  const [m0, m1] = [r0 + hair, r1 + hair];
  return {
    box: [Math.min(ax - m0, bx - m1), Math.min(ay - m0, by - m1), Math.max(ax + m0, bx + m1), Math.max(ay + m0, by + m1)],
    row: (y, from, to, depths) => {
      for (let x = from; x <= to; x++) {
        const t = Math.min(1, Math.max(0, ((x - ax) * ex + (y - ay) * ey) / span));
        const r = r0 + (r1 - r0) * t;
        const dx = x - ax - ex * t;
        const dy = y - ay - ey * t;
        const share = 1 - (dx * dx + dy * dy) / (r * r);
        const seen = share >= -2 * rough && share >= rimAt(flow, rough, share, x, y);
        depths[x - from] = seen ? az + (bz - az) * t + r * Math.sqrt(Math.max(0, share)) : NO_DEPTH;
      }
    },
  };
}

function leaf({ at, along, across, outline: [point, blunt], thickness }: Leaf, projection: Projection, flow: HairFlow, hair: number): Shape | null {
  const plane = planeOf(at, along, across, projection);
  if (plane === null) return null;
  const widths = Float32Array.from({ length: 34 }, (_, nth) => Math.max(0.02, (1 - Math.min(1, nth / 32) ** point) ** blunt));
  const rough = hair / (projection.scale * Math.hypot(across[0], across[1], across[2]));
  const thick = thickness * projection.scale;
  return {
    box: boxOf(plane, 0, 1, 1 + rough),
    row: (y, from, to, depths) => {
      for (let x = from; x <= to; x++) {
        const t = plane.t0 + plane.tx * x + plane.ty * y;
        depths[x - from] = NO_DEPTH;
        if (t < 0 || t >= 1) continue;
        const nth = Math.floor(t * 32);
        const off = (plane.s0 + plane.sx * x + plane.sy * y) / (widths[nth] + (widths[nth + 1] - widths[nth]) * (t * 32 - nth));
        const share = 1 - off * off;
        if (share < -2 * rough || share < rimAt(flow, rough, share, x, y)) continue;
        depths[x - from] = plane.z0 + plane.zx * x + plane.zy * y + thick * Math.sqrt(Math.max(0, share));
      }
    },
  };
}

function eye({ at, across, up, bulge, open }: Eye, projection: Projection): Shape | null {
  const plane = planeOf(at, up, across, projection);
  if (plane === null) return null;
  const rise = bulge * projection.scale;
  return {
    box: boxOf(plane, -1, 1, 1),
    row: (y, from, to, depths) => {
      for (let x = from; x <= to; x++) {
        const t = plane.t0 + plane.tx * x + plane.ty * y;
        const s = plane.s0 + plane.sx * x + plane.sy * y;
        const round = 1 - s * s;
        depths[x - from] = NO_DEPTH;
        if (round <= 0) continue;
        const seen = open === 0 ? Math.abs(t + 0.35 * round) < 0.13 : Math.abs(t) < lidAt(open, round);
        // Raised above the skull, which would otherwise hide the eye's rim.
        if (seen) depths[x - from] = plane.z0 + plane.zx * x + plane.zy * y + rise * (0.8 + Math.sqrt(Math.max(0, round - t * t)));
      }
    },
  };
}

/** Returns the distance of the lids from the middle line of an eye where 1 - s² is `round`. The shape is an almond. */
export function lidAt(open: number, round: number): number {
  return open * Math.sqrt(round) * (0.6 + 0.4 * round);
}

/** The coordinates of a flat shape as linear functions of the pixel: s along `across`, t along `along`, and the depth z. */
export interface Plane {
  readonly s0: number; readonly sx: number; readonly sy: number;
  readonly t0: number; readonly tx: number; readonly ty: number;
  readonly z0: number; readonly zx: number; readonly zy: number;
}

/** Returns the plane through `at` along two directions; null if only its edge would be visible. */
export function planeOf(at: Vector, along: Vector, across: Vector, projection: Projection): Plane | null {
  const [px, py, pz] = project(projection, at);
  const { scale } = projection;
  const [ax, ay, az] = [along[0] * scale, -along[1] * scale, along[2] * scale];
  const [bx, by, bz] = [across[0] * scale, -across[1] * scale, across[2] * scale];
  const area = bx * ay - by * ax;
  if (Math.abs(area) < 0.08 * Math.hypot(ax, ay, az) * Math.hypot(bx, by, bz)) return null;
  const [sx, sy, tx, ty] = [ay / area, -ax / area, -by / area, bx / area];
  const [zx, zy] = [tx * az + sx * bz, ty * az + sy * bz];
  return { s0: -px * sx - py * sy, sx, sy, t0: -px * tx - py * ty, tx, ty, z0: pz - px * zx - py * zy, zx, zy };
}

/** Returns the bounding box of the points with t from `from` to `to` and s from -reach to reach. */
function boxOf({ s0, sx, sy, t0, tx, ty }: Plane, from: number, to: number, reach: number): Shape['box'] {
  const area = sx * ty - sy * tx;
  const corners = [[-reach, from], [-reach, to], [reach, from], [reach, to]].map(([s, t]) => [
    ((s - s0) * ty - (t - t0) * sy) / area, ((t - t0) * sx - (s - s0) * tx) / area,
  ]);
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/**
 * Returns (A Aᵀ)⁻¹ in pixels, where the columns of A are the half-axes, the reach of the ellipsoid, and the slope of the middles
 * of its rows. A point d from its middle is on it if d·(A Aᵀ)⁻¹·d = 1. Returns null if the ellipsoid is flat.
 */
function quadricOf(axes: readonly Vector[], scale: number) {
  const columns = axes.map((axis): Vector => [axis[0] * scale, -axis[1] * scale, axis[2] * scale]);
  const product = (i: 0 | 1 | 2, j: 0 | 1 | 2): number => columns.reduce((sum, column) => sum + column[i] * column[j], 0);
  const [xx, xy, xz, yy, yz, zz] = [product(0, 0), product(0, 1), product(0, 2), product(1, 1), product(1, 2), product(2, 2)];
  const determinant = xx * (yy * zz - yz * yz) - xy * (xy * zz - yz * xz) + xz * (xy * yz - yy * xz);
  if (determinant < 1e-6) return null;
  return {
    xx: (yy * zz - yz * yz) / determinant, xy: (xz * yz - xy * zz) / determinant, xz: (xy * yz - xz * yy) / determinant,
    yy: (xx * zz - xz * xz) / determinant, yz: (xy * xz - xx * yz) / determinant, zz: (xx * yy - xy * xy) / determinant,
    reachX: Math.sqrt(xx), reachY: Math.sqrt(yy), lean: xy / yy,
  };
}
