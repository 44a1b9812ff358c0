import { tidy, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Geometry, Shape4D } from '../types.js';
import { floatScalar, paddingsTensor, shapeTensor, type Paddings } from './constants.js';
import { executeOne, typeOf } from './native.js';

/** `pad` on each side of a picture, as TensorFlow takes it beside the padding EXPLICIT. */
export const explicitPaddings = (pad: number): readonly number[] => [0, 0, pad, pad, pad, pad, 0, 0];

/** Edges of the padded input as far as an output comes from it: a stride may leave pixels over at the far edge. */
export function coveredSize([height, width]: readonly [number, number], [, down, across]: Shape4D, { stride }: Geometry): [number, number] {
  return [(down - 1) * stride + height, (across - 1) * stride + width];
}

/** `value` around `x`. */
export function padded(x: Tensor4D, around: Paddings, value = 0): Tensor4D {
  const [T, fill] = [typeOf(x), floatScalar(value)];
  const types = { T, Tpaddings: 'int32' } as const;
  if (T === 'float') return executeOne('PadV2', [x, paddingsTensor(around), fill], { types });
  return tidy(() => executeOne('PadV2', [x, paddingsTensor(around), executeOne('Cast', [fill], { types: { SrcT: 'float', DstT: T }, bools: { Truncate: false } })], { types }));
}

/** The part of a gradient for a padded input that is the input's; zeros for pixels that no output came from. */
export function unpadded(gradient: Tensor4D, shape: Shape4D, pad: number): Tensor4D {
  const [, height, width] = shape;
  const [, down, across] = gradient.shape;
  const [below, right] = [Math.max(0, height + pad - down), Math.max(0, width + pad - across)];
  const whole = below === 0 && right === 0 ? gradient : padded(gradient, [[0, 0], [0, below], [0, right], [0, 0]]);
  return sliced(whole, [0, pad, pad, 0], shape);
}

/** The part of `x` that begins at `first` and is of `shape`. */
export const sliced = (x: Tensor4D, first: readonly number[], shape: readonly number[]): Tensor4D =>
  executeOne('Slice', [x, shapeTensor(first), shapeTensor(shape)], { types: { T: typeOf(x), Index: 'int32' } });
