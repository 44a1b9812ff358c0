import { tidy, variable, zerosLike, type Variable } from '@tensorflow/tfjs-core';
import type { Gradients } from '../tape.js';

/** A variable that an optimizer moves, and what to call its memory in a checkpoint. */
export interface Learned {
  readonly name: string;
  readonly variable: Variable;
}

export interface Optimizer {
  /** Moves every variable that has a gradient. The gradients stay the caller's. */
  apply(gradients: Gradients): void;
  /** What is remembered between steps. */
  readonly memory: readonly Learned[];
  /** Steps taken; set after a resume. */
  steps: number;
  dispose(): void;
}

/** A variable of the shape of `like`, all zeros, that is not learned. */
export function zeroed(like: Variable): Variable {
  return tidy(() => variable(zerosLike(like), false));
}
