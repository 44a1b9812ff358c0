import type { BatchNorm, BatchNormOptions, ConvGeometry, Geometry, Normalization, Shape4D } from './types.js';

/** Shapes by rank. The first dimension counts the pictures of a batch, except in parameters. */
export interface Shapes {
  readonly 1: readonly [number];
  readonly 2: readonly [number, number];
  readonly 4: Shape4D;
}
/** The number of dimensions of a tensor in a network. */
export type Rank = keyof Shapes;

/** The tensors that an implementation of `Operations` computes with, by rank. A network sees only their shapes. */
export type Values = { readonly [R in Rank]: { readonly shape: Shapes[R] } };

/**
 * The operations that networks are built of. There are two implementations: `operationsOn` computes with an engine and
 * records the way back on a tape; `Trace` notes shapes only.
 */
export interface Operations<V extends Values> {
  /** `filter` is HWIO. */
  conv2d(x: V[4], filter: V[4], geometry: ConvGeometry): V[4];
  /** A convolution with a bias for each channel. The bias is a constant: it gets no gradient. */
  conv2dBias(x: V[4], filter: V[4], bias: V[1], geometry: ConvGeometry): V[4];
  /** A convolution of each channel by itself. `filter` is HWC1. */
  depthwiseConv2d(x: V[4], filter: V[4], geometry: ConvGeometry): V[4];
  /** The same with a bias for each channel, which is a constant. */
  depthwiseConv2dBias(x: V[4], filter: V[4], bias: V[1], geometry: ConvGeometry): V[4];
  /** `filter` is HWOI; an edge of the output is (in - 1) * stride - 2 * pad + kernel. */
  convTranspose2d(x: V[4], filter: V[4], geometry: Geometry): V[4];
  /**
   * In training: normalises with the batch's statistics and updates the running ones. In evaluation: normalises with the running ones.
   * A frozen one is always in evaluation, and its scale and offset get no gradient.
   */
  batchNorm(x: V[4], norm: BatchNorm<V[1]>, options: BatchNormOptions & { readonly frozen: boolean }): V[4];
  /** Normalises pictures by constants. */
  normalize(x: V[4], normalization: Normalization): V[4];
  /** x, at least 0. */
  relu(x: V[4]): V[4];
  /** x, at least 0 and at most 6. */
  relu6(x: V[4]): V[4];
  /** `slope` times x below zero. */
  leakyRelu(x: V[4], slope: number): V[4];
  /** The sum of two tensors of one shape. */
  add(a: V[4], b: V[4]): V[4];
  /** Pads with minus infinity. */
  maxPool(x: V[4], window: number, geometry: Geometry): V[4];
  /** [N, H, W, C] -> [N, C]. */
  globalAveragePool(x: V[4]): V[2];
  /** [N, H, W, C] -> [N, C * H * W], in PyTorch's order: all pixels of a channel, then the next channel. */
  flatten(x: V[4]): V[2];
  /** [N, in] x [in, out] + [out]. */
  linear(x: V[2], weight: V[2], bias: V[1]): V[2];
  /** tanh, mapped from [-1, 1] to [0, 1]. */
  unitTanh(x: V[4]): V[4];
  /** [N, H * W * C] -> [N, H, W, C]. */
  reshape4d(x: V[2], shape: readonly [height: number, width: number, channels: number]): V[4];
}
