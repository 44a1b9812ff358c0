import type { Model } from './model/index.js';

/** What charts are drawn of that grows with every step. */
export type Curves = Pick<Model, 'losses' | 'imagesPerSecond' | 'waiting'>;

/** Longest that a curve is behind, ms. */
const LONGEST_DELAY_MS = 2000;
/** Growth of the run that moves a curve by more than a dot or two. */
const VISIBLE_GROWTH = 0.02;

/**
 * Holds the curves back while they would look the same, or nearly: most of what a frame costs is to draw them anew, and a step more
 * does not show on a run of thousands. What they are beside, numbers and bars, is of the moment.
 */
export class ThrottledCurves {
  #held: Model | null = null;
  #since = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param onBehind told when curves that were held back have been so for long enough */
  constructor(private readonly onBehind: () => void) {}

  /** Those to draw now. */
  curvesOf(model: Model): Curves {
    const held = this.#held;
    if (held === model) return model;
    const now = performance.now();
    if (held !== null && now - this.#since < LONGEST_DELAY_MS && held.run === model.run && model.step >= held.step && model.step < held.step * (1 + VISIBLE_GROWTH)) {
      // No other event may come.
      this.#timer ??= setTimeout(() => this.#fall(), LONGEST_DELAY_MS - (now - this.#since));
      return held;
    }
    this.refresh();
    this.#since = now;
    this.#held = model;
    return model;
  }

  /** Somebody waits for them: the next are the newest. */
  refresh(): void {
    this.#held = null;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #fall(): void {
    this.refresh();
    this.onBehind();
  }
}
