import type { Kernels } from '../kernels/kernels.js';
import { updateByRate } from './by-rate.js';
import type { NamedVariable, Optimizer } from './state.js';

/** What stochastic gradient descent with momentum takes. */
export interface MomentumNumbers {
  /** The rate of each step, from step 0. */
  readonly learningRate: (step: number) => number;
  readonly momentum: number;
  /** L2: this times the weight is added to the gradient. */
  readonly weightDecay: number;
}

/** Stochastic gradient descent with momentum as in PyTorch: v = momentum * v + gradient; weight -= rate * v. */
export function createMomentum(kernels: Kernels, parameters: readonly NamedVariable[], { learningRate, momentum, weightDecay }: MomentumNumbers): Optimizer {
  const update = updateByRate(parameters, (variables) => kernels.momentum(variables));
  return {
    steps: 0,
    state: parameters.map(({ name }, index) => ({ name: `momentum.${name}`, ...update.state[index].velocity })),
    apply(gradients) {
      const rate = learningRate(this.steps);
      this.steps += 1;
      return update.apply((variable) => gradients.of(variable), { rate, momentum, weightDecay });
    },
    dispose: () => update.dispose(),
  };
}
