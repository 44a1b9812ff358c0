import type { Tensor, Tensor1D, Tensor4D, Variable } from '@tensorflow/tfjs-core';
import type { BatchNormOptions, ConvGeometry, Geometry, RunningStatistics, Shape4D } from '../types.js';

/**
 * The operations that a backend must offer, and their gradients: NHWC, filters HWIO, PyTorch's semantics. `fused` calls
 * TensorFlow's kernels by name. `stock` uses tfjs's operations and runs on every backend. The same golden numbers hold for both.
 */
export interface Kernels {
  readonly name: 'fused' | 'stock';
  /** Casts a filter to the type that convolutions take; null where it has that type. The caller disposes the result. */
  castFilter(filter: Tensor4D): Tensor4D | null;
  /** Returns pictures as float32, whatever type the kernels keep them in. */
  toFloat32(x: Tensor4D): Tensor4D;
  /** A convolution: [N, H, W, in] and [height, width, in, out] -> [N, H', W', out]. */
  conv2d(x: Tensor4D, filter: Tensor4D, geometry: ConvGeometry): Tensor4D;
  /** A convolution with a bias for each channel. For inference. */
  conv2dBias(x: Tensor4D, filter: Tensor4D, bias: Tensor1D, geometry: ConvGeometry): Tensor4D;
  /** The gradient for an input of `shape`; also the forward pass of a transposed convolution. */
  conv2dInputGradient(shape: Shape4D, filter: Tensor4D, dy: Tensor4D, geometry: ConvGeometry): Tensor4D;
  /** The gradient for a filter of `shape`. */
  conv2dFilterGradient(x: Tensor4D, shape: Shape4D, dy: Tensor4D, geometry: ConvGeometry): Tensor4D;
  /** A convolution of each channel by itself. Filters are HWC1. */
  depthwiseConv2d(x: Tensor4D, filter: Tensor4D, geometry: ConvGeometry): Tensor4D;
  /** The same with a bias for each channel. For inference. */
  depthwiseConv2dBias(x: Tensor4D, filter: Tensor4D, bias: Tensor1D, geometry: ConvGeometry): Tensor4D;
  /** The gradient of a depthwise convolution for an input of `shape`. */
  depthwiseInputGradient(shape: Shape4D, filter: Tensor4D, dy: Tensor4D, geometry: ConvGeometry): Tensor4D;
  /** The gradient of a depthwise convolution for a filter of `shape`. */
  depthwiseFilterGradient(x: Tensor4D, shape: Shape4D, dy: Tensor4D, geometry: ConvGeometry): Tensor4D;
  /** Normalises with the batch's mean and biased variance, and applies ReLU if `relu`. Updates `running`, with the unbiased variance. */
  batchNormTrain(x: Tensor4D, scale: Tensor1D, offset: Tensor1D, running: RunningStatistics, options: BatchNormOptions): ForwardResult;
  /** The gradient of the normalisation, without ReLU. */
  batchNormGradient(dy: Tensor4D, x: Tensor4D, scale: Tensor1D, saved: readonly Tensor[], epsilon: number): readonly [dx: Tensor4D, dScale: Tensor1D, dOffset: Tensor1D];
  /** Normalises with the running statistics. Does not apply ReLU. */
  batchNormEval(x: Tensor4D, scale: Tensor1D, offset: Tensor1D, running: RunningStatistics, epsilon: number): Tensor4D;
  /** The gradient of that for its input. */
  batchNormEvalGradient(dy: Tensor4D, scale: Tensor1D, running: RunningStatistics, epsilon: number): Tensor4D;
  /** factor * x + shift, with a constant of each for each channel. */
  affine(x: Tensor4D, factor: readonly number[], shift: readonly number[]): Tensor4D;
  /** x, at least 0. */
  relu(x: Tensor4D): Tensor4D;
  /** The gradient of ReLU for its input, from its output `y`. */
  reluGradient(dy: Tensor4D, y: Tensor4D): Tensor4D;
  /** x, at least 0 and at most 6. */
  relu6(x: Tensor4D): Tensor4D;
  /** The gradient of ReLU6 for its input, from its output `y`. */
  relu6Gradient(dy: Tensor4D, y: Tensor4D): Tensor4D;
  /** `slope` times x below zero. */
  leakyRelu(x: Tensor4D, slope: number): Tensor4D;
  /** The gradient of the leaky ReLU for its input, from its output `y`. */
  leakyReluGradient(dy: Tensor4D, y: Tensor4D, slope: number): Tensor4D;
  /** The largest of each window; the padding is minus infinity. @param needsGradient whether to save what the gradient needs */
  maxPool(x: Tensor4D, window: number, geometry: Geometry, needsGradient: boolean): ForwardResult;
  /** Gives the gradient of equal pixels to the first. */
  maxPoolGradient(dy: Tensor4D, x: Tensor4D, forward: ForwardResult, window: number, geometry: Geometry): Tensor4D;
  /** The mean over height and width: [N, H, W, C] -> [N, 1, 1, C]. */
  averagePool(x: Tensor4D): Tensor4D;
  /** The gradient of that for an input of `shape`. */
  averagePoolGradient(shape: Shape4D, dy: Tensor4D): Tensor4D;
  /** Adam's update of some variables. */
  adam(variables: readonly Variable[]): ParameterUpdate<'m' | 'v', AdamStep>;
  /** The update of SGD with momentum. */
  momentum(variables: readonly Variable[]): ParameterUpdate<'velocity', MomentumStep>;
  /** Running averages of other variables. Disposing the result leaves `averages` as they are. */
  ema(averages: readonly Variable[]): EmaUpdate;
}

/** An operation's output, and the tensors that its gradient needs. The caller disposes them all. */
export interface ForwardResult {
  readonly y: Tensor4D;
  readonly saved: readonly Tensor[];
}

/** A tensor that an optimizer keeps for a variable between steps, wherever it lies. */
export interface StateTensor {
  readonly shape: readonly number[];
  /** Returns the current value. The caller disposes it. */
  readonly read: () => Tensor;
  /** Sets the value, of the same shape. It stays the caller's. */
  readonly write: (value: Tensor) => void;
}

/** The rule by which an optimizer changes variables. It keeps the tensors `Names` for each variable, zeros at first. */
export interface ParameterUpdate<Names extends string, Step> {
  /** In the order of the variables. */
  readonly state: readonly Readonly<Record<Names, StateTensor>>[];
  /** Changes each variable that has a gradient. The gradients stay the caller's. */
  apply(gradientOf: (variable: Variable) => Tensor | undefined, step: Step): Promise<void>;
  /** Frees what it keeps. The variables stay. */
  dispose(): void;
}

/** m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g²; weight -= rate m / (sqrt(v) + epsilon). */
export interface AdamStep {
  readonly rate: number;
  readonly epsilon: number;
  readonly beta1: number;
  readonly beta2: number;
}

/** velocity = momentum velocity + g + weightDecay weight; weight -= rate velocity. */
export interface MomentumStep {
  readonly rate: number;
  readonly momentum: number;
  readonly weightDecay: number;
}

/** average = decay average + (1 - decay) weight, for variables of the same shapes. */
export interface EmaUpdate {
  /** Moves the averages towards the weights. @param weights in the order of the averages. @param decay above 0, at most 1 */
  apply(weights: readonly Variable[], decay: number): Promise<void>;
  /** Frees what it keeps. The averages stay. */
  dispose(): void;
}
