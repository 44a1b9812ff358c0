import { computePace, type Pace, type Schedule } from '../../events/index.js';
import type { Best, Classes, Model } from './model.js';

/** How far a run is. A value is null where no event has it yet. */
export interface Progress {
  /** The epoch in progress, or the one that has just ended; from 1, and 0 before it is known. */
  readonly epoch: number;
  readonly epochs: number | null;
  /** Finished steps of the epoch, and its steps. */
  readonly stepInEpoch: number | null;
  readonly stepsPerEpoch: number | null;
  /** Share of the run that is done, 0 to 1. */
  readonly share: number | null;
}

/** Returns how far the run is. */
export function progressOf(model: Model): Progress {
  const { epoch, step } = model;
  const stepsPerEpoch = stepsPerEpochOf(model);
  const epochs = model.run?.epochs ?? model.lastEpoch?.epochs ?? null;
  return {
    epoch, epochs, stepsPerEpoch,
    stepInEpoch: stepsPerEpoch === null ? null : Math.min(stepsPerEpoch, Math.max(0, step - (Math.max(1, epoch) - 1) * stepsPerEpoch)),
    share: epochs === null || stepsPerEpoch === null ? null : Math.min(1, step / (epochs * stepsPerEpoch)),
  };
}

/** Returns the speed over the last seconds; null before the first step. */
export function paceOf(model: Model): Pace | null {
  if (model.pacing.window.length === 0) return null;
  const { epochs, stepsPerEpoch } = progressOf(model);
  const schedule: Schedule | null = epochs === null || stepsPerEpoch === null ? null : { epochs, stepsPerEpoch };
  return computePace(model.pacing, schedule, model.step);
}

/** Returns the best weights so far. */
export const bestOf = (model: Model): Best | null => model.bests.at(-1) ?? null;

/** Returns the last validation by class; null where the log has none. */
export function classesOf({ run, lastEpoch }: Pick<Model, 'run' | 'lastEpoch'>): Classes | null {
  if (run === null || lastEpoch?.perClass === undefined) return null;
  return { epoch: lastEpoch.epoch, names: run.classes, perClass: lastEpoch.perClass, confusion: lastEpoch.confusion ?? null };
}

/** Returns whether the run reads unlabelled pictures; null before that is known. A run that does not has one step per epoch. */
export function takesPictures(model: Model): boolean | null {
  if (model.pipeline !== null) return true;
  if (model.run === null) return null;
  return (progressOf(model).stepsPerEpoch ?? 1) > 1;
}

/** An epoch event has the steps too, for a log without its run-start. */
function stepsPerEpochOf({ run, lastEpoch }: Model): number | null {
  if (run !== null) return run.stepsPerEpoch;
  return lastEpoch === null ? null : lastEpoch.step / lastEpoch.epoch;
}
