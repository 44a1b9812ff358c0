import { tensor, tidy, variable, type Variable } from '@tensorflow/tfjs-core';
import type { Layout, Parameter } from './types.js';

/** A parameter that is described first and drawn later. */
export class Drawn implements Parameter {
  #variable: Variable | undefined;

  constructor(
    readonly name: string,
    readonly shape: readonly number[],
    readonly layout: Layout,
    readonly trainable: boolean,
    /** So many first values, in the order of `shape`. */
    private readonly values: (count: number) => Float32Array,
  ) {}

  get variable(): Variable {
    if (this.#variable === undefined) throw new Error(`${this.name} was used before it was drawn`);
    return this.#variable;
  }

  initialize(): void {
    const values = this.values(this.shape.reduce((product, edge) => product * edge, 1));
    this.#variable = tidy(() => variable(tensor(values, [...this.shape]), this.trainable));
  }

  dispose(): void {
    this.#variable?.dispose();
  }
}
