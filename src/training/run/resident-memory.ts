/** Milliseconds between two samples: each asks the system. */
const EVERY_MS = 1000;

/** Samples the process's resident memory for `step` events, at most once a second. */
export class ResidentMemory {
  #next = -Infinity;

  /** @param now a monotonic clock, ms */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Returns bytes, or nothing where the last sample is less than a second old. */
  sample(): { readonly memory?: number } {
    const now = this.now();
    if (now < this.#next) return {};
    this.#next = now + EVERY_MS;
    return { memory: process.memoryUsage.rss() };
  }
}
