/** Shortest time between two frames, ms: 15 frames a second. */
const SHORTEST_MS = 1000 / 15;
/** Longest time that a change waits for its frame, ms. */
const LONGEST_MS = 1000;
/** The share of a core that frames may take while nobody presses a key. */
const SHARE = 0.004;
/** Weight of the newest frame in the mean cost of a frame. */
const NEWEST = 0.2;

/**
 * Decides when to draw a frame: at once where possible, at most 15 times a second, and less often where frames are expensive. Changes
 * in between share a frame. The answer to a key waits for no budget.
 */
export class FrameScheduler {
  #timer: NodeJS.Timeout | undefined;
  #due = Infinity;
  #last = -Infinity;
  #cost = 0;

  /** @param now milliseconds of a clock that never goes back */
  constructor(private readonly draw: () => void, private readonly now: () => number = () => performance.now()) {}

  /** Asks for a frame. @param urgent whether a person waits for it */
  request(urgent = false): void {
    const pause = urgent ? SHORTEST_MS : Math.min(LONGEST_MS, Math.max(SHORTEST_MS, this.#cost / SHARE));
    const now = this.now();
    const due = Math.max(now, this.#last + pause);
    if (due >= this.#due) return;
    clearTimeout(this.#timer);
    this.#due = due;
    this.#timer = setTimeout(() => this.#frame(), due - now);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#due = Infinity;
  }

  #frame(): void {
    this.#due = Infinity;
    const start = this.now();
    this.#last = start;
    this.draw();
    this.#cost += NEWEST * (this.now() - start - this.#cost);
  }
}
