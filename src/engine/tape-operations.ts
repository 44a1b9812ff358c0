import { add, matMul, mul, reshape, sub, square, sum, tanh, tidy, transpose, type Rank, type Tensor, type Tensor1D, type Tensor2D, type Tensor4D, type Variable } from '@tensorflow/tfjs-core';
import { errors } from './errors.js';
import { perBatchNorm } from './kernels/batches.js';
import { plus } from './kernels/float-types.js';
import type { Kernels } from './kernels/kernels.js';
import type { Operations } from './operations.js';
import { transposedShape } from './shapes.js';
import type { Tape, Value } from './tape.js';
import type { ConvGeometry, Mode, Shape4D } from './types.js';

/** Tensors on a tape, by rank. */
export interface TapeValues {
  readonly 1: Value<Tensor1D>;
  readonly 2: Value<Tensor2D>;
  readonly 4: Value<Tensor4D>;
}

/** Returns operations that compute with `backend` and record their gradients on `tape`. */
export function operationsOn(tape: Tape, backend: Kernels, mode: Mode): Operations<TapeValues> {
  const kernels = tape.batches === null ? backend : perBatchNorm(backend, tape.batches);
  /** @param weights the filter, perhaps in another type */
  const convolutionGradients = (x: Value<Tensor4D>, filter: Value<Tensor4D>, weights: Tensor4D, geometry: ConvGeometry) => (dy: Tensor) => [
    ifRequired(x, () => kernels.conv2dInputGradient(x.shape, weights, dy as Tensor4D, geometry)),
    ifRequired(filter, () => kernels.conv2dFilterGradient(x.tensor, weights.shape, dy as Tensor4D, geometry)),
  ];
  const depthwiseGradients = (x: Value<Tensor4D>, filter: Value<Tensor4D>, weights: Tensor4D, geometry: ConvGeometry) => (dy: Tensor) => [
    ifRequired(x, () => kernels.depthwiseInputGradient(x.shape, weights, dy as Tensor4D, geometry)),
    ifRequired(filter, () => kernels.depthwiseFilterGradient(x.tensor, weights.shape, dy as Tensor4D, geometry)),
  ];
  return {
    conv2d(x, filter, geometry) {
      const weights = tape.castOnce(filter, kernels.castFilter);
      return tape.record([x, filter], kernels.conv2d(x.tensor, weights, geometry), convolutionGradients(x, filter, weights, geometry));
    },

    conv2dBias: (x, filter, bias, geometry) =>
      tape.record([x, filter], kernels.conv2dBias(x.tensor, filter.tensor, bias.tensor, geometry), convolutionGradients(x, filter, filter.tensor, geometry)),

    depthwiseConv2d(x, filter, geometry) {
      const weights = tape.castOnce(filter, kernels.castFilter);
      return tape.record([x, filter], kernels.depthwiseConv2d(x.tensor, weights, geometry), depthwiseGradients(x, filter, weights, geometry));
    },

    depthwiseConv2dBias: (x, filter, bias, geometry) =>
      tape.record([x, filter], kernels.depthwiseConv2dBias(x.tensor, filter.tensor, bias.tensor, geometry), depthwiseGradients(x, filter, filter.tensor, geometry)),

    convTranspose2d(x, filter, geometry) {
      const weights = tape.castOnce(filter, kernels.castFilter);
      const y = kernels.conv2dInputGradient(transposedShape(x.shape, filter.shape, geometry), weights, x.tensor, geometry);
      // A transposed convolution is a convolution run backwards, so its gradients are a convolution and its filter gradient.
      return tape.record([x, filter], y, (dy: Tensor) => [
        ifRequired(x, () => kernels.conv2d(dy as Tensor4D, weights, geometry)),
        ifRequired(filter, () => kernels.conv2dFilterGradient(dy as Tensor4D, weights.shape, x.tensor, geometry)),
      ]);
    },

    batchNorm(x, { scale, offset, mean, variance }, { frozen, ...options }) {
      const { relu, epsilon } = options;
      const running = { mean: variableOf(mean), variance: variableOf(variance) };
      if (mode === 'eval' || frozen) {
        const normed = kernels.batchNormEval(x.tensor, scale.tensor, offset.tensor, running, epsilon);
        const y = tape.record([x], normed, (dy) => [kernels.batchNormEvalGradient(dy as Tensor4D, scale.tensor, running, epsilon)]);
        if (!relu) return y;
        const rectified = this.relu(y);
        tape.release(y);
        return rectified;
      }
      refuseOneValue(x.shape, tape.batches);
      const { y, saved } = kernels.batchNormTrain(x.tensor, scale.tensor, offset.tensor, running, options);
      return tape.record([x, scale, offset], y, (dy: Tensor) => {
        const passed = relu ? kernels.reluGradient(dy as Tensor4D, y) : dy.clone();
        try {
          return kernels.batchNormGradient(passed as Tensor4D, x.tensor, scale.tensor, saved, epsilon);
        } finally {
          passed.dispose();
        }
      }, saved);
    },

    normalize(x, { mean, deviation }) {
      const factor = deviation.map((each) => 1 / each);
      const y = kernels.affine(x.tensor, factor, mean.map((each, channel) => -each * factor[channel]));
      return tape.record([x], y, (dy) => [tidy(() => kernels.affine(kernels.toFloat32(dy as Tensor4D), factor, factor.map(() => 0)))]);
    },

    relu(x) {
      const y = kernels.relu(x.tensor);
      return tape.record([x], y, (dy) => [kernels.reluGradient(dy as Tensor4D, y)]);
    },

    relu6(x) {
      const y = kernels.relu6(x.tensor);
      return tape.record([x], y, (dy) => [kernels.relu6Gradient(dy as Tensor4D, y)]);
    },

    leakyRelu(x, slope) {
      const y = kernels.leakyRelu(x.tensor, slope);
      return tape.record([x], y, (dy) => [kernels.leakyReluGradient(dy as Tensor4D, y, slope)]);
    },

    add: (a, b) => tape.record([a, b], plus(a.tensor, b.tensor), (dy) => [dy.clone(), dy.clone()]),

    maxPool(x, window, geometry) {
      const forward = kernels.maxPool(x.tensor, window, geometry, x.requiresGrad);
      return tape.record([x], forward.y, (dy) => [kernels.maxPoolGradient(dy as Tensor4D, x.tensor, forward, window, geometry)], forward.saved);
    },

    globalAveragePool(x) {
      const [count, , , channels] = x.shape;
      const y = tidy(() => reshape<Rank.R2>(kernels.averagePool(x.tensor), [count, channels]));
      return tape.record([x], y, (dy) => [tidy(() => kernels.averagePoolGradient(x.shape, reshape<Rank.R4>(dy, [count, 1, 1, channels])))]);
    },

    flatten(x) {
      const [count, height, width, channels] = x.shape;
      const y = tidy(() => reshape<Rank.R2>(transpose(kernels.toFloat32(x.tensor), [0, 3, 1, 2]), [count, channels * height * width]));
      return tape.record([x], y, (dy) => [tidy(() => transpose(reshape<Rank.R4>(dy, [count, channels, height, width]), [0, 2, 3, 1]))]);
    },

    linear(x, weight, bias) {
      const y = tidy(() => add<Tensor2D>(matMul(x.tensor, weight.tensor), bias.tensor));
      return tape.record([x, weight, bias], y, (dy) => [
        ifRequired(x, () => matMul(dy as Tensor2D, weight.tensor, false, true)),
        ifRequired(weight, () => matMul(x.tensor, dy as Tensor2D, true, false)),
        ifRequired(bias, () => sum(dy, 0)),
      ]);
    },

    unitTanh(x) {
      const y = tidy(() => mul<Tensor4D>(add(tanh(kernels.toFloat32(x.tensor)), 1), 0.5));
      // With y in [0, 1]: d/dx (tanh x + 1) / 2 = (1 - tanh² x) / 2 = 2 y - 2 y².
      return tape.record([x], y, (dy) => [tidy(() => mul(kernels.toFloat32(dy as Tensor4D), mul(2, sub(y, square(y)))))]);
    },

    reshape4d: (x, shape) =>
      tape.record([x], reshape<Rank.R4>(x.tensor, [x.shape[0], ...shape]), (dy) => [tidy(() => reshape(kernels.toFloat32(dy as Tensor4D), x.shape))]),
  };
}

/** @throws WorkFailed where a batch has one value per channel, as PyTorch. Kernels disagree about its variance; some make it NaN */
function refuseOneValue([count, height, width]: Shape4D, batches: readonly number[] | null): void {
  if ((batches ?? [count]).some((pictures) => pictures * height * width === 1)) throw errors.oneValuePerChannel();
}

/** Returns a gradient to compute, or null where it is not needed. */
function ifRequired(value: Value, gradient: () => Tensor): (() => Tensor) | null {
  return value.requiresGrad ? gradient : null;
}

function variableOf({ variable }: Value<Tensor1D>): Variable {
  if (variable === null) throw new TypeError('running statistics must be variables: batch norm updates them in place');
  return variable;
}
