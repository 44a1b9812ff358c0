import { add, div, mul, sqrt, square, sub, tidy, variable, zerosLike, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import { yieldToEventLoop } from '../event-loop.js';
import type { Kernels, StateTensor } from './kernels.js';

/** The same updates made of tfjs's operations, with several passes over the weights. */
export const stockUpdates: Pick<Kernels, 'adam' | 'momentum' | 'ema'> = {
  adam(variables) {
    const each = variables.map((variable) => ({ variable, m: zeros(variable), v: zeros(variable) }));
    return {
      state: each.map(({ m, v }) => ({ m: stateTensor(m), v: stateTensor(v) })),
      apply: (gradientOf, { rate, epsilon, beta1, beta2 }) =>
        updateEach(each, gradientOf, ({ variable: weights, m, v }, gradient) => {
          m.assign(add(mul(m, beta1), mul(gradient, 1 - beta1)));
          v.assign(add(mul(v, beta2), mul(square(gradient), 1 - beta2)));
          weights.assign(sub(weights, div(mul(m, rate), add(sqrt(v), epsilon))));
        }),
      dispose: () => dispose(each.flatMap(({ m, v }) => [m, v])),
    };
  },

  momentum(variables) {
    const each = variables.map((variable) => ({ variable, velocity: zeros(variable) }));
    return {
      state: each.map(({ velocity }) => ({ velocity: stateTensor(velocity) })),
      apply: (gradientOf, { rate, momentum, weightDecay }) =>
        updateEach(each, gradientOf, ({ variable: weights, velocity }, gradient) => {
          velocity.assign(add(mul(velocity, momentum), add(gradient, mul(weights, weightDecay))));
          weights.assign(sub(weights, mul(velocity, rate)));
        }),
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

/** Updates every variable that has a gradient. Tensors that `update` makes and does not assign are disposed. */
async function updateEach<Item extends { readonly variable: Variable }>(
  items: readonly Item[], gradientOf: (variable: Variable) => Tensor | undefined, update: (item: Item, gradient: Tensor) => void,
): Promise<void> {
  for (const item of items) {
    await yieldToEventLoop();
    const gradient = gradientOf(item.variable);
    if (gradient !== undefined) tidy(() => update(item, gradient));
  }
}

/** Makes a variable of zeros, in the shape of `like`. */
function zeros(like: Variable): Variable {
  return tidy(() => variable(zerosLike(like), false));
}

const stateTensor = (value: Variable): StateTensor => ({ shape: value.shape, read: () => value.clone(), write: (tensor) => value.assign(tensor) });

function dispose(all: readonly Variable[]): void {
  for (const each of all) each.dispose();
}
