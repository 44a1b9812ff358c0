import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import { onGpu, type FloatType } from './native.js';
import { cast } from './float-types.js';

/** Finds those of oneDNN's kernels that eager TensorFlow does not take by itself: kernels with a label come to those alone who ask for it. */
export const ONEDNN = { _kernel: 'MklNameChangeOp' } as const;

const tried = new Map<string, boolean>();

/**
 * Whether oneDNN's operation `name` works here on numbers of this type: found out by calling it, once a process.
 * @param attempt the call; `made` gives it tensors of that type, which are disposed
 */
export function hasOneDnn(name: string, type: FloatType, attempt: (made: <Kind extends Tensor>(float: Kind) => Kind) => readonly Tensor[]): boolean {
  const known = tried.get(`${name} ${type}`);
  if (known !== undefined) return known;
  const works = !onGpu() && tidy(() => {
    try {
      attempt((values) => cast(values, type));
      return true;
    } catch {
      return false;
    }
  });
  tried.set(`${name} ${type}`, works);
  return works;
}
