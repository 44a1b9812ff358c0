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
 * Whether generated pictures have a class of their own, the last logit. Both ways give the log-odds that a picture is real.
 * `implicit`: D(x) = Z / (Z + 1), with Z the sum of exp(logit) over the K classes (Salimans et al., "Improved techniques for
 * training GANs", 2016); the log-odds are log Z. `explicit`: D(x) = Z / (Z + exp(last)); the log-odds are log Z - last.
 */
export type FakeClass = 'implicit' | 'explicit';

/** Returns half of -log D(x): for unlabelled pictures, and for generated ones when the generator learns. */
export function lossReal(logits: Tensor2D, fakeClass: FakeClass): Loss {
  // -mean z + mean softplus(z) equals mean softplus(-z), which stays exact where z is large.
  return lossOfOdds(logits, fakeClass, (odds) => neg(odds), (odds) => neg(sigmoid(neg(odds))));
}

/** Returns half of -log(1 - D(x)): for generated pictures when the classifier learns. */
export function lossFake(logits: Tensor2D, fakeClass: FakeClass): Loss {
  return lossOfOdds(logits, fakeClass, (odds) => odds, (odds) => sigmoid(odds));
}

/** Returns the cross-entropy. `labels` are int32 [N], each below the number of logits. */
export function lossLabelled(logits: Tensor2D, labels: Tensor1D): Loss {
  return tidy(() => {
    const [count, outputs] = logits.shape;
    const hot = oneHot(labels, outputs);
    // With the largest logit subtracted, log Z - logit is a sum of small numbers, exact at any scale.
    const shifted = sub<Tensor2D>(logits, max(logits, 1, true));
    const perPicture = sub(logSum(shifted), sum(mul(shifted, hot), 1));
    return { value: mean<Scalar>(perPicture), gradient: div<Tensor2D>(sub(softmax(logits), hot), count) };
  });
}

/** Returns half the mean of softplus(`argument`). @param slope the derivative of softplus(`argument`) by the log-odds */
function lossOfOdds(logits: Tensor2D, fakeClass: FakeClass, argument: (odds: Tensor1D) => Tensor, slope: (odds: Tensor1D) => Tensor): Loss {
  return tidy(() => {
    const [count, outputs] = logits.shape;
    const classes = fakeClass === 'implicit' ? logits : slice(logits, [0, 0], [count, outputs - 1]);
    const logZ = logSumExp(classes);
    const odds = fakeClass === 'implicit' ? logZ : sub<Tensor1D>(logZ, squeeze(slice(logits, [0, outputs - 1], [count, 1]), [1]));
    const value = mul<Scalar>(mean(softplus(argument(odds))), 0.5);
    const perPicture = expandDims<Tensor2D>(div(slope(odds), 2 * count), 1);
    const forClasses = mul<Tensor2D>(softmax(classes), perPicture);
    return { value, gradient: fakeClass === 'implicit' ? forClasses : concat2d([forClasses, neg(perPicture)], 1) };
  });
}

/** Returns the log of the sum of exp over the last axis. Subtracts the largest first, so that nothing overflows. */
function logSumExp(x: Tensor2D): Tensor1D {
  const largest = max<Tensor2D>(x, 1, true);
  return add<Tensor1D>(logSum(sub(x, largest)), squeeze(largest, [1]));
}

/** Returns the same where the largest is 0 already. */
function logSum(shifted: Tensor2D): Tensor1D {
  return log(sum<Tensor1D>(exp(shifted), 1));
}

/** Returns log(1 + exp(x)) as max(x, 0) + log1p(exp(-|x|)), which does not overflow and keeps small values. */
function softplus(x: Tensor): Tensor {
  return add(relu(x), log1p(exp(neg(abs(x)))));
}
