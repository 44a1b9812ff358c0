import type { Comb } from './comb.js';
import type { Projection } from './projection.js';
import { NOTHING, shapeOf } from './shapes.js';
import type { Solid } from './solids.js';

/** What is seen at each pixel: the number of a solid, from 1 (0: nothing), and how near it is, in pixels. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly part: Uint16Array;
  readonly depth: Float32Array;
}

/** A canvas with nothing on it, in memory that may have been another's: `sheet` is made anew only where it is too small. */
export function emptyCanvas(width: number, height: number, sheet: Canvas | null): Canvas {
  const size = width * height;
  const fits = sheet !== null && sheet.part.buffer.byteLength >= size * 2;
  const part = fits ? new Uint16Array(sheet.part.buffer, 0, size).fill(0) : new Uint16Array(size);
  const depth = fits ? new Float32Array(sheet.depth.buffer, 0, size) : new Float32Array(size);
  return { width, height, part, depth: depth.fill(NOTHING) };
}

/** Draws solids by depth into an empty canvas. `hair` is how far fur may stand out from its rim, in pixels. */
export function rasterise(canvas: Canvas, solids: readonly Solid[], combs: readonly Comb[], projection: Projection, hair: number): void {
  const { width, height, part, depth } = canvas;
  const row = new Float32Array(width);
  const reach = projection.scale * 0.1;
  solids.forEach((solid, nth) => {
    const furry = solid.cover === 'fur' || solid.cover === 'ear';
    const shape = shapeOf(solid, projection, combs[nth], furry ? hair : 0);
    if (shape === null) return;
    const [left, top, right, bottom] = shape.box;
    const x0 = Math.max(0, Math.floor(left));
    const x1 = Math.min(width - 1, Math.ceil(right));
    const y1 = Math.min(height - 1, Math.ceil(bottom));
    // Only fur runs into fur without a crease.
    const join = solid.cover === 'fur' ? reach : 1e-3;
    for (let y = Math.max(0, Math.floor(top)); y <= y1; y++) {
      if (x1 < x0) break;
      shape.row(y, x0, x1, row);
      for (let x = x0, at = y * width + x0; x <= x1; x++, at++) {
        const z = row[x - x0];
        if (z === NOTHING) continue;
        const old = depth[at];
        if (z > old) part[at] = nth + 1;
        depth[at] = joined(z, old, join);
      }
    }
  });
}

/** The nearer of two depths, with the crease between them filled: a polynomial smooth maximum. */
function joined(a: number, b: number, reach: number): number {
  const apart = a > b ? a - b : b - a;
  const nearer = a > b ? a : b;
  if (apart >= reach) return nearer;
  const near = 1 - apart / reach;
  return nearer + near * near * reach * 0.25;
}
