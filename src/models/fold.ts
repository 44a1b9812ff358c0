import { add, div, expandDims, mul, sqrt, sub, tidy, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core';
import { BoundTensors, isOperation, Trace, type BatchNorm, type Kernels, type SymbolicTensor, type SymbolicValues, type TapeValues, type TracedOperation } from '../engine/index.js';
import type { NetworkSpec } from './network.js';

/** A convolution's filter and the batch norm after it, and what takes their place: a filter and a bias. */
export interface Fold {
  readonly from: { readonly filter: SymbolicTensor<4>; readonly norm: BatchNorm<SymbolicTensor<1>>; readonly epsilon: number; readonly isDepthwise: boolean };
  readonly filter: SymbolicTensor<4>;
  readonly bias: SymbolicTensor<1>;
}

export interface FoldedTrace {
  readonly operations: readonly TracedOperation[];
  readonly output: SymbolicTensor<2>;
  readonly folds: readonly Fold[];
}

/** Traces a network again, with each batch norm folded into the convolution before it, unless that has another use too. */
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

/**
 * Computes the filter and the bias of a fold. The caller disposes them.
 * norm(conv(x, filter)) = conv(x, factor * filter) + offset - factor * mean, with factor = scale / sqrt(variance + epsilon).
 */
export function foldTensors({ find }: BoundTensors<TapeValues>, { filter, norm, epsilon, isDepthwise }: Fold['from'], kernels: Kernels): readonly [filter: Tensor4D, bias: Tensor1D] {
  return tidy(() => {
    const factor = div<Tensor1D>(find(norm.scale).tensor, sqrt(add(find(norm.variance).tensor, epsilon)));
    // A filter's last axis is its outputs, but a depthwise filter has one output for each of its channels.
    const folded = mul<Tensor4D>(find(filter).tensor, isDepthwise ? expandDims(factor, 1) : factor);
    return [kernels.castFilter(folded) ?? folded, sub<Tensor1D>(find(norm.offset).tensor, mul(factor, find(norm.mean).tensor))] as [Tensor4D, Tensor1D];
  });
}
