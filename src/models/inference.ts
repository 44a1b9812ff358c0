import { dispose, type Tensor1D, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';
import { BoundTensors, operationsOn, runTrace, yieldToEventLoop, type Kernels, type TapeValues } from '../engine/index.js';
import { foldBatchNorms, foldTensors } from './fold.js';
import type { Network } from './network.js';
import { noGrad } from './no-grad.js';

/** A classifier whose weights no longer change, with each batch norm folded into the convolution before it. */
export interface InferenceModel {
  readonly outputs: number;
  /** Returns logits. The caller disposes them. */
  predict(pictures: Tensor4D): Promise<Tensor2D>;
  dispose(): void;
}

/** Makes a model for evaluation. It folds weights at its first prediction. */
export function createInference({ spec, parameters }: Pick<Network<4, 2>, 'spec' | 'parameters'>, kernels: Kernels, outputs: number): InferenceModel {
  const { operations, output, folds } = foldBatchNorms(spec);
  /** Filter and bias of each fold. */
  const folded: (readonly [filter: Tensor4D, bias: Tensor1D])[] = [];
  return {
    outputs,
    predict: (pictures) => noGrad(async (tape) => {
      const bound = new BoundTensors<TapeValues>().bind(spec.input, tape.input(pictures));
      for (const { symbolic, variable } of parameters) bound.bind(symbolic, tape.variable(variable));
      for (const [index, fold] of folds.entries()) {
        await yieldToEventLoop();
        const [filter, bias] = (folded[index] ??= foldTensors(fold, bound.find));
        bound.bind(fold.filter, tape.input(filter)).bind(fold.bias, tape.input(bias));
      }
      await runTrace(operations, operationsOn(tape, kernels, 'eval'), bound);
      return bound.find(output);
    }),
    dispose() {
      dispose(folded.flat());
      folded.length = 0;
    },
  };
}
