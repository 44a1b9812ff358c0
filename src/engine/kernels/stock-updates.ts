import { add, div, mul, sqrt, square, sub, tidy, variable, zerosLike, type Variable } from '@tensorflow/tfjs-core';
import { breathe } from '../breath.js';
import { memoryOf } from '../memory.js';
import type { Kernels } from '../types.js';

/** The same updates made of tfjs's own operations: several passes over the weights. */
export const stockUpdates: Pick<Kernels, 'adam' | 'momentum' | 'average'> = {
  adam(variables) {
    const each = variables.map((weights) => ({ weights, m: zeros(weights), v: zeros(weights) }));
    return {
      memory: each.map(({ m, v }) => ({ m: memoryOf(m), v: memoryOf(v) })),
      async move(gradientOf, { rate, epsilon, beta1, beta2 }) {
        for (const { weights, m, v } of each) {
          await breathe();
          const gradient = gradientOf(weights);
          if (gradient === undefined) continue;
          tidy(() => {
            m.assign(add(mul(m, beta1), mul(gradient, 1 - beta1)));
            v.assign(add(mul(v, beta2), mul(square(gradient), 1 - beta2)));
            weights.assign(sub(weights, div(mul(m, rate), add(sqrt(v), epsilon))));
          });
        }
      },
      dispose: () => dispose(each.flatMap(({ m, v }) => [m, v])),
    };
  },

  momentum(variables) {
    const each = variables.map((weights) => ({ weights, velocity: zeros(weights) }));
    return {
      memory: each.map(({ velocity }) => ({ velocity: memoryOf(velocity) })),
      async move(gradientOf, { rate, momentum, weightDecay }) {
        for (const { weights, velocity } of each) {
          await breathe();
          const gradient = gradientOf(weights);
          if (gradient === undefined) continue;
          tidy(() => {
            velocity.assign(add(mul(velocity, momentum), add(gradient, mul(weights, weightDecay))));
            weights.assign(sub(weights, mul(velocity, rate)));
          });
        }
      },
      dispose: () => dispose(each.map(({ velocity }) => velocity)),
    };
  },

  average: (averages) => ({
    async follow(weights, kept) {
      for (const [index, average] of averages.entries()) {
        await breathe();
        tidy(() => average.assign(add(mul(average, kept), mul(weights[index], 1 - kept))));
      }
    },
    dispose() {},
  }),
};

/** A variable of the shape of `like`, all zeros, that is not learned. */
function zeros(like: Variable): Variable {
  return tidy(() => variable(zerosLike(like), false));
}

function dispose(all: readonly Variable[]): void {
  for (const each of all) each.dispose();
}
