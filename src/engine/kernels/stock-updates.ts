import { add, div, mul, sqrt, square, sub, tidy, variable, zerosLike, type Variable } from '@tensorflow/tfjs-core';
import { yieldToEventLoop } from '../event-loop.js';
import type { Kernels, StateTensor } from './kernels.js';

/** The same updates made of tfjs's operations, with several passes over the weights. */
export const stockUpdates: Pick<Kernels, 'adam' | 'momentum' | 'ema'> = {
  adam(variables) {
    const each = variables.map((weights) => ({ weights, m: zeros(weights), v: zeros(weights) }));
    return {
      state: each.map(({ m, v }) => ({ m: stateTensor(m), v: stateTensor(v) })),
      async apply(gradientOf, { rate, epsilon, beta1, beta2 }) {
        for (const { weights, m, v } of each) {
          await yieldToEventLoop();
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
      state: each.map(({ velocity }) => ({ velocity: stateTensor(velocity) })),
      async apply(gradientOf, { rate, momentum, weightDecay }) {
        for (const { weights, velocity } of each) {
          await yieldToEventLoop();
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

  ema: (averages) => ({
    async apply(weights, decay) {
      for (const [index, average] of averages.entries()) {
        await yieldToEventLoop();
        tidy(() => average.assign(add(mul(average, decay), mul(weights[index], 1 - decay))));
      }
    },
    dispose() {},
  }),
};

/** Makes a variable of zeros, in the shape of `like`. */
function zeros(like: Variable): Variable {
  return tidy(() => variable(zerosLike(like), false));
}

const stateTensor = (value: Variable): StateTensor => ({ shape: value.shape, read: () => value.clone(), write: (tensor) => value.assign(tensor) });

function dispose(all: readonly Variable[]): void {
  for (const each of all) each.dispose();
}
