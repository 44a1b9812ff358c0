import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Kernels } from './kernels/kernels.js';
import type { Precision, Shape4D } from './types.js';

/** TensorFlow's own library (`native`) or its WebAssembly kernels. A process has one engine. */
export interface Engine {
  readonly kind: 'native' | 'wasm';
  readonly device: 'cpu' | 'gpu';
  /** TensorFlow's version: `2.21.0`. With WebAssembly, tfjs's. */
  readonly version: string;
  /** For people: `TensorFlow 2.21.0 on the CPU`. */
  readonly description: string;
  readonly precision: Precision;
  /** Why the engine has this precision, for people. */
  readonly reason: string;
  readonly kernels: Kernels;
  /** Returns pictures as float32 of `shape` in [0, 1]. `pixels` may be written again when it returns. */
  upload(pixels: Uint8Array, shape: Shape4D): Tensor4D;
  /** Live tensors and their bytes, to find leaks. */
  memory(): { readonly tensors: number; readonly bytes: number };
}
