import type { HairFlow } from './hair-flow.js';
import type { Projection } from '../geometry/projection.js';
import { NO_DEPTH, shapeOf } from './shapes.js';
import type { Solid } from '../geometry/solids.js';

/** The visible solid at each pixel, numbered from 1 (0 is none), and its depth in pixels towards the camera. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly part: Uint16Array;
  readonly depth: Float32Array;
}

/** Returns an empty canvas. It reuses the memory of `previous` if that is large enough. */
export function emptyCanvas(width: number, height: number, previous: Canvas | null): Canvas {
  const size = width * height;
  const fits = previous !== null && previous.part.buffer.byteLength >= size * 2;
  const part = fits ? new Uint16Array(previous.part.buffer, 0, size).fill(0) : new Uint16Array(size);
  const depth = fits ? new Float32Array(previous.depth.buffer, 0, size) : new Float32Array(size);
  return { width, height, part, depth: depth.fill(NO_DEPTH) };
}

/** Draws solids into an empty canvas; the nearest wins. `hair` is how far fur may stick out, in pixels. */
export function rasterise(canvas: Canvas, solids: readonly Solid[], flows: readonly HairFlow[], projection: Projection, hair: number): void {
  const { width, height, part, depth } = canvas;
  const row = new Float32Array(width);
  const reach = projection.scale * 0.1;
  solids.forEach((solid, nth) => {
    const furry = solid.cover === 'fur' || solid.cover === 'ear';
    const shape = shapeOf(solid, projection, flows[nth], furry ? hair : 0);
    if (shape === null) return;
    const [left, top, right, bottom] = shape.box;
    const x0 = Math.max(0, Math.floor(left));
    const x1 = Math.min(width - 1, Math.ceil(right));
    const y1 = Math.min(height - 1, Math.ceil(bottom));
    // Only between furry parts the crease is smoothed.
    const smoothing = solid.cover === 'fur' ? reach : 1e-3;
    for (let y = Math.max(0, Math.floor(top)); y <= y1; y++) {
      if (x1 < x0) break;
      shape.row(y, x0, x1, row);
      for (let x = x0, at = y * width + x0; x <= x1; x++, at++) {
        const z = row[x - x0];
        if (z === NO_DEPTH) continue;
        const old = depth[at];
        if (z > old) part[at] = nth + 1;
        depth[at] = smoothMax(z, old, smoothing);
      }
    }
  });
}

/** Returns the larger of two depths, with the crease between them filled: a polynomial smooth maximum. */
function smoothMax(a: number, b: number, reach: number): number {
  const difference = a > b ? a - b : b - a;
  const nearer = a > b ? a : b;
  if (difference >= reach) return nearer;
  const near = 1 - difference / reach;
  return nearer + near * near * reach * 0.25;
}
