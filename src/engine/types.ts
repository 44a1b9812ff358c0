import type { Tensor, Tensor1D, Tensor4D, Variable } from '@tensorflow/tfjs-core';

export type EngineChoice = 'auto' | 'cpu' | 'gpu' | 'wasm';

/** What convolutions are computed in, and what lies between them is kept in. */
export type Precision = 'f32' | 'bf16';

/** The shape of a batch of pictures: count, height, width, channels. */
export type Shape4D = readonly [number, number, number, number];

/** What computes: TensorFlow's own library (`native`) or its WebAssembly kernels. One a process. */
export interface Engine {
  readonly kind: 'native' | 'wasm';
  readonly device: 'cpu' | 'gpu';
  /** TensorFlow's version, `2.21.0`; tfjs's for WASM. */
  readonly version: string;
  /** For people: `TensorFlow 2.21.0 on the CPU`. */
  readonly description: string;
  readonly precision: Precision;
  /** Why it is that one, for people. */
  readonly reason: string;
  readonly kernels: Kernels;
  /** Pictures as float32 of `shape` in [0, 1]. When it returns, `pixels` may be written again. */
  upload(pixels: Uint8Array, shape: Shape4D): Tensor4D;
  /** Tensors alive and their bytes, for leaks. */
  memory(): { readonly tensors: number; readonly bytes: number };
}

/** How a convolution moves: pixels a stride, and zeros (or minus infinity, in a pool) added on each side. */
export interface Geometry {
  readonly stride: number;
  readonly pad: number;
}

/** `train`: batch norm uses the batch's statistics and updates the running ones. `eval`: it uses the running ones. */
export type Mode = 'train' | 'eval';

/** The tensors of a batch norm: two that are learned, and the running statistics, which a training pass updates in place. */
export interface BatchNorm<T> {
  readonly scale: T;
  readonly offset: T;
  readonly mean: T;
  readonly variance: T;
}
export type RunningStatistics = Pick<BatchNorm<Variable>, 'mean' | 'variance'>;

/** An operation's output and what its gradient will need beside it. The caller disposes them all. */
export interface ForwardResult {
  readonly y: Tensor4D;
  readonly saved: readonly Tensor[];
}

/** What an optimizer remembers of a variable, wherever it lies. */
export interface StateTensor {
  readonly shape: readonly number[];
  /** The value now. The caller disposes it. */
  readonly read: () => Tensor;
  /** `value`, of the same shape, stays the caller's. */
  readonly write: (value: Tensor) => void;
}

/** Moves variables along their gradients, and remembers `Names` of each between steps: zeros at first. */
export interface ParameterUpdate<Names extends string, Step> {
  /** In the order of the variables. */
  readonly state: readonly Readonly<Record<Names, StateTensor>>[];
  /** One step of every variable that has a gradient. */
  apply(gradientOf: (variable: Variable) => Tensor | undefined, step: Step): Promise<void>;
  dispose(): void;
}

/** Variables that follow others of the same shapes. */
export interface EmaUpdate {
  /** Each average becomes `kept` times itself and the rest of its weights, in the order of the variables. `kept` is above 0, at most 1. */
  apply(weights: readonly Variable[], kept: number): Promise<void>;
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

/**
 * The operations that a backend must offer, and their gradients: NHWC, filters HWIO, PyTorch's semantics. `fused` calls
 * TensorFlow's kernels by name; `stock` is made of tfjs's own operations and runs on every backend. The same golden
 * numbers hold both.
 */
export interface Kernels {
  readonly name: 'fused' | 'stock';
  /** A filter as convolutions take it, which the caller disposes; null: as it is. */
  castFilter(filter: Tensor4D): Tensor4D | null;
  /** Pictures as float32, whatever the kernels keep them as. */
  toFloat32(x: Tensor4D): Tensor4D;
  conv2d(x: Tensor4D, filter: Tensor4D, geometry: Geometry): Tensor4D;
  /** The same with `bias` added to every place. For evaluation. */
  conv2dBias(x: Tensor4D, filter: Tensor4D, bias: Tensor1D, geometry: Geometry): Tensor4D;
  /** The gradient for an input of `shape`; also the forward pass of a transposed convolution. */
  conv2dInputGradient(shape: Shape4D, filter: Tensor4D, dy: Tensor4D, geometry: Geometry): Tensor4D;
  conv2dFilterGradient(x: Tensor4D, shape: Shape4D, dy: Tensor4D, geometry: Geometry): Tensor4D;
  /** Normalises with the batch's mean and biased variance, and with `relu` cuts off below zero; moves `running` a tenth of the way, with the unbiased one. */
  batchNormTrain(x: Tensor4D, scale: Tensor1D, offset: Tensor1D, running: RunningStatistics, relu: boolean): ForwardResult;
  /** Of the normalisation alone. */
  batchNormGradient(dy: Tensor4D, x: Tensor4D, scale: Tensor1D, saved: readonly Tensor[]): readonly [Tensor4D, Tensor1D, Tensor1D];
  batchNormEval(x: Tensor4D, scale: Tensor1D, offset: Tensor1D, running: RunningStatistics): Tensor4D;
  relu(x: Tensor4D): Tensor4D;
  reluGradient(dy: Tensor4D, y: Tensor4D): Tensor4D;
  /** `slope` times x below zero. */
  leakyRelu(x: Tensor4D, slope: number): Tensor4D;
  leakyReluGradient(dy: Tensor4D, y: Tensor4D, slope: number): Tensor4D;
  /** With `learning`, what a gradient will need is kept. */
  maxPool(x: Tensor4D, window: number, geometry: Geometry, learning: boolean): ForwardResult;
  /** The gradient goes to the first of equal pixels. */
  maxPoolGradient(dy: Tensor4D, x: Tensor4D, kept: ForwardResult, window: number, geometry: Geometry): Tensor4D;
  /** The mean over height and width: [N, H, W, C] -> [N, 1, 1, C]. */
  averagePool(x: Tensor4D): Tensor4D;
  averagePoolGradient(shape: Shape4D, dy: Tensor4D): Tensor4D;
  adam(variables: readonly Variable[]): ParameterUpdate<'m' | 'v', AdamStep>;
  momentum(variables: readonly Variable[]): ParameterUpdate<'velocity', MomentumStep>;
  /** Running averages of other variables. Disposing of what comes back leaves `averages` as they are. */
  ema(averages: readonly Variable[]): EmaUpdate;
}

/** Batch norm's epsilon and the share of a batch's statistics that enters the running ones: PyTorch's defaults. */
export const BATCH_NORM = { epsilon: 1e-5, momentum: 0.1 } as const;
