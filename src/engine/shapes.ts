import type { ConvGeometry, Geometry, Shape4D } from './types.js';

/** Returns the shape of a convolution's output, or a pool's. `filter` is HWIO. */
export function convolvedShape(x: Shape4D, filter: Shape4D, geometry: ConvGeometry): Shape4D {
  const sides = sidesOf(x, filter, geometry);
  const edge = (axis: 0 | 1): number => Math.floor((x[axis + 1] + sides[axis][0] + sides[axis][1] - filter[axis]) / geometry.stride) + 1;
  return [x[0], edge(0), edge(1), filter[3]];
}

/** Returns the shape of a depthwise convolution's output. */
export const depthwiseShape = (x: Shape4D, [rows, columns, channels]: Shape4D, geometry: ConvGeometry): Shape4D =>
  convolvedShape(x, [rows, columns, channels, channels], geometry);

/** Pixels of padding on the sides of a picture. */
export type Sides = readonly [vertical: readonly [above: number, below: number], horizontal: readonly [left: number, right: number]];

/** Returns the padding that a convolution gives a picture. */
export function sidesOf([, height, width]: Shape4D, [rows, columns]: Shape4D, { stride, pad }: ConvGeometry): Sides {
  if (pad !== 'same') return [[pad, pad], [pad, pad]];
  const split = (length: number, kernel: number): readonly [number, number] => {
    const all = Math.max(0, (Math.ceil(length / stride) - 1) * stride + kernel - length);
    return [Math.floor(all / 2), Math.ceil(all / 2)];
  };
  return [split(height, rows), split(width, columns)];
}

/** Returns the shape of a transposed convolution's output. `filter` is HWOI. */
export function transposedShape([count, height, width]: Shape4D, [rows, columns, channels]: Shape4D, { stride, pad }: Geometry): Shape4D {
  const edge = (length: number, kernel: number): number => (length - 1) * stride - 2 * pad + kernel;
  return [count, edge(height, rows), edge(width, columns), channels];
}
