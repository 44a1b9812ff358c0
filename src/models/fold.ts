import { add, div, expandDims, mul, sqrt, sub, tidy, type Tensor, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core';
import { BoundTensors, isOperation, Trace, type BatchNorm, type Kernels, type Rank, type SymbolicTensor, type SymbolicValues, type Tape, type TapeValues, type TracedOperation } from '../engine/index.js';
import type { NetworkSpec } from './network-spec.js';

/** A convolution's filter and the batch norm after it, and what takes their place: a filter and a bias. */
export interface Fold {
  readonly from: { readonly filter: SymbolicTensor<4>; readonly norm: BatchNorm<SymbolicTensor<1>>; readonly epsilon: number; readonly isDepthwise: boolean };
  readonly filter: SymbolicTensor<4>;
  readonly bias: SymbolicTensor<1>;
}

export interface FoldedTrace<Out extends Rank> {
  readonly operations: readonly TracedOperation[];
  readonly output: SymbolicTensor<Out>;
  readonly folds: readonly Fold[];
}

/**
 * Traces a network again, with each batch norm folded into the convolution before it, unless that has another use too.
 * @param which `frozen`: only those that are always in evaluation mode, so the result serves training too
 */
export function foldBatchNorms<In extends Rank, Out extends Rank>({ input, output, parameters, operations }: NetworkSpec<In, Out>, which: 'all' | 'frozen'): FoldedTrace<Out> {
  const trace = new Trace();
  const folds: Fold[] = [];
  const replaced = new BoundTensors<SymbolicValues>().bind(input, input);
  for (const { symbolic } of parameters) replaced.bind(symbolic, symbolic);
  for (const operation of operations) {
    if (replaced.has(operation.output)) continue;
    const [next, ...others] = operations.filter(({ inputs }) => inputs.some((tensor) => tensor === operation.output));
    const isConvolution = isOperation(operation, 'conv2d') || isOperation(operation, 'depthwiseConv2d');
    if (isConvolution && next !== undefined && isOperation(next, 'batchNorm') && others.length === 0 && (which === 'all' || next.attributes.frozen)) {
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
export function foldTensors(bound: BoundTensors<TapeValues>, from: Fold['from'], kernels: Kernels): readonly [filter: Tensor4D, bias: Tensor1D] {
  const { find } = bound;
  return tidy(() => {
    const folded = mul<Tensor4D>(find(from.filter).tensor, filterFactor(bound, from));
    return [kernels.castFilter(folded) ?? folded, sub<Tensor1D>(find(from.norm.offset).tensor, mul(factorOf(bound, from), find(from.norm.mean).tensor))] as [Tensor4D, Tensor1D];
  });
}

/** Folds the present values in a pass. The gradient of the folded filter goes back to the filter that it was made of. */
export function bindFold(tape: Tape, bound: BoundTensors<TapeValues>, { from, filter, bias }: Fold, kernels: Kernels): void {
  const [folded, offset] = foldTensors(bound, from, kernels);
  bound.bind(filter, tape.record([bound.find(from.filter)], folded, (dy) => [tidy(() => mul(dy, filterFactor(bound, from)))]));
  bound.bind(bias, tape.record([], offset, () => []));
}

const factorOf = ({ find }: BoundTensors<TapeValues>, { norm, epsilon }: Fold['from']): Tensor1D =>
  div<Tensor1D>(find(norm.scale).tensor, sqrt(add(find(norm.variance).tensor, epsilon)));

/** A filter's last axis is its outputs, but a depthwise filter has one output for each of its channels. */
const filterFactor = (bound: BoundTensors<TapeValues>, from: Fold['from']): Tensor => (from.isDepthwise ? expandDims(factorOf(bound, from), 1) : factorOf(bound, from));
