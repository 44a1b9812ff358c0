import { add, matMul, mul, reshape, sub, square, sum, tanh, tidy, transpose, type Rank, type Tensor, type Tensor1D, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';
import { perBatchNorm } from './kernels/batches.js';
import { plus } from './kernels/float-types.js';
import type { Tape, Value } from './tape.js';
import type { Geometry, Kernels, RunningStatistics, Shape4D } from './types.js';

/** The operations that networks are built of: each runs on a tape, and knows its own way back. */
export interface Operations {
  /** `filter` is HWIO. */
  conv2d(x: Value<Tensor4D>, filter: Value<Tensor4D>, geometry: Geometry): Value<Tensor4D>;
  /** With `bias` added to every place. No gradient comes back through it: for evaluation. */
  conv2dBias(x: Value<Tensor4D>, filter: Tensor4D, bias: Tensor1D, geometry: Geometry): Value<Tensor4D>;
  /** `filter` is HWOI; an edge of the output is (in - 1) * stride - 2 * pad + kernel. */
  convTranspose2d(x: Value<Tensor4D>, filter: Value<Tensor4D>, geometry: Geometry): Value<Tensor4D>;
  /** With the batch's statistics, which also move the running ones; and where asked, ReLU in the same pass. */
  batchNormTrain(x: Value<Tensor4D>, scale: Value<Tensor1D>, offset: Value<Tensor1D>, running: RunningStatistics, relu?: boolean): Value<Tensor4D>;
  /** With the running statistics. No gradient comes back through it: nothing is learned in evaluation. */
  batchNormEval(x: Value<Tensor4D>, scale: Value<Tensor1D>, offset: Value<Tensor1D>, running: RunningStatistics): Value<Tensor4D>;
  relu(x: Value<Tensor4D>): Value<Tensor4D>;
  /** `slope` times x below zero. */
  leakyRelu(x: Value<Tensor4D>, slope: number): Value<Tensor4D>;
  add(a: Value<Tensor4D>, b: Value<Tensor4D>): Value<Tensor4D>;
  /** Pads with minus infinity. */
  maxPool(x: Value<Tensor4D>, window: number, geometry: Geometry): Value<Tensor4D>;
  /** [N, H, W, C] -> [N, C]. */
  globalAveragePool(x: Value<Tensor4D>): Value<Tensor2D>;
  /** [N, H, W, C] -> [N, C * H * W], in PyTorch's order: a channel's picture lies together. */
  flatten(x: Value<Tensor4D>): Value<Tensor2D>;
  /** [N, in] x [in, out] + [out]. */
  dense(x: Value<Tensor2D>, weight: Value<Tensor2D>, bias: Value<Tensor1D>): Value<Tensor2D>;
  /** tanh, mapped from [-1, 1] to [0, 1]. */
  unitTanh(x: Value<Tensor4D>): Value<Tensor4D>;
  reshape4d(x: Value<Tensor2D>, shape: Shape4D): Value<Tensor4D>;
}

/** The operations on `tape`, by `backend`. */
export function operationsOn(tape: Tape, backend: Kernels): Operations {
  const kernels = tape.batches === null ? backend : perBatchNorm(backend, tape.batches);
  return {
    conv2d(x, filter, geometry) {
      const weights = tape.castOnce(filter, kernels.castFilter);
      return tape.record([x, filter], kernels.conv2d(x.tensor, weights, geometry), (dy: Tensor) => [
        ifRequired(x, () => kernels.conv2dInputGradient(x.tensor.shape, weights, dy as Tensor4D, geometry)),
        ifRequired(filter, () => kernels.conv2dFilterGradient(x.tensor, weights.shape, dy as Tensor4D, geometry)),
      ]);
    },

    conv2dBias: (x, filter, bias, geometry) => tape.record([], kernels.conv2dBias(x.tensor, filter, bias, geometry), () => []),

    convTranspose2d(x, filter, geometry) {
      const [count, height, width] = x.tensor.shape;
      const [kernel, , channels] = filter.tensor.shape;
      const edge = (length: number) => (length - 1) * geometry.stride - 2 * geometry.pad + kernel;
      const weights = tape.castOnce(filter, kernels.castFilter);
      const y = kernels.conv2dInputGradient([count, edge(height), edge(width), channels], weights, x.tensor, geometry);
      // A transposed convolution is a convolution run backwards: so its own gradients are that convolution's.
      return tape.record([x, filter], y, (dy: Tensor) => [
        ifRequired(x, () => kernels.conv2d(dy as Tensor4D, weights, geometry)),
        ifRequired(filter, () => kernels.conv2dFilterGradient(dy as Tensor4D, weights.shape, x.tensor, geometry)),
      ]);
    },

    batchNormTrain(x, scale, offset, running, relu = false) {
      const { y, saved } = kernels.batchNormTrain(x.tensor, scale.tensor, offset.tensor, running, relu);
      const back = (dy: Tensor4D) => kernels.batchNormGradient(dy, x.tensor, scale.tensor, saved);
      return tape.record([x, scale, offset], y, (dy) => {
        if (!relu) return back(dy as Tensor4D);
        const passed = kernels.reluGradient(dy as Tensor4D, y);
        try {
          return back(passed);
        } finally {
          passed.dispose();
        }
      }, saved);
    },

    batchNormEval: (x, scale, offset, running) =>
      tape.record([], kernels.batchNormEval(x.tensor, scale.tensor, offset.tensor, running), () => []),

    relu(x) {
      const y = kernels.relu(x.tensor);
      return tape.record([x], y, (dy) => [kernels.reluGradient(dy as Tensor4D, y)]);
    },

    leakyRelu(x, slope) {
      const y = kernels.leakyRelu(x.tensor, slope);
      return tape.record([x], y, (dy) => [kernels.leakyReluGradient(dy as Tensor4D, y, slope)]);
    },

    add: (a, b) => tape.record([a, b], plus(a.tensor, b.tensor), (dy) => [dy.clone(), dy.clone()]),

    maxPool(x, window, geometry) {
      const kept = kernels.maxPool(x.tensor, window, geometry, x.requiresGrad);
      return tape.record([x], kept.y, (dy) => [kernels.maxPoolGradient(dy as Tensor4D, x.tensor, kept, window, geometry)], kept.saved);
    },

    globalAveragePool(x) {
      const [count, , , channels] = x.tensor.shape;
      const y = tidy(() => reshape<Rank.R2>(kernels.averagePool(x.tensor), [count, channels]));
      return tape.record([x], y, (dy) => [tidy(() => kernels.averagePoolGradient(x.tensor.shape, reshape<Rank.R4>(dy, [count, 1, 1, channels])))]);
    },

    flatten(x) {
      const [count, height, width, channels] = x.tensor.shape;
      const y = tidy(() => reshape<Rank.R2>(transpose(kernels.toFloat32(x.tensor), [0, 3, 1, 2]), [count, channels * height * width]));
      return tape.record([x], y, (dy) => [tidy(() => transpose(reshape<Rank.R4>(dy, [count, channels, height, width]), [0, 2, 3, 1]))]);
    },

    dense(x, weight, bias) {
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

    reshape4d: (x, shape) => tape.record([x], reshape<Rank.R4>(x.tensor, [...shape]), (dy) => [tidy(() => reshape(kernels.toFloat32(dy as Tensor4D), x.tensor.shape))]),
  };
}

function ifRequired(value: Value, gradient: () => Tensor): (() => Tensor) | null {
  return value.requiresGrad ? gradient : null;
}
