import type { RunEvent } from '../events/index.js';
import { empty, reduce, withBaseline, type Baseline, type Model } from './model/index.js';

/** The model of the run that is shown, event by event. */
export class Store {
  #model: Model = empty;
  #frozen: Model | null = null;

  /** What is known by now. */
  get model(): Model {
    return this.#model;
  }

  /** What the screen shows: what was known when it was frozen, else the model. */
  get shown(): Model {
    return this.#frozen ?? this.#model;
  }

  dispatch(event: RunEvent): void {
    const { seq, baseline } = this.#model;
    // Another run, or a replay from its beginning.
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
