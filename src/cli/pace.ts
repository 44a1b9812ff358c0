import { initialPace, updatePace, computePace, type EventOf, type Pace, type PaceState, type Schedule } from '../events/index.js';

export type { Pace } from '../events/index.js';

/** Measures the speed of a run. */
export class Pacer {
  readonly #schedule: Schedule;
  #pacing: PaceState = initialPace;

  constructor(epochs: number, stepsPerEpoch: number) {
    this.#schedule = { epochs, stepsPerEpoch };
  }

  step(event: EventOf<'step'>): void {
    this.#pacing = updatePace(this.#pacing, event);
  }

  epoch(event: EventOf<'epoch'>): void {
    this.#pacing = updatePace(this.#pacing, event);
  }

  /** Returns the speed over the last seconds. @param done finished steps of the run */
  pace(done: number): Pace {
    return computePace(this.#pacing, this.#schedule, done);
  }
}
