import { hair } from './noise.js';
import { project, type Projection } from '../geometry/projection.js';
import type { Surface } from '../geometry/solids.js';
import { pointOf } from '../geometry/vectors.js';

/** The direction of one part's hair in the picture. */
export interface HairFlow {
  /** Unit direction in pixels; unused if `radial`. */
  readonly x: number;
  readonly y: number;
  /** Whether the hair points away from (fromX, fromY): on the face it starts at the nose. */
  readonly radial: boolean;
  readonly fromX: number;
  readonly fromY: number;
  /** Hairs in a pixel, across and along. */
  readonly across: number;
  readonly along: number;
}

/** Returns the hair's direction. Long hair (in head radii) has longer and broader strands. */
export function hairFlowOf(surface: Surface, projection: Projection, hairLength: number): HairFlow {
  const [hx, hy] = surface.hair ?? [0, -1];
  const reach = Math.max(Math.hypot(hx, hy), 1e-6);
  const [fromX, fromY] = project(projection, pointOf(surface.frame, [0, -0.15, 0.9]));
  const across = Math.max(0.3, Math.min(0.85, 50 / projection.scale)) * (hairLength > 0.065 ? 0.8 : 1);
  return {
    x: hx / reach, y: -hy / reach,
    radial: surface.hair === null, fromX, fromY,
    across, along: across * (hairLength > 0.065 ? 0.6 : 1.1),
  };
}

/** Returns the brightness of the strand at a pixel, -1 to 1. */
export function strandAt(flow: HairFlow, px: number, py: number): number {
  const dx = px - flow.fromX;
  const dy = py - flow.fromY;
  if (flow.radial) {
    const reach = Math.sqrt(dx * dx + dy * dy);
    // The full circle has 256 hairs, as many as the noise, so it has no seam.
    return hair(reach * flow.along, angleOf(dx, dy) * (128 / Math.PI) + reach * 0.03);
  }
  const along = dx * flow.x + dy * flow.y;
  const across = dy * flow.x - dx * flow.y;
  return hair(along * flow.along, (across + 3 * wave(along * 0.01 + across * 0.006)) * flow.across);
}

/** Returns the angle of a direction in radians, with an error of up to 0.005. `Math.atan2` is slower, and fur does not show the difference. */
function angleOf(x: number, y: number): number {
  const wide = x < 0 ? -x : x;
  const tall = y < 0 ? -y : y;
  const t = wide > tall ? tall / wide : wide / (tall + 1e-9);
  const eighth = t * (0.7854 + 0.273 * (1 - t));
  const quarter = wide > tall ? eighth : Math.PI / 2 - eighth;
  const half = x < 0 ? Math.PI - quarter : quarter;
  return y < 0 ? -half : half;
}

/** Approximates a sine with parabolas; one period from 0 to 1. */
function wave(turns: number): number {
  const t = (turns - Math.floor(turns)) * 2 - 1;
  return 4 * t * ((t < 0 ? -t : t) - 1);
}
