import { add, mul, scalar, tidy } from '@tensorflow/tfjs-core';
import type { Parameter } from './types.js';

/**
 * Moves each average a part of the way to the weights that it follows: average = d * average + (1 - d) * weight, batch
 * norm's running statistics with the rest. d is `decay`, and less in the first steps, (1 + steps) / (10 + steps), so that
 * the values drawn at the start are soon forgotten (as TensorFlow's ExponentialMovingAverage has it).
 * @param averages parameters of the same network, in the same order
 * @param steps taken before the one just done
 */
export function moveAverages(averages: readonly Parameter[], weights: readonly Parameter[], decay: number, steps: number): void {
  const kept = Math.min(decay, (1 + steps) / (10 + steps));
  tidy(() => {
    const [old, fresh] = [scalar(kept), scalar(1 - kept)];
    for (const [index, { variable }] of averages.entries()) {
      tidy(() => variable.assign(add(mul(variable, old), mul(weights[index].variable, fresh))));
    }
  });
}
