import { setTimeout as wait } from 'node:timers/promises';
import { WorkFailed } from '../../config/index.js';

/** Shortest measurement, seconds. */
export const MIN_SECONDS = 0.75;
/** Returns the shortest measurement of a search that may take `seconds`: a short search makes do with short ones. */
export const shortestOf = (seconds: number): number => Math.min(MIN_SECONDS, seconds / 40);

/** The clock of the measurements. Tests use a virtual one. */
export interface Clock {
  /** Returns monotonic milliseconds. */
  now(): number;
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

/** The clock of this process. */
export const PROCESS_CLOCK: Clock = { now: () => performance.now(), wait: (ms, signal) => wait(ms, undefined, { signal }) };

/** A measurement that had no result when its time was over. */
export class OutOfTime extends WorkFailed {
  constructor() {
    super('The time was too short to measure anything: pictures or steps take too long. Give more --seconds, or tune with a smaller --batch or --size.');
  }
}
