import type { Variable } from '@tensorflow/tfjs-core';
import { BoundTensors, operationsOn, runTrace, type Kernels, type Mode, type Rank, type SymbolicTensor, type Tape, type TapeValues, type TracedOperation } from '../engine/index.js';
import { createParameter, sizeOfShape, type Parameter, type ParameterSpec } from './parameter.js';

/** A network before it has values: everything that follows from its code alone. Needs no engine. */
export interface NetworkSpec<In extends Rank = Rank, Out extends Rank = Rank> {
  readonly input: SymbolicTensor<In>;
  readonly output: SymbolicTensor<Out>;
  /** In the order of torchvision's `state_dict`. */
  readonly parameters: readonly ParameterSpec[];
  /** In the order in which they run; shapes are those for one picture. */
  readonly operations: readonly TracedOperation[];
}

/** A network with its values. */
export interface Network<In extends Rank, Out extends Rank> {
  readonly spec: NetworkSpec<In, Out>;
  readonly parameters: readonly Parameter[];
  /**
   * One pass. It lets the event loop turn between operations; nothing else may change the network's parameters meanwhile.
   */
  forward(tape: Tape, input: TapeValues[In], mode: Mode): Promise<TapeValues[Out]>;
  dispose(): void;
}

/** Gives a network its first values. @param name of its streams of random numbers */
export function createNetwork<In extends Rank, Out extends Rank>(spec: NetworkSpec<In, Out>, kernels: Kernels, name: string, seed: number): Network<In, Out> {
  const parameters = spec.parameters.map((parameter) => createParameter(parameter, name, seed));
  return {
    spec,
    parameters,
    async forward(tape, input, mode) {
      const bound = new BoundTensors<TapeValues>().bind(spec.input, input);
      for (const { symbolic, variable } of parameters) bound.bind(symbolic, tape.variable(variable));
      await runTrace(spec.operations, operationsOn(tape, kernels, mode), bound);
      return bound.find(spec.output);
    },
    dispose() {
      for (const { variable } of parameters) variable.dispose();
    },
  };
}

/** Returns the parameters that an optimizer updates. */
export const trainableParameters = ({ parameters }: { readonly parameters: readonly Parameter[] }): { readonly name: string; readonly variable: Variable }[] =>
  parameters.filter(({ trainable }) => trainable);

/** Returns how many numbers a network learns. */
export const weightCount = ({ parameters }: NetworkSpec): number =>
  parameters.reduce((sum, { shape, trainable }) => sum + (trainable ? sizeOfShape(shape) : 0), 0);

/** Returns how many numbers the outputs of a network's operations have, for one picture: what a training pass keeps for the way back. */
export const activationCount = ({ operations }: NetworkSpec): number => operations.reduce((sum, { output }) => sum + sizeOfShape(output.shape), 0);
