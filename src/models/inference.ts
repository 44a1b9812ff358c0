import { add, div, mul, sqrt, sub, tidy, type Tensor1D, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';
import {
  BATCH_NORM, Bindings, isOperation, operationsOn, replay, Trace, yieldToEventLoop,
  type BatchNorm, type Kernels, type SymbolicTensor, type SymbolicValues, type TapeValues, type TracedOperation,
} from '../engine/index.js';
import type { Network, NetworkSpec } from './network.js';
import { noGrad } from './no-grad.js';

/** A classifier whose weights no longer change, with each batch norm folded into the convolution before it. */
export interface InferenceModel {
  readonly outputs: number;
  /** Returns logits. The caller disposes them. */
  predict(pictures: Tensor4D): Promise<Tensor2D>;
  dispose(): void;
}

export function createInference({ spec, parameters }: Pick<Network<4, 2>, 'spec' | 'parameters'>, kernels: Kernels, outputs: number): InferenceModel {
  const folded = foldBatchNorms(spec);
  /** By fold, made at the first prediction. */
  const constants: (readonly [filter: Tensor4D, bias: Tensor1D])[] = [];
  return {
    outputs,
    predict: (pictures) => noGrad(async (tape) => {
      const bindings = new Bindings<TapeValues>().bind(spec.input, tape.input(pictures));
      for (const { symbolic, variable } of parameters) bindings.bind(symbolic, tape.variable(variable));
      for (const [index, { from, filter, bias }] of folded.folds.entries()) {
        if (constants[index] === undefined) {
          await yieldToEventLoop();
          constants[index] = fold(bindings.find(from.filter).tensor, {
            scale: bindings.find(from.norm.scale).tensor, offset: bindings.find(from.norm.offset).tensor,
            mean: bindings.find(from.norm.mean).tensor, variance: bindings.find(from.norm.variance).tensor,
          });
        }
        bindings.bind(filter, tape.input(constants[index][0])).bind(bias, tape.input(constants[index][1]));
      }
      await replay(folded.operations, operationsOn(tape, kernels, 'eval'), bindings);
      return bindings.find(folded.output);
    }),
    dispose() {
      for (const [filter, bias] of constants) {
        filter.dispose();
        bias.dispose();
      }
      constants.length = 0;
    },
  };
}

/** A convolution and its batch norm in the network, and what takes their place: a filter and a bias. */
interface Fold {
  readonly from: { readonly filter: SymbolicTensor<4>; readonly norm: BatchNorm<SymbolicTensor<1>> };
  readonly filter: SymbolicTensor<4>;
  readonly bias: SymbolicTensor<1>;
}

interface FoldedTrace {
  readonly operations: readonly TracedOperation[];
  readonly output: SymbolicTensor<2>;
  readonly folds: readonly Fold[];
}

/** Traces a network again, with each batch norm that alone follows a convolution folded into it. */
export function foldBatchNorms({ input, output, parameters, operations }: NetworkSpec<4, 2>): FoldedTrace {
  const trace = new Trace();
  const folds: Fold[] = [];
  const replaced = new Bindings<SymbolicValues>().bind(input, input);
  for (const { symbolic } of parameters) replaced.bind(symbolic, symbolic);
  for (const operation of operations) {
    if (replaced.has(operation.output)) continue;
    const [next, ...others] = operations.filter(({ inputs }) => inputs.some((tensor) => tensor === operation.output));
    if (isOperation(operation, 'conv2d') && next !== undefined && isOperation(next, 'batchNorm') && others.length === 0) {
      const [x, from] = operation.inputs;
      const [, scale, offset, mean, variance] = next.inputs;
      const [filter, bias] = [trace.input<4>(from.shape), trace.input<1>(scale.shape)];
      folds.push({ from: { filter: from, norm: { scale, offset, mean, variance } }, filter, bias });
      const y = trace.conv2dBias(replaced.find(x), filter, bias, operation.attributes);
      replaced.bind(next.output, next.attributes.relu ? trace.relu(y) : y);
    } else {
      replaced.bind(operation.output, operation.run(trace, replaced.find));
    }
  }
  return { operations: trace.operations, output: replaced.find(output), folds };
}

/** norm(conv(x, filter)) = conv(x, factor * filter) + offset - factor * mean, with factor = scale / sqrt(variance + epsilon). */
function fold(filter: Tensor4D, { scale, offset, mean, variance }: BatchNorm<Tensor1D>): readonly [filter: Tensor4D, bias: Tensor1D] {
  return tidy(() => {
    const factor = div<Tensor1D>(scale, sqrt(add(variance, BATCH_NORM.epsilon)));
    return [mul<Tensor4D>(filter, factor), sub<Tensor1D>(offset, mul(factor, mean))] as [Tensor4D, Tensor1D];
  });
}
