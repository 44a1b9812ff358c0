import { mul, pad, reverse, slice, tidy, transpose, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';
import { concat } from '../../engine/index.js';
import type { Loss } from '../../models/index.js';
import { crossEntropy } from './cross-entropy.js';

/** The rotations that a classifier tells apart: by 0, 1, 2 and 3 quarter turns. It has an output for each, after those of the classes. */
export const ROTATIONS = 4;

/** Returns [4N, H, W, 3]: all pictures as they are, then all turned left once, twice and three times. The caller disposes it. */
export function inAllRotations(pictures: Tensor4D): Tensor4D {
  return tidy(() => {
    const transposed = transpose<Tensor4D>(pictures, [0, 2, 1, 3]);
    return concat([pictures, reverse(transposed, 1), reverse(pictures, [1, 2]), reverse(transposed, 2)]);
  });
}

/**
 * Rotation prediction (Gidaris et al., "Unsupervised representation learning by predicting image rotations", 2018): returns
 * the cross-entropy of the last four logits against the rotation of each picture, as a loss of logits.
 * @param pictures as `inAllRotations` got them
 */
export function rotationLoss(pictures: number, classes: number, weight: number): (logits: Tensor2D) => Loss {
  const labels = Int32Array.from({ length: ROTATIONS * pictures }, (_, row) => Math.floor(row / pictures));
  return ofOutputs(classes, ROTATIONS, (logits) => {
    const { value, gradient } = crossEntropy(labels)(logits);
    const weighted = { value, gradient: tidy(() => mul<Tensor2D>(gradient, weight)) };
    gradient.dispose();
    return weighted;
  });
}

/** Returns `loss` as a loss of `count` of the logits, from `first` on. The other logits do not count. */
export const ofOutputs = (first: number, count: number, loss: (logits: Tensor2D) => Loss) => (logits: Tensor2D): Loss => {
  const [pictures, outputs] = logits.shape;
  const some = slice(logits, [0, first], [pictures, count]);
  const { value, gradient } = loss(some);
  const padded = pad(gradient, [[0, 0], [first, outputs - first - count]]);
  some.dispose();
  gradient.dispose();
  return { value, gradient: padded };
};
