import { initialPace, updatePace, computePace, type EventOf, type Pace, type PaceState, type Schedule } from '../events/index.js';

export type { Pace } from '../events/index.js';

/** Follows the steps of a run. */
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

  /** @param done steps since the run began */
  pace(done: number): Pace {
    return computePace(this.#pacing, this.#schedule, done);
  }
}
