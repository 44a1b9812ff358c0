import { computePace, type Pace, type Schedule } from '../../events/index.js';
import type { Best, Model } from './model.js';

/** How far a run is. What no event has told is null. */
export interface Progress {
  /** The epoch in progress, or the one that has just ended; from 1, 0 before it is known. */
  readonly epoch: number;
  readonly epochs: number | null;
  /** Steps done, of the whole run, and all of them. */
  readonly step: number;
  readonly steps: number | null;
  /** Steps done of the epoch, and its steps. */
  readonly stepInEpoch: number | null;
  readonly stepsPerEpoch: number | null;
  /** Of the run and of the epoch, 0 to 1. */
  readonly share: number | null;
  readonly epochShare: number | null;
}

export function progressOf(model: Model): Progress {
  const { epoch, step } = model;
  const stepsPerEpoch = stepsPerEpochOf(model);
  const epochs = model.run?.epochs ?? model.lastEpoch?.epochs ?? null;
  const steps = epochs === null || stepsPerEpoch === null ? null : epochs * stepsPerEpoch;
  const stepInEpoch = stepsPerEpoch === null ? null : Math.min(stepsPerEpoch, Math.max(0, step - (Math.max(1, epoch) - 1) * stepsPerEpoch));
  return {
    epoch, epochs, step, steps, stepInEpoch, stepsPerEpoch,
    share: steps === null ? null : Math.min(1, step / steps),
    epochShare: stepInEpoch === null || stepsPerEpoch === null ? null : stepInEpoch / stepsPerEpoch,
  };
}

/** How fast steps went over the last seconds; null before the first. Computed when it is asked for. */
export function paceOf(model: Model): Pace | null {
  if (model.pacing.window.length === 0) return null;
  const { epochs, stepsPerEpoch } = progressOf(model);
  const schedule: Schedule | null = epochs === null || stepsPerEpoch === null ? null : { epochs, stepsPerEpoch };
  return computePace(model.pacing, schedule, model.step);
}

/** The best weights so far. */
export const bestOf = (model: Model): Best | null => model.bests.at(-1) ?? null;

/** An epoch's end tells it too, where the run-start was not heard. */
function stepsPerEpochOf({ run, lastEpoch }: Model): number | null {
  if (run !== null) return run.stepsPerEpoch;
  return lastEpoch === null ? null : lastEpoch.step / lastEpoch.epoch;
}
