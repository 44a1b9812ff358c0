import type { Kernels } from '../kernels/kernels.js';
import { updateByRate } from './by-rate.js';
import type { NamedVariable, Optimizer } from './state.js';

/** What Adam takes. */
export interface AdamNumbers {
  /** The rate of each step, from step 0. */
  readonly learningRate: (step: number) => number;
  readonly beta1: number;
  readonly beta2: number;
}

const EPSILON = 1e-8;

/**
 * Adam (Kingma & Ba, 2014) as in PyTorch: both moments are corrected for their start at zero, and epsilon is outside the root.
 * The corrections are folded into rate and epsilon, which saves two passes over the weights:
 * lr / c1 * m / (sqrt(v / c2) + eps) = lr * sqrt(c2) / c1 * m / (sqrt(v) + eps * sqrt(c2)).
 */
export function createAdam(kernels: Kernels, parameters: readonly NamedVariable[], { learningRate, beta1, beta2 }: AdamNumbers): Optimizer {
  const update = updateByRate(parameters, (variables) => kernels.adam(variables));
  return {
    steps: 0,
    state: parameters.flatMap(({ name }, index) => {
      const { m, v } = update.state[index];
      return [{ name: `m.${name}`, ...m }, { name: `v.${name}`, ...v }];
    }),
    apply(gradients) {
      const rate = learningRate(this.steps);
      this.steps += 1;
      const root = Math.sqrt(1 - beta2 ** this.steps);
      return update.apply((variable) => gradients.of(variable), { rate: (rate * root) / (1 - beta1 ** this.steps), epsilon: EPSILON * root, beta1, beta2 });
    },
    dispose: () => update.dispose(),
  };
}
