import { add, mul, scalar, tidy, zerosLike, type Scalar, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import { breathe } from '../breath.js';
import type { Kernels, Memory } from '../types.js';
import { fixed } from './constants.js';
import { execute, onCard, type Attributes } from './native.js';
import { float } from './reals.js';
import { Moved, Resource } from './resource.js';
import { stockUpdates } from './stock-updates.js';

/** TensorFlow's own updates: one pass over the weights and what is remembered of them, in place. */
export const fusedUpdates: Pick<Kernels, 'adam' | 'momentum' | 'average'> = {
  adam(variables) {
    const each = variables.map((variable) => ({ weights: new Moved(variable), m: zeros(variable), v: zeros(variable) }));
    return {
      memory: each.map(({ m, v }) => ({ m: memoryOf(m), v: memoryOf(v) })),
      move: (gradientOf, { rate, epsilon, beta1, beta2 }) => withScalars([rate, epsilon], async ([lr, eps]) => {
        // TensorFlow would correct the moments by these powers of the betas; as nothing, they leave the rate as it is.
        const powers = [fixed(0), fixed(0)];
        const numbers = [lr, fixed(beta1), fixed(beta2), eps];
        for (const { weights, m, v } of each) {
          await breathe();
          const gradient = gradientOf(weights.variable);
          if (gradient !== undefined) weights.move((handle) => void execute('ResourceApplyAdam', [handle, m.handle, v.handle, ...powers, ...numbers, gradient], update, 0));
        }
      }),
      dispose: () => dispose(each.flatMap(({ weights, m, v }) => [weights, m, v])),
    };
  },

  momentum(variables) {
    const each = variables.map((variable) => ({ weights: new Moved(variable), velocity: zeros(variable) }));
    return {
      memory: each.map(({ velocity }) => ({ velocity: memoryOf(velocity) })),
      move: (gradientOf, { rate, momentum, weightDecay }) => withScalars([rate], async ([lr]) => {
        for (const { weights, velocity } of each) {
          await breathe();
          const gradient = gradientOf(weights.variable);
          if (gradient === undefined) continue;
          tidy(() => {
            const decayed: Tensor = weightDecay === 0 ? gradient : add(gradient, mul(weights.variable, weightDecay));
            weights.move((handle) => void execute('ResourceApplyMomentum', [handle, velocity.handle, lr, decayed, fixed(momentum)], update, 0));
          });
        }
      }),
      dispose: () => dispose(each.flatMap(({ weights, velocity }) => [weights, velocity])),
    };
  },

  average(averages) {
    // TensorFlow has the kernel below for processors alone.
    if (onCard()) return stockUpdates.average(averages);
    const each = averages.map((average) => new Moved(average));
    return {
      // Proximal gradient descent (Duchi & Singer, 2009) without its l1: average = (average - alpha weight) / (1 + alpha l2).
      // With l2 = -1 and alpha = -(1 - kept) / kept that is kept average + (1 - kept) weight, in one pass and in place.
      follow: (weights, kept) => withScalars([-(1 - kept) / kept], async ([alpha]) => {
        const numbers = [alpha, fixed(0), fixed(-1)];
        for (const [index, average] of each.entries()) {
          await breathe();
          average.move((handle) => void execute('ResourceApplyProximalGradientDescent', [handle, ...numbers, weights[index]], float, 0));
        }
      }),
      dispose: () => dispose(each),
    };
  },
};

const update: Attributes = { ...float, bools: { use_locking: false, use_nesterov: false } };

/** A scope would not do: it ends where `work` first waits. */
async function withScalars(values: readonly number[], work: (scalars: readonly Scalar[]) => Promise<void>): Promise<void> {
  const scalars = values.map((value) => scalar(value));
  try {
    await work(scalars);
  } finally {
    dispose(scalars);
  }
}

function zeros(like: Variable): Resource {
  const start = zerosLike(like);
  try {
    return new Resource(start);
  } finally {
    start.dispose();
  }
}

function memoryOf(resource: Resource): Memory {
  return { shape: resource.shape, read: () => resource.read(), write: (value) => resource.write(value) };
}

function dispose(all: readonly { dispose(): void }[]): void {
  for (const each of all) each.dispose();
}
