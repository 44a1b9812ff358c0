import { pad as padTensor, slice, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Geometry, Shape4D } from '../types.js';

/** `pad` on each side of a picture, as TensorFlow takes it beside the padding EXPLICIT. */
export const explicitly = (pad: number): readonly number[] => [0, 0, pad, pad, pad, pad, 0, 0];

/** Edges of the padded input as far as an output comes from it: a stride may leave pixels over at the far edge. */
export function seenBy([height, width]: readonly [number, number], [, down, across]: Shape4D, { stride }: Geometry): [number, number] {
  return [(down - 1) * stride + height, (across - 1) * stride + width];
}

/** The part of a gradient for a padded input that is the input's; zeros for pixels that no output came from. */
export function unpadded(gradient: Tensor4D, [count, height, width, channels]: Shape4D, pad: number): Tensor4D {
  const [, down, across] = gradient.shape;
  const [below, right] = [Math.max(0, height + pad - down), Math.max(0, width + pad - across)];
  const whole = below === 0 && right === 0 ? gradient : padTensor(gradient, [[0, 0], [0, below], [0, right], [0, 0]]);
  return slice(whole, [0, pad, pad, 0], [count, height, width, channels]);
}
