import type { Variable } from '@tensorflow/tfjs-core';
import { BoundTensors, operationsOn, yieldToEventLoop, type Kernels, type Mode, type Rank, type Tape, type TapeValues } from '../engine/index.js';
import { bindFold, foldBatchNorms } from './fold.js';
import type { NetworkSpec } from './network-spec.js';
import { createParameter, type Parameter } from './parameter.js';
import { runOperations } from './run-operations.js';

/** A network with its values. */
export interface Network<In extends Rank, Out extends Rank> {
  readonly spec: NetworkSpec<In, Out>;
  readonly parameters: readonly Parameter[];
  /**
   * One pass. It lets the event loop turn between operations; nothing else may change the network's parameters meanwhile.
   */
  forward(tape: Tape, input: TapeValues[In], mode: Mode): Promise<TapeValues[Out]>;
  /** Frees its parameters. */
  dispose(): void;
}

/** Whether a parameter's values are set right after its network is made. Random ones, which take most of that time, are then not drawn. */
export type IsGiven = (parameter: string) => boolean;

/** Gives a network its first values. @param name of its streams of random numbers */
export function createNetwork<In extends Rank, Out extends Rank>(spec: NetworkSpec<In, Out>, kernels: Kernels, name: string, seed: number, isGiven: IsGiven = () => false): Network<In, Out> {
  const parameters = spec.parameters.map((parameter) => createParameter(parameter, name, isGiven(parameter.name) ? null : seed));
  // A convolution and a frozen norm become one operation, with one gradient.
  const { operations, output, folds } = foldBatchNorms(spec, 'frozen');
  const run = runOperations(operations, output, folds.flatMap(({ filter, bias }) => [filter, bias]));
  return {
    spec,
    parameters,
    async forward(tape, input, mode) {
      const bound = new BoundTensors<TapeValues>().bind(spec.input, input);
      for (const { symbolic, variable, trainable } of parameters) bound.bind(symbolic, tape.variable(variable, trainable));
      for (const fold of folds) {
        await yieldToEventLoop();
        bindFold(tape, bound, fold, kernels);
      }
      await run(tape, operationsOn(tape, kernels, mode), bound);
      return bound.find(output);
    },
    dispose() {
      for (const { variable } of parameters) variable.dispose();
    },
  };
}

/** Returns the parameters that an optimizer updates, each with its rate. */
export const trainableParameters = ({ parameters }: { readonly parameters: readonly Parameter[] }): { readonly name: string; readonly variable: Variable; readonly rate: number }[] =>
  parameters.filter(({ trainable }) => trainable);
