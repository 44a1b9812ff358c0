import type { Attribute, OutputInfo } from './binding.js';

/** whisker's addon (src/engine/addon): runs operations in a thread of its own, in the order in which they are submitted. */
export interface Addon {
  readonly TF_Version: string;
  readonly TF_INT32: number;
  readonly TF_INT64: number;
  readonly TF_RESOURCE: number;
  isUsingGpuDevice(): boolean;
  /** Returns a number for an operation with these attributes. */
  describe(name: string, attributes: readonly Attribute[]): number;
  /** Frees the number of an operation. Another one may get it. */
  forget(operation: number): void;
  /** Submits an operation. Its outputs get the numbers `first`, `first + 1`, … */
  run(operation: number, inputs: readonly number[], first: number, count: number): void;
  /** Makes a tensor of `values`, which are copied at once. */
  put(id: number, shape: readonly number[], type: number, values: ArrayBufferView): void;
  /** Disposes a tensor when everything submitted before has run. */
  drop(id: number): void;
  /** Blocks until everything submitted has run. @throws the failures since the last wait */
  wait(): void;
  /** Calls `done` when everything submitted before has run. */
  tell(done: (failure: string | undefined) => void): void;
  outputs(first: number, count: number): readonly OutputInfo[];
  /** Returns a copy of a tensor's values; undefined while they are not computed. */
  read(id: number): ArrayBufferView | undefined;
  /** Returns the times recorded so far: [operation, start, end, operation, …], ms. An upload is operation -1. Switches recording on or off. */
  time(on: boolean): Float64Array;
}

/** Returns whether an addon is whisker's own. */
export const isAddon = (binding: unknown): binding is Addon => typeof binding === 'object' && binding !== null && 'run' in binding;
