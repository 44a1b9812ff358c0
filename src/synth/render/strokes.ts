import type { Stroke } from '../geometry/head.js';
import type { Canvas } from './raster.js';
import { project, type Projection } from '../geometry/projection.js';
import type { Vector } from '../geometry/vectors.js';

/**
 * Draws thin lines (whiskers, mouths) over a picture of three floats a pixel. A line shows through hair, but not through a
 * surface that is more than a sixth of a head radius in front of it.
 */
export function drawStrokes(picture: Float32Array, canvas: Canvas, strokes: readonly Stroke[], projection: Projection): void {
  for (const { points, width, colour, strength } of strokes) {
    const radius = Math.max(0.55, (width * projection.scale) / 2);
    const dim = strength * Math.min(1, (width * projection.scale) / 0.9);
    for (let end = 1; end < points.length; end++) {
      const [a, b] = [project(projection, points[end - 1]), project(projection, points[end])];
      drawSegment(picture, canvas, { a, b, radius, colour, strength: dim, bias: 0.16 * projection.scale });
    }
  }
}

/** A straight segment of a line, in pixels. */
interface Segment {
  readonly a: Vector;
  readonly b: Vector;
  readonly radius: number;
  readonly colour: Vector;
  readonly strength: number;
  readonly bias: number;
}

function drawSegment(picture: Float32Array, { width, height, depth }: Canvas, { a, b, radius, colour, strength, bias }: Segment): void {
  const ex = b[0] - a[0];
  const ey = b[1] - a[1];
  const span = Math.max(1e-6, ex * ex + ey * ey);
  const reach = radius + 1;
  const x1 = Math.min(width - 1, Math.ceil(Math.max(a[0], b[0]) + reach));
  const y1 = Math.min(height - 1, Math.ceil(Math.max(a[1], b[1]) + reach));
  for (let y = Math.max(0, Math.floor(Math.min(a[1], b[1]) - reach)); y <= y1; y++) {
    for (let x = Math.max(0, Math.floor(Math.min(a[0], b[0]) - reach)); x <= x1; x++) {
      const t = ((x - a[0]) * ex + (y - a[1]) * ey) / span;
      // The next segment begins at the end of this one.
      if (t < 0 || t >= 1) continue;
      const off = Math.abs((x - a[0]) * ey - (y - a[1]) * ex) / Math.sqrt(span);
      const cover = strength * Math.min(1, Math.max(0, radius + 0.5 - off));
      const at = y * width + x;
      if (cover <= 0 || a[2] + (b[2] - a[2]) * t + bias < depth[at]) continue;
      for (let channel = 0; channel < 3; channel++) picture[at * 3 + channel] += (colour[channel] * 235 - picture[at * 3 + channel]) * cover;
    }
  }
}
