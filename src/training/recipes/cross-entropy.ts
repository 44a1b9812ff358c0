import { add, div, expandDims, log, max, mean, mul, exp, oneHot, softmax, sub, sum, tensor1d, tidy, type Scalar, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { lossLabelled, type Loss } from '../../models/index.js';

/**
 * Returns the cross-entropy against `labels`, as a loss of logits.
 * @param smoothing share of each label that is spread evenly over all classes, as PyTorch's `label_smoothing`
 */
export const crossEntropy = (labels: Int32Array, smoothing = 0) => (logits: Tensor2D): Loss => {
  const truth = tensor1d(labels, 'int32');
  try {
    if (smoothing === 0) return lossLabelled(logits, truth);
    const [, classes] = logits.shape;
    const targets = tidy(() => add<Tensor2D>(mul(oneHot(truth, classes), 1 - smoothing), smoothing / classes));
    const loss = lossOfTargets(logits, targets);
    targets.dispose();
    return loss;
  } finally {
    truth.dispose();
  }
};

/**
 * Returns the mean cross-entropy against probabilities.
 * @param targets a distribution over the classes for each picture
 * @param weights how much each picture counts. The mean is over all pictures, those of weight 0 included. @default 1 each
 */
export function lossOfTargets(logits: Tensor2D, targets: Tensor2D, weights?: Tensor1D): Loss {
  return tidy(() => {
    const [count] = logits.shape;
    // With the largest logit subtracted, log Z - logit is a sum of small numbers, exact at any scale.
    const shifted = sub<Tensor2D>(logits, max(logits, 1, true));
    const perPicture = sub<Tensor1D>(log(sum(exp(shifted), 1)), sum(mul(shifted, targets), 1));
    const slope = div<Tensor2D>(sub(softmax(logits), targets), count);
    if (weights === undefined) return { value: mean<Scalar>(perPicture), gradient: slope };
    return { value: mean<Scalar>(mul(perPicture, weights)), gradient: mul<Tensor2D>(slope, expandDims(weights, 1)) };
  });
}
