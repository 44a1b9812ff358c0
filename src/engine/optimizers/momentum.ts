import type { Kernels } from '../kernels/kernels.js';
import type { Optimizer } from './optimizer.js';
import type { NamedVariable } from './state.js';

export interface MomentumNumbers {
  readonly learningRate: number;
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
      this.steps += 1;
      return mover.apply((weights) => gradients.of(weights), { rate: learningRate, momentum, weightDecay });
    },
    dispose: () => mover.dispose(),
  };
}
