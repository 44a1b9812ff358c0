/** Measures seconds of work, without pauses. */
export class Stopwatch {
  #since: number | null;
  #ms: number;

  /** @param seconds work done before */
  constructor(seconds = 0, private readonly now: () => number = () => performance.now()) {
    this.#ms = seconds * 1000;
    this.#since = now();
  }

  get seconds(): number {
    return (this.#ms + (this.#since === null ? 0 : this.now() - this.#since)) / 1000;
  }

  pause(): void {
    this.#ms = this.seconds * 1000;
    this.#since = null;
  }

  resume(): void {
    this.#since ??= this.now();
  }
}
