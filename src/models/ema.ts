import type { Kernels, NamedVariable } from '../engine/index.js';

/** The running average of a network's parameters. */
export interface Ema {
  /** Moves it a part of the way to its network. @param steps taken before the one just done */
  update(steps: number): Promise<void>;
  /** Lets go of what following took. The parameters stay, with their values. */
  dispose(): void;
}

/**
 * Lets each average follow its weight: average = d * average + (1 - d) * weight, batch norm's running statistics with the
 * rest. d is `decay`, and less in the first steps, (1 + steps) / (10 + steps), so that the values drawn at the start are
 * soon forgotten (as TensorFlow's ExponentialMovingAverage has it).
 * @param averages parameters of the same network, in the same order
 */
export function createEma(kernels: Kernels, averages: readonly NamedVariable[], weights: readonly NamedVariable[], decay: number): Ema {
  const follower = kernels.ema(averages.map(({ variable }) => variable));
  const followed = weights.map(({ variable }) => variable);
  return {
    update: (steps) => follower.apply(followed, Math.min(decay, (1 + steps) / (10 + steps))),
    dispose: () => follower.dispose(),
  };
}
