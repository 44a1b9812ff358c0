import type { Model } from './model/index.js';

/** The parts of the model that grow with every step and that charts show. */
export type Curves = Pick<Model, 'losses' | 'trainedOnPerSecond' | 'waiting'>;

/** Longest time that a curve stays behind the run, ms. */
const LONGEST_DELAY_MS = 2000;
/** Growth of the run that moves a curve by more than a dot or two. */
const VISIBLE_GROWTH = 0.02;

/**
 * Holds the curves back while a newer one would look the same. Charts are most of a frame's cost, and one step more does not show in
 * a run of thousands. Numbers and bars are never held back.
 */
export class ThrottledCurves {
  #shown: Model | null = null;
  #since = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param onDue called when newer curves are due and no event may come to show them */
  constructor(private readonly onDue: () => void) {}

  /** Returns the curves to show now. */
  curvesOf(model: Model): Curves {
    const shown = this.#shown;
    if (shown === model) return model;
    const now = performance.now();
    if (shown !== null && now - this.#since < LONGEST_DELAY_MS && shown.run === model.run && model.step >= shown.step && model.step < shown.step * (1 + VISIBLE_GROWTH)) {
      this.#timer ??= setTimeout(() => {
        this.refresh();
        this.onDue();
      }, LONGEST_DELAY_MS - (now - this.#since));
      return shown;
    }
    this.refresh();
    this.#since = now;
    this.#shown = model;
    return model;
  }

  /** Makes the next curves the newest ones: a person waits for them. */
  refresh(): void {
    this.#shown = null;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
