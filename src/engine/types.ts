import type { Tensor, Tensor1D, Tensor2D, Tensor4D, Variable } from '@tensorflow/tfjs-core';

export type EngineChoice = 'auto' | 'cpu' | 'gpu' | 'wasm';

/** What computes: TensorFlow's own library (`native`) or its WebAssembly kernels. One a process. */
export interface Engine {
  readonly kind: 'native' | 'wasm';
  readonly device: 'cpu' | 'gpu';
  /** TensorFlow's version, `2.21.0`; tfjs's for WASM. */
  readonly version: string;
  /** For people: `TensorFlow 2.21.0 on the CPU`. */
  readonly description: string;
  /** The operations that networks are built of: fused ones where the backend has the kernels, stock ones elsewhere. */
  readonly operations: Operations;
  /** Pictures as float32 [count, height, width, 3] in [0, 1]. When it resolves, `pixels` may be written again. */
  upload(pixels: Uint8Array, shape: readonly [number, number, number, number]): Promise<Tensor4D>;
  /** Tensors alive and their bytes, for leaks. */
  memory(): { readonly tensors: number; readonly bytes: number };
}

/** The running statistics of a batch norm, updated in place by a training pass. */
export interface RunningStatistics {
  readonly mean: Variable;
  readonly variance: Variable;
}

/** Differentiable operations, NHWC, PyTorch's semantics. `pad` is on each side of height and width. */
export interface Operations {
  readonly name: 'fused' | 'stock';
  /** `filter` is HWIO. */
  conv2d(x: Tensor4D, filter: Tensor4D, stride: number, pad: number): Tensor4D;
  /** `filter` is HWOI; the output's edge is (in - 1) * stride - 2 * pad + kernel. */
  convTranspose2d(x: Tensor4D, filter: Tensor4D, stride: number, pad: number): Tensor4D;
  /** eps 1e-5, momentum 0.1; biased variance normalises, the unbiased one is kept. */
  batchNorm(x: Tensor4D, scale: Tensor1D, offset: Tensor1D, running: RunningStatistics, training: boolean): Tensor4D;
  relu(x: Tensor4D): Tensor4D;
  /** Pads with minus infinity. */
  maxPool(x: Tensor4D, kernel: number, stride: number, pad: number): Tensor4D;
  /** [N, H, W, C] -> [N, C]. */
  globalAveragePool(x: Tensor4D): Tensor2D;
}

export type { Tensor };
