/** Shortest time between two looks, ms: a look asks the system. */
const EVERY_MS = 1000;

/** The process's resident memory for the events of steps, at most once a second. */
export class ResidentMemory {
  #next = -Infinity;

  /** @param now milliseconds of a clock that never goes back */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Bytes; nothing where it was looked at less than a second ago. */
  sample(): { readonly memory?: number } {
    const now = this.now();
    if (now < this.#next) return {};
    this.#next = now + EVERY_MS;
    return { memory: process.memoryUsage.rss() };
  }
}
