import type { Variable } from '@tensorflow/tfjs-core';
import type { Memory } from './types.js';

/** A variable of tfjs as a memory. */
export function memoryOf(variable: Variable): Memory {
  return { shape: variable.shape, read: () => variable.clone(), write: (value) => variable.assign(value) };
}
