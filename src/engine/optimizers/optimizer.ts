import { tensor, tidy, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import { stateTensorOf } from './state.js';
import type { Gradients } from '../tape.js';
import type { StateTensor } from '../types.js';

/** A variable that an optimizer moves, and what to call its memory in a checkpoint. */
export interface NamedVariable {
  readonly name: string;
  readonly variable: Variable;
}

/** Something that is remembered between steps, under the name that it has in a checkpoint. */
export interface OptimizerState extends StateTensor {
  readonly name: string;
}

export interface Optimizer {
  /** Moves every variable that has a gradient. The gradients stay the caller's. */
  apply(gradients: Gradients): Promise<void>;
  /** What is remembered between steps. */
  readonly state: readonly OptimizerState[];
  /** Steps taken; set after a resume. */
  steps: number;
  dispose(): void;
}

/** The same memory under longer names. */
export const withPrefix = (prefix: string, memory: readonly OptimizerState[]): OptimizerState[] =>
  memory.map(({ name, shape, read, write }) => ({ name: `${prefix}.${name}`, shape, read, write }));

/** A variable of tfjs as a memory under its name. */
export const stateOf = ({ name, variable }: NamedVariable): OptimizerState => ({ name, ...stateTensorOf(variable) });

/** A memory's values, row by row. */
export async function readState(memory: StateTensor): Promise<Float32Array> {
  const value: Tensor = memory.read();
  try {
    return Float32Array.from(await value.data());
  } finally {
    value.dispose();
  }
}

/** Sets a memory from values, row by row. */
export function writeState(memory: StateTensor, values: Float32Array): void {
  tidy(() => memory.write(tensor(values, [...memory.shape])));
}
