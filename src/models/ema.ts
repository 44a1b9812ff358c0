import type { Kernels, NamedVariable } from '../engine/index.js';

/** An exponential moving average of a network's parameters. */
export interface Ema {
  /** Updates the average. @param steps steps done before the last one */
  update(steps: number): Promise<void>;
  /** Frees what the updates need. The averages stay, with their values. */
  dispose(): void;
}

/**
 * Averages a network's parameters, batch norm's running statistics included: average = d * average + (1 - d) * weight.
 * d is `decay`, or (1 + steps) / (10 + steps) where that is less, as in TensorFlow's ExponentialMovingAverage: the first
 * values are soon forgotten.
 * @param averages parameters of the same network, in the same order
 */
export function createEma(kernels: Kernels, averages: readonly NamedVariable[], weights: readonly NamedVariable[], decay: number): Ema {
  const ema = kernels.ema(averages.map(({ variable }) => variable));
  const variables = weights.map(({ variable }) => variable);
  return {
    update: (steps) => ema.apply(variables, Math.min(decay, (1 + steps) / (10 + steps))),
    dispose: () => ema.dispose(),
  };
}
