import { tensor, tidy, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import type { StateTensor } from '../kernels/kernels.js';
import type { Gradients } from '../tape.js';

/** A variable, and its name in a checkpoint. */
export interface NamedVariable {
  readonly name: string;
  readonly variable: Variable;
  /** Its learning rate, as a share of the optimizer's. @default 1 */
  readonly rate?: number;
}

/** A tensor that is kept between steps, and its name in a checkpoint. */
export interface OptimizerState extends StateTensor {
  readonly name: string;
}

/** Changes variables along their gradients, and keeps what it needs for that between steps. */
export interface Optimizer {
  /** Updates every variable that has a gradient. The gradients stay the caller's. */
  apply(gradients: Gradients): Promise<void>;
  /** The tensors kept between steps. */
  readonly state: readonly OptimizerState[];
  /** Steps taken. Set it after a resume. */
  steps: number;
  /** Frees the tensors that it keeps. The variables stay. */
  dispose(): void;
}

/** Returns the same state under longer names. */
export const withPrefix = (prefix: string, state: readonly OptimizerState[]): OptimizerState[] =>
  state.map(({ name, shape, read, write }) => ({ name: `${prefix}.${name}`, shape, read, write }));

export const stateOf = ({ name, variable }: NamedVariable): OptimizerState =>
  ({ name, shape: variable.shape, read: () => variable.clone(), write: (value) => variable.assign(value) });

/** Returns the values of a state tensor, row by row. */
export async function readState(state: StateTensor): Promise<Float32Array> {
  const value: Tensor = state.read();
  try {
    return Float32Array.from(await value.data());
  } finally {
    value.dispose();
  }
}

/** Sets a state tensor from values, row by row. */
export function writeState(state: StateTensor, values: Float32Array): void {
  tidy(() => state.write(tensor(values, [...state.shape])));
}
