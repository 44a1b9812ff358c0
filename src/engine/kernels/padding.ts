import { tidy, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Geometry, Shape4D } from '../types.js';
import { floatScalar, paddingsTensor, shapeTensor, type Paddings } from './constants.js';
import { constantAs } from './float-types.js';
import { executeOne, typeOf } from './native.js';

/** `pad` on each side of a picture, in the form of TensorFlow's attribute `explicit_paddings`. */
export const explicitPaddings = (pad: number): readonly number[] => [0, 0, pad, pad, pad, pad, 0, 0];

/** Returns the size of the padded input that an output of shape `[, down, across]` sees: a stride may leave pixels over at the far edge. */
export function coveredSize([height, width]: readonly [number, number], [, down, across]: Shape4D, { stride }: Geometry): [number, number] {
  return [(down - 1) * stride + height, (across - 1) * stride + width];
}

/** Returns `x` with `value` around it. */
export function padded(x: Tensor4D, paddings: Paddings, value = 0): Tensor4D {
  const T = typeOf(x);
  const pad = (): Tensor4D => executeOne('PadV2', [x, paddingsTensor(paddings), constantAs(floatScalar(value), T)], { types: { T, Tpaddings: 'int32' } });
  return T === 'float' ? pad() : tidy(pad);
}

/** Cuts the gradient for an input out of the gradient for the padded input. Pixels that no output sees get zeros. */
export function unpadded(gradient: Tensor4D, shape: Shape4D, pad: number): Tensor4D {
  const [, height, width] = shape;
  const [, down, across] = gradient.shape;
  const [below, right] = [Math.max(0, height + pad - down), Math.max(0, width + pad - across)];
  const whole = below === 0 && right === 0 ? gradient : padded(gradient, [[0, 0], [0, below], [0, right], [0, 0]]);
  return sliced(whole, [0, pad, pad, 0], shape);
}

/** Returns the part of `x` that starts at `begin` and has `shape`. */
export const sliced = (x: Tensor4D, begin: readonly number[], shape: readonly number[]): Tensor4D =>
  executeOne('Slice', [x, shapeTensor(begin), shapeTensor(shape)], { types: { T: typeOf(x), Index: 'int32' } });
