import { add, mul, scalar, tidy, zerosLike, type Scalar, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import { yieldToEventLoop } from '../event-loop.js';
import { floatScalar } from './constants.js';
import { float32 } from './float-types.js';
import type { Kernels, StateTensor } from './kernels.js';
import { execute, onGpu, type Attributes } from './native.js';
import { InPlaceVariable, Resource } from './resource.js';
import { stockUpdates } from './stock-updates.js';

/** TensorFlow's own updates: one pass over the weights and the optimizer's state, in place. */
export const fusedUpdates: Pick<Kernels, 'adam' | 'momentum' | 'ema'> = {
  adam(variables) {
    const each = variables.map((variable) => ({ weights: new InPlaceVariable(variable), m: zeros(variable), v: zeros(variable) }));
    return {
      state: each.map(({ m, v }) => ({ m: stateTensor(m), v: stateTensor(v) })),
      apply: (gradientOf, { rate, epsilon, beta1, beta2 }) => withScalars([rate, epsilon], async ([lr, eps]) => {
        // TensorFlow would correct the moments by these powers of the betas. With zeros it uses the rate as it is.
        const powers = [floatScalar(0), floatScalar(0)];
        const numbers = [lr, floatScalar(beta1), floatScalar(beta2), eps];
        for (const { weights, m, v } of each) {
          await yieldToEventLoop();
          const gradient = gradientOf(weights.variable);
          if (gradient !== undefined) weights.update((handle) => void execute('ResourceApplyAdam', [handle, m.handle, v.handle, ...powers, ...numbers, gradient], update, 0));
        }
      }),
      dispose: () => dispose(each.flatMap(({ weights, m, v }) => [weights, m, v])),
    };
  },

  momentum(variables) {
    const each = variables.map((variable) => ({ weights: new InPlaceVariable(variable), velocity: zeros(variable) }));
    return {
      state: each.map(({ velocity }) => ({ velocity: stateTensor(velocity) })),
      apply: (gradientOf, { rate, momentum, weightDecay }) => withScalars([rate], async ([lr]) => {
        for (const { weights, velocity } of each) {
          await yieldToEventLoop();
          const gradient = gradientOf(weights.variable);
          if (gradient === undefined) continue;
          tidy(() => {
            const decayed: Tensor = weightDecay === 0 ? gradient : add(gradient, mul(weights.variable, weightDecay));
            weights.update((handle) => void execute('ResourceApplyMomentum', [handle, velocity.handle, lr, decayed, floatScalar(momentum)], update, 0));
          });
        }
      }),
      dispose: () => dispose(each.flatMap(({ weights, velocity }) => [weights, velocity])),
    };
  },

  ema(averages) {
    // TensorFlow has the kernel below on CPUs only.
    if (onGpu()) return stockUpdates.ema(averages);
    const each = averages.map((average) => new InPlaceVariable(average));
    return {
      // Proximal gradient descent (Duchi & Singer, 2009) without its l1: average = (average - alpha weight) / (1 + alpha l2).
      // With l2 = -1 and alpha = -(1 - decay) / decay this is decay average + (1 - decay) weight, in one pass and in place.
      apply: (weights, decay) => withScalars([-(1 - decay) / decay], async ([alpha]) => {
        const numbers = [alpha, floatScalar(0), floatScalar(-1)];
        for (const [index, average] of each.entries()) {
          await yieldToEventLoop();
          average.update((handle) => void execute('ResourceApplyProximalGradientDescent', [handle, ...numbers, weights[index]], float32, 0));
        }
      }),
      dispose: () => dispose(each),
    };
  },
};

const update: Attributes = { ...float32, bools: { use_locking: false, use_nesterov: false } };

/** Gives `work` scalars and disposes them when it has finished. `tidy` would dispose them where `work` first awaits. */
async function withScalars(values: readonly number[], work: (scalars: readonly Scalar[]) => Promise<void>): Promise<void> {
  const scalars = values.map((value) => scalar(value));
  try {
    await work(scalars);
  } finally {
    dispose(scalars);
  }
}

function zeros(like: Variable): Resource {
  const initial = zerosLike(like);
  try {
    return new Resource(initial);
  } finally {
    initial.dispose();
  }
}

const stateTensor = (resource: Resource): StateTensor => ({ shape: resource.shape, read: () => resource.read(), write: (value) => resource.write(value) });

function dispose(all: readonly { dispose(): void }[]): void {
  for (const each of all) each.dispose();
}
