import type { Tensor1D } from '@tensorflow/tfjs-core';
import type { RunningStatistics, Tape, Value } from '../../src/engine/index.js';

/** Running statistics as values on a tape. */
export interface RunningValues {
  readonly mean: Value<Tensor1D>;
  readonly variance: Value<Tensor1D>;
}

export const valuesOn = (tape: Tape, { mean, variance }: RunningStatistics): RunningValues => ({ mean: tape.variable(mean), variance: tape.variable(variance) });
