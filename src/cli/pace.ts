import { noPacing, paced, paceIn, type EventOf, type Pace, type Pacing, type Schedule } from '../events/index.js';

export type { Pace } from '../events/index.js';

/** Follows the steps of a run. */
export class Pacer {
  readonly #schedule: Schedule;
  #pacing: Pacing = noPacing;

  constructor(epochs: number, stepsPerEpoch: number) {
    this.#schedule = { epochs, stepsPerEpoch };
  }

  step(event: EventOf<'step'>): void {
    this.#pacing = paced(this.#pacing, event);
  }

  epoch(event: EventOf<'epoch'>): void {
    this.#pacing = paced(this.#pacing, event);
  }

  /** @param done steps since the run began */
  pace(done: number): Pace {
    return paceIn(this.#pacing, this.#schedule, done);
  }
}
