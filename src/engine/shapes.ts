import type { Geometry, Shape4D } from './types.js';

/** Returns the shape of a convolution's output, or a pool's. `filter` is HWIO. */
export function convolvedShape([count, height, width]: Shape4D, [rows, columns, , channels]: Shape4D, { stride, pad }: Geometry): Shape4D {
  const edge = (length: number, kernel: number): number => Math.floor((length + 2 * pad - kernel) / stride) + 1;
  return [count, edge(height, rows), edge(width, columns), channels];
}

/** Returns the shape of a transposed convolution's output. `filter` is HWOI. */
export function transposedShape([count, height, width]: Shape4D, [rows, columns, channels]: Shape4D, { stride, pad }: Geometry): Shape4D {
  const edge = (length: number, kernel: number): number => (length - 1) * stride - 2 * pad + kernel;
  return [count, edge(height, rows), edge(width, columns), channels];
}
