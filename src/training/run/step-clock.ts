import type { StepCounters } from '../../pipeline/index.js';

/** The time that steps wait for batches, for the report on the pipeline. */
export class StepClock {
  /** Whether steps follow each other: not during a validation or a pause. */
  stepping = false;
  #waitedMs = 0;
  #waitingSince: number | null = null;

  async wait<Value>(batch: Promise<Value>): Promise<Value> {
    const since = performance.now();
    this.#waitingSince = since;
    try {
      return await batch;
    } finally {
      this.#waitingSince = null;
      this.#waitedMs += performance.now() - since;
    }
  }

  /** Returns the counters at this moment; a wait that still lasts counts up to now. @param steps steps done so far */
  counters(steps: number): StepCounters {
    const waiting = this.#waitingSince === null ? 0 : performance.now() - this.#waitingSince;
    return { steps, waitMs: this.#waitedMs + waiting, stepping: this.stepping };
  }
}
