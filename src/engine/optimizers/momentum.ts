import type { Kernels } from '../kernels/kernels.js';
import type { Optimizer } from './optimizer.js';
import type { NamedVariable } from './state.js';

export interface MomentumNumbers {
  /** The rate of each step, from step 0. */
  readonly learningRate: (step: number) => number;
  readonly momentum: number;
  /** L2: added to the gradient, times the weight. */
  readonly weightDecay: number;
}

/** Stochastic gradient descent with momentum as PyTorch has it: v = momentum * v + gradient; weight -= rate * v. */
export function createMomentum(kernels: Kernels, learned: readonly NamedVariable[], { learningRate, momentum, weightDecay }: MomentumNumbers): Optimizer {
  const mover = kernels.momentum(learned.map(({ variable }) => variable));
  return {
    steps: 0,
    state: learned.map(({ name }, index) => ({ name: `momentum.${name}`, ...mover.state[index].velocity })),
    apply(gradients) {
      const rate = learningRate(this.steps);
      this.steps += 1;
      return mover.apply((weights) => gradients.of(weights), { rate, momentum, weightDecay });
    },
    dispose: () => mover.dispose(),
  };
}
