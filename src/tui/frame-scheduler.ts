/** Shortest time between two frames, ms: 15 a second. */
const SHORTEST_MS = 1000 / 15;
/** Longest that a change waits to be seen, ms. */
const LONGEST_MS = 1000;
/** Share of a core's time that frames may take while nobody presses a key; less than half of what the whole dashboard may. */
const SHARE = 0.004;
/** Weight of the newest frame in the mean of what frames cost. */
const NEWEST = 0.2;

/**
 * Says when to draw: at once where it can, at most 15 times a second, and as seldom as frames are dear, so that they
 * take few thousandths of a core. What changes in between is drawn together. A key's answer does not wait for that.
 */
export class FrameScheduler {
  #timer: NodeJS.Timeout | undefined;
  #due = Infinity;
  #last = -Infinity;
  #cost = 0;

  /** @param now milliseconds of a clock that never goes back */
  constructor(private readonly draw: () => void, private readonly now: () => number = () => performance.now()) {}

  /** Something changed. @param key whether somebody waits for it */
  request(key = false): void {
    const pause = key ? SHORTEST_MS : Math.min(LONGEST_MS, Math.max(SHORTEST_MS, this.#cost / SHARE));
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
