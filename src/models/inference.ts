import type { Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { BoundTensors, isOperation, operationsOn, yieldToEventLoop, type Kernels, type SymbolicTensor, type Tape, type TapeValues, type TracedOperation } from '../engine/index.js';
import { foldBatchNorms, foldTensors } from './fold.js';
import type { Network } from './network.js';
import { noGrad } from './no-grad.js';
import { runOperations } from './run-operations.js';

/** A classifier whose weights no longer change, with each batch norm folded into the convolution before it. */
export interface InferenceModel {
  readonly outputs: number;
  /** Numbers that `features` gives for a picture. */
  readonly featureCount: number;
  /** Returns logits. The caller disposes them. */
  predict(pictures: Tensor4D): Promise<Tensor2D>;
  /** Returns what the linear layer at the end takes, [pictures, featureCount] in float32. The caller disposes it. */
  features(pictures: Tensor4D): Promise<Tensor2D>;
  /** Frees the folded weights. The classifier that they came from stays. */
  dispose(): void;
}

export function createInference({ spec, parameters }: Pick<Network<4, 2>, 'spec' | 'parameters'>, kernels: Kernels, outputs: number): InferenceModel {
  const folded = foldBatchNorms(spec, 'all');
  const head = folded.operations.at(-1);
  if (head === undefined || !isOperation(head, 'linear')) throw new TypeError('a classifier ends with a linear layer');
  const [features] = head.inputs;
  /** By fold, made at the first prediction. */
  const constants: (readonly [filter: Tensor4D, bias: Tensor1D])[] = [];

  const bind = async (tape: Tape, pictures: Tensor4D): Promise<BoundTensors<TapeValues>> => {
    const bound = new BoundTensors<TapeValues>().bind(spec.input, tape.input(pictures));
    for (const { symbolic, variable } of parameters) bound.bind(symbolic, tape.variable(variable));
    for (const [index, { from, filter, bias }] of folded.folds.entries()) {
      if (constants[index] === undefined) {
        await yieldToEventLoop();
        constants[index] = foldTensors(bound, from, kernels);
      }
      bound.bind(filter, tape.input(constants[index][0])).bind(bias, tape.input(constants[index][1]));
    }
    return bound;
  };
  const pass = (operations: readonly TracedOperation[], output: SymbolicTensor<2>) => {
    const run = runOperations(operations, output);
    return (pictures: Tensor4D): Promise<Tensor2D> => noGrad(async (tape) => {
      const bound = await bind(tape, pictures);
      await run(tape, operationsOn(tape, kernels, 'eval'), bound);
      return bound.find(output);
    });
  };

  return {
    outputs,
    featureCount: features.shape[1],
    predict: pass(folded.operations, folded.output),
    features: pass(folded.operations.slice(0, -1), features),
    dispose() {
      for (const [filter, bias] of constants) {
        filter.dispose();
        bias.dispose();
      }
      constants.length = 0;
    },
  };
}
