import type { RunEvent } from '../events/index.js';
import { empty, reduce, withBaseline, type Baseline, type Model } from './model/index.js';

/** Holds the model of the run and keeps it up to date, event by event. */
export class Store {
  #model: Model = empty;
  #frozen: Model | null = null;

  /** The newest model. */
  get model(): Model {
    return this.#model;
  }

  /** The model on the screen: the newest one, or the one of the moment when the screen was frozen. */
  get shown(): Model {
    return this.#frozen ?? this.#model;
  }

  dispatch(event: RunEvent): void {
    const { seq, baseline } = this.#model;
    // Another run, or a replay that starts over.
    if (seq !== null && event.seq <= seq) this.#model = withBaseline(empty, baseline);
    this.#model = reduce(this.#model, event);
  }

  setBaseline(baseline: Baseline | null): void {
    this.#model = withBaseline(this.#model, baseline);
  }

  freeze(frozen: boolean): void {
    this.#frozen = frozen ? this.#model : null;
  }
}
