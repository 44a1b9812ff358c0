import type { Variable } from '@tensorflow/tfjs-core';

/** The type of convolutions, and of the activations between them. */
export type Precision = 'f32' | 'bf16';

/** The shape of a batch of pictures: count, height, width, channels. */
export type Shape4D = readonly [number, number, number, number];

/** Stride and padding of a convolution or pool, in pixels. The padding goes on every side. */
export interface Geometry {
  readonly stride: number;
  readonly pad: number;
}

/** The same, or TensorFlow's SAME: the output has a stride-th of the pixels, and an odd pixel of padding goes below and to the right. */
export type ConvGeometry = Geometry | { readonly stride: number; readonly pad: 'same' };

/** `train`: batch norm uses the batch's statistics and updates the running ones. `eval`: it uses the running ones. */
export type Mode = 'train' | 'eval';

/** The tensors of a batch norm: two that are learned, and the running statistics, which a training pass updates in place. */
export interface BatchNorm<T> {
  readonly scale: T;
  readonly offset: T;
  readonly mean: T;
  readonly variance: T;
}
/** The running mean and variance of a batch norm. */
export type RunningStatistics = Pick<BatchNorm<Variable>, 'mean' | 'variance'>;

/** Settings of a batch norm. */
export interface BatchNormOptions {
  /** Whether ReLU follows, in the same pass. */
  readonly relu: boolean;
  readonly epsilon: number;
  /** The share of a batch's statistics in the running ones. */
  readonly momentum: number;
}

/** A normalisation of pictures in [0, 1]: (x - mean) / deviation, for each of the three channels. */
export interface Normalization {
  readonly mean: readonly [number, number, number];
  readonly deviation: readonly [number, number, number];
}

/** Batch norm's epsilon, and the share of a batch's statistics in the running ones: PyTorch's defaults. */
export const BATCH_NORM: Omit<BatchNormOptions, 'relu'> = { epsilon: 1e-5, momentum: 0.1 };
