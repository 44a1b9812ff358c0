import { add, mul, sub, tidy } from '@tensorflow/tfjs-core';
import { zeroed, type Learned, type Optimizer } from './optimizer.js';

export interface MomentumNumbers {
  readonly learningRate: number;
  readonly momentum: number;
  /** L2: added to the gradient, times the weight. */
  readonly weightDecay: number;
}

/** Stochastic gradient descent with momentum as PyTorch has it: v = momentum * v + gradient; weight -= rate * v. */
export function createMomentum(learned: readonly Learned[], { learningRate, momentum, weightDecay }: MomentumNumbers): Optimizer {
  const velocities = learned.map(({ variable: weights }) => ({ weights, velocity: zeroed(weights) }));
  return {
    steps: 0,
    memory: learned.map(({ name }, index) => ({ name: `momentum.${name}`, variable: velocities[index].velocity })),
    apply(gradients) {
      this.steps += 1;
      for (const { weights, velocity } of velocities) {
        const gradient = gradients.of(weights);
        if (gradient === undefined) continue;
        tidy(() => {
          velocity.assign(add(mul(velocity, momentum), add(gradient, mul(weights, weightDecay))));
          weights.assign(sub(weights, mul(velocity, learningRate)));
        });
      }
    },
    dispose() {
      for (const { velocity } of velocities) velocity.dispose();
    },
  };
}
