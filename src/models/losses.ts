import {
  abs, add, concat2d, div, exp, expandDims, log, log1p, max, mean, mul, neg, oneHot, relu, sigmoid, slice, softmax, squeeze, sub, sum, tidy,
  type Scalar, type Tensor, type Tensor1D, type Tensor2D,
} from '@tensorflow/tfjs-core';

/** A loss and its gradient for the logits. The caller disposes both. */
export interface Loss {
  readonly value: Scalar;
  readonly gradient: Tensor2D;
}

/**
 * The log-odds that a picture is real. D(x) = Z / (Z + 1) with Z the sum of exp(logit) over the K classes (Salimans et
 * al., "Improved techniques for training GANs", 2016), so the log-odds are log Z. With an explicit class for generated
 * pictures, the last logit, D(x) = Z / (Z + exp(last)): the same losses on log Z - last.
 */
export type FakeClass = 'implicit' | 'explicit';

/** -log D(x), halved: for unlabelled pictures, and for the generator's own when the generator learns. */
export function lossReal(logits: Tensor2D, reality: FakeClass): Loss {
  // -mean z + mean softplus(z) is mean softplus(-z), which keeps its digits where z is large.
  return lossOfOdds(logits, reality, (odds) => neg(odds), (odds) => neg(sigmoid(neg(odds))));
}

/** -log(1 - D(x)), halved: for generated pictures when the classifier learns. */
export function lossFake(logits: Tensor2D, reality: FakeClass): Loss {
  return lossOfOdds(logits, reality, (odds) => odds, (odds) => sigmoid(odds));
}

/** Cross-entropy. `labels` are int32 [N], each below the number of logits. */
export function lossLabelled(logits: Tensor2D, labels: Tensor1D): Loss {
  return tidy(() => {
    const [count, outputs] = logits.shape;
    const hot = oneHot(labels, outputs);
    // The largest logit is taken out first: log Z - logit is then a sum of small numbers, exact at any scale.
    const shifted = sub<Tensor2D>(logits, max(logits, 1, true));
    const perPicture = sub(logSum(shifted), sum(mul(shifted, hot), 1));
    return { value: mean<Scalar>(perPicture), gradient: div<Tensor2D>(sub(softmax(logits), hot), count) };
  });
}

/** Half the mean of softplus(`argument`), and its gradient by way of the log-odds. */
function lossOfOdds(logits: Tensor2D, reality: FakeClass, argument: (odds: Tensor1D) => Tensor, slope: (odds: Tensor1D) => Tensor): Loss {
  return tidy(() => {
    const [count, outputs] = logits.shape;
    const classes = reality === 'implicit' ? logits : slice(logits, [0, 0], [count, outputs - 1]);
    const logZ = logSumExp(classes);
    const odds = reality === 'implicit' ? logZ : sub<Tensor1D>(logZ, squeeze(slice(logits, [0, outputs - 1], [count, 1]), [1]));
    const value = mul<Scalar>(mean(softplus(argument(odds))), 0.5);
    const perPicture = expandDims<Tensor2D>(div(slope(odds), 2 * count), 1);
    const forClasses = mul<Tensor2D>(softmax(classes), perPicture);
    return { value, gradient: reality === 'implicit' ? forClasses : concat2d([forClasses, neg(perPicture)], 1) };
  });
}

/** log of the sum of exp over the last axis, by way of the largest. */
function logSumExp(x: Tensor2D): Tensor1D {
  const largest = max<Tensor2D>(x, 1, true);
  return add<Tensor1D>(logSum(sub(x, largest)), squeeze(largest, [1]));
}

/** The same where the largest is 0 already. */
function logSum(shifted: Tensor2D): Tensor1D {
  return log(sum<Tensor1D>(exp(shifted), 1));
}

/** log(1 + exp(x)) that neither overflows nor loses small values: max(x, 0) + log1p(exp(-|x|)). */
function softplus(x: Tensor): Tensor {
  return add(relu(x), log1p(exp(neg(abs(x)))));
}
