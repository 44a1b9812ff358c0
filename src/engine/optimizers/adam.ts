import { add, div, mul, sqrt, square, sub, tidy } from '@tensorflow/tfjs-core';
import { zeroed, type Learned, type Optimizer } from './optimizer.js';

export interface AdamNumbers {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
}

const EPSILON = 1e-8;

/**
 * Adam (Kingma & Ba, 2014) as PyTorch has it: both moments corrected for their start at zero, epsilon outside the root.
 * The corrections are folded into the step size and epsilon, which saves two passes over the weights:
 * lr / c1 * m / (sqrt(v / c2) + eps) = lr * sqrt(c2) / c1 * m / (sqrt(v) + eps * sqrt(c2)).
 */
export function createAdam(learned: readonly Learned[], { learningRate, beta1, beta2 }: AdamNumbers): Optimizer {
  const moments = learned.map(({ variable: weights }) => ({
    weights,
    first: zeroed(weights),
    second: zeroed(weights),
  }));
  return {
    steps: 0,
    memory: learned.flatMap(({ name }, index) => [
      { name: `m.${name}`, variable: moments[index].first },
      { name: `v.${name}`, variable: moments[index].second },
    ]),
    apply(gradients) {
      this.steps += 1;
      const root = Math.sqrt(1 - beta2 ** this.steps);
      const rate = (learningRate * root) / (1 - beta1 ** this.steps);
      for (const { weights, first, second } of moments) {
        const gradient = gradients.of(weights);
        if (gradient === undefined) continue;
        tidy(() => {
          first.assign(add(mul(first, beta1), mul(gradient, 1 - beta1)));
          second.assign(add(mul(second, beta2), mul(square(gradient), 1 - beta2)));
          weights.assign(sub(weights, div(mul(first, rate), add(sqrt(second), EPSILON * root))));
        });
      }
    },
    dispose() {
      for (const { first, second } of moments) {
        first.dispose();
        second.dispose();
      }
    },
  };
}
