import { argMax, cast, equal, mean, slice, tensor1d, tidy, type Scalar, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Loss } from '../../models/index.js';
import { crossEntropy } from './cross-entropy.js';

/** The name of the share of a step that says how many of its labelled pictures the classifier has right. */
export const TRAINING_ACCURACY = 'training-accuracy';

/** The labels of a step's batch: the loss that they give, and the accuracy of the same predictions. */
export interface LabelledBatch {
  /** The cross-entropy of the batch. */
  readonly loss: (logits: Tensor2D) => Loss;
  /**
   * Returns the share of the pictures that `loss` saw right, 0 to 1, as the step trains on them: augmented, with the batch's own
   * statistics, by the weights before the step. The caller disposes it.
   */
  readonly accuracy: () => Scalar;
}

/** @param classes the outputs that are classes: one more is that of generated pictures @param smoothing see `crossEntropy` */
export function openLabelled(labels: Int32Array, classes: number, smoothing: number): LabelledBatch {
  const loss = crossEntropy(labels, smoothing);
  let right: Scalar | null = null;
  return {
    loss(logits) {
      right?.dispose();
      right = tidy(() => mean<Scalar>(cast(equal(argMax(slice(logits, [0, 0], [labels.length, classes]), 1), tensor1d(labels, 'int32')), 'float32')));
      return loss(logits);
    },
    accuracy() {
      if (right === null) throw new Error('a batch has its accuracy after its loss');
      return right;
    },
  };
}
