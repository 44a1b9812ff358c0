import { add, div, mul, sqrt, sub, tidy, type Tensor1D, type Tensor4D, type Variable } from '@tensorflow/tfjs-core';
import { BATCH_NORM } from '../engine/index.js';

/** A batch norm in evaluation, which is one factor and one summand a channel. */
export interface Norm {
  readonly scale: Variable;
  readonly offset: Variable;
  readonly mean: Variable;
  readonly variance: Variable;
}

/** A convolution with a batch norm folded into it: `conv(x, filter) + bias`. */
export interface Folded {
  readonly filter: Tensor4D;
  readonly bias: Tensor1D;
}

/** The convolutions of a network with their batch norms in them, each made when it is first asked for. */
export class Folds {
  readonly #folds = new Map<Variable, Folded>();

  /** @param filter HWIO */
  of(filter: Variable, norm: Norm): Folded {
    const known = this.#folds.get(filter);
    if (known !== undefined) return known;
    const folded = fold(filter as Variable & Tensor4D, norm);
    this.#folds.set(filter, folded);
    return folded;
  }

  dispose(): void {
    for (const { filter, bias } of this.#folds.values()) {
      filter.dispose();
      bias.dispose();
    }
    this.#folds.clear();
  }
}

/** norm(conv(x, filter)) = conv(x, factor * filter) + offset - factor * mean, with factor = scale / sqrt(variance + epsilon). */
function fold(filter: Tensor4D, { scale, offset, mean, variance }: Norm): Folded {
  const [folded, bias] = tidy(() => {
    const factor = div<Tensor1D>(scale, sqrt(add(variance, BATCH_NORM.epsilon)));
    return [mul<Tensor4D>(filter, factor), sub<Tensor1D>(offset, mul(factor, mean))];
  });
  return { filter: folded, bias };
}
