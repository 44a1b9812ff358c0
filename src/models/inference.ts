import { add, div, expandDims, mul, sqrt, sub, tidy, type Tensor1D, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';
import {
  BoundTensors, isOperation, operationsOn, Trace, yieldToEventLoop,
  type BatchNorm, type Kernels, type Tape, type SymbolicTensor, type SymbolicValues, type TapeValues, type TracedOperation,
} from '../engine/index.js';
import type { Network, NetworkSpec } from './network.js';
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
  dispose(): void;
}

export function createInference({ spec, parameters }: Pick<Network<4, 2>, 'spec' | 'parameters'>, kernels: Kernels, outputs: number): InferenceModel {
  const folded = foldBatchNorms(spec);
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
        constants[index] = fold(bound, from, kernels);
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

/** A convolution and its batch norm in the network, and what takes their place: a filter and a bias. */
interface Fold {
  readonly from: { readonly filter: SymbolicTensor<4>; readonly norm: BatchNorm<SymbolicTensor<1>>; readonly epsilon: number; readonly isDepthwise: boolean };
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
  const replaced = new BoundTensors<SymbolicValues>().bind(input, input);
  for (const { symbolic } of parameters) replaced.bind(symbolic, symbolic);
  for (const operation of operations) {
    if (replaced.has(operation.output)) continue;
    const [next, ...others] = operations.filter(({ inputs }) => inputs.some((tensor) => tensor === operation.output));
    const isConvolution = isOperation(operation, 'conv2d') || isOperation(operation, 'depthwiseConv2d');
    if (isConvolution && next !== undefined && isOperation(next, 'batchNorm') && others.length === 0) {
      const [x, from] = operation.inputs;
      const [, scale, offset, mean, variance] = next.inputs;
      const [filter, bias] = [trace.input<4>(from.shape), trace.input<1>(scale.shape)];
      const isDepthwise = operation.name === 'depthwiseConv2d';
      folds.push({ from: { filter: from, norm: { scale, offset, mean, variance }, epsilon: next.attributes.epsilon, isDepthwise }, filter, bias });
      const y = trace[isDepthwise ? 'depthwiseConv2dBias' : 'conv2dBias'](replaced.find(x), filter, bias, operation.attributes);
      replaced.bind(next.output, next.attributes.relu ? trace.relu(y) : y);
    } else {
      replaced.bind(operation.output, operation.run(trace, replaced.find));
    }
  }
  return { operations: trace.operations, output: replaced.find(output), folds };
}

/** norm(conv(x, filter)) = conv(x, factor * filter) + offset - factor * mean, with factor = scale / sqrt(variance + epsilon). */
function fold({ find }: BoundTensors<TapeValues>, { filter, norm, epsilon, isDepthwise }: Fold['from'], kernels: Kernels): readonly [filter: Tensor4D, bias: Tensor1D] {
  return tidy(() => {
    const factor = div<Tensor1D>(find(norm.scale).tensor, sqrt(add(find(norm.variance).tensor, epsilon)));
    // A filter's last axis is its outputs, but a depthwise filter has one output for each of its channels.
    const folded = mul<Tensor4D>(find(filter).tensor, isDepthwise ? expandDims(factor, 1) : factor);
    return [kernels.castFilter(folded) ?? folded, sub<Tensor1D>(find(norm.offset).tensor, mul(factor, find(norm.mean).tensor))] as [Tensor4D, Tensor1D];
  });
}
