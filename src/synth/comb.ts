import { hair } from './noise.js';
import { onto, type Projection } from './projection.js';
import type { Surface } from './solids.js';
import { pointOf } from './vectors.js';

/** Which way the hair of one part lies in the picture. */
export interface Comb {
  /** Unit direction in pixels; not used where the hair goes away from a point. */
  readonly x: number;
  readonly y: number;
  /** Whether the hair goes away from the point (fromX, fromY): from the nose over the whole face. */
  readonly radial: boolean;
  readonly fromX: number;
  readonly fromY: number;
  /** Hairs to a pixel, across and along. */
  readonly across: number;
  readonly along: number;
}

/** Long hair (in head radii) is combed into longer and broader strands. */
export function combOf(surface: Surface, projection: Projection, hairLength: number): Comb {
  const [hx, hy] = surface.hair ?? [0, -1];
  const reach = Math.max(Math.hypot(hx, hy), 1e-6);
  const [fromX, fromY] = onto(projection, pointOf(surface.frame, [0, -0.15, 0.9]));
  const across = Math.max(0.3, Math.min(0.85, 50 / projection.scale)) * (hairLength > 0.065 ? 0.8 : 1);
  return {
    x: hx / reach, y: -hy / reach,
    radial: surface.hair === null, fromX, fromY,
    across, along: across * (hairLength > 0.065 ? 0.6 : 1.1),
  };
}

/** The strand that lies at a pixel: -1 to 1. */
export function strandAt(comb: Comb, px: number, py: number): number {
  const dx = px - comb.fromX;
  const dy = py - comb.fromY;
  if (comb.radial) {
    const reach = Math.sqrt(dx * dx + dy * dy);
    // 256 hairs all the way round, as many as the sheet has: they close without a seam.
    return hair(reach * comb.along, angleOf(dx, dy) * (128 / Math.PI) + reach * 0.03);
  }
  const along = dx * comb.x + dy * comb.y;
  const across = dy * comb.x - dx * comb.y;
  return hair(along * comb.along, (across + 3 * wave(along * 0.01 + across * 0.006)) * comb.across);
}

/** The angle of a direction in radians, to within 0.005: the arctangent's slow exactness would be lost in the fur. */
function angleOf(x: number, y: number): number {
  const wide = x < 0 ? -x : x;
  const tall = y < 0 ? -y : y;
  const t = wide > tall ? tall / wide : wide / (tall + 1e-9);
  const eighth = t * (0.7854 + 0.273 * (1 - t));
  const quarter = wide > tall ? eighth : Math.PI / 2 - eighth;
  const half = x < 0 ? Math.PI - quarter : quarter;
  return y < 0 ? -half : half;
}

/** A sine's likeness made of parabolas, one swing from 0 to 1. */
function wave(turns: number): number {
  const t = (turns - Math.floor(turns)) * 2 - 1;
  return 4 * t * ((t < 0 ? -t : t) - 1);
}
