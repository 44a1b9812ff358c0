import type { Variable } from '@tensorflow/tfjs-core';
import type { StateTensor } from '../types.js';

/** A variable of tfjs as a memory. */
export function stateTensorOf(variable: Variable): StateTensor {
  return { shape: variable.shape, read: () => variable.clone(), write: (value) => variable.assign(value) };
}
