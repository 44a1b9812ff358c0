import type { Worker } from 'node:worker_threads';
import type { Random } from './random.js';

/** Milliseconds between two kills. If threads were killed more often, they would hardly decode anything. */
const KILL_MS = [60, 500] as const;

/** A thread that ends this soon after it has loaded may leave files open that it has read while loading. */
const EARLY_MS = 1000;

/** The decode threads of this process, of all pools. It kills some of them. */
export class DecodeThreads {
  /** Threads that are alive, and when they had loaded, or null while they load. */
  readonly #threads = new Map<Worker, number | null>();
  #timer: NodeJS.Timeout | undefined;
  kills = 0;
  /** Threads that have ended for any reason. */
  ended = 0;
  /** Threads that ended while loading or soon after. */
  endedEarly = 0;

  constructor(private readonly random: Random) {
    process.on('worker', (worker) => {
      this.#threads.set(worker, null);
      // The first message of a piscina thread is that it has loaded.
      worker.once('message', () => this.#threads.has(worker) && this.#threads.set(worker, performance.now()));
      worker.once('exit', () => {
        this.ended++;
        if (performance.now() - (this.#threads.get(worker) ?? performance.now()) < EARLY_MS) this.endedEarly++;
        this.#threads.delete(worker);
      });
    });
  }

  get alive(): number {
    return this.#threads.size;
  }

  startKilling(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#kill();
      this.startKilling();
    }, this.random.integer(...KILL_MS));
  }

  stopKilling(): void {
    clearTimeout(this.#timer);
  }

  /** Kills a thread that has loaded. The end of a loading thread can end the process, which is not this project's fault (see Threads in src/workers). */
  #kill(): void {
    const victims = [...this.#threads].filter(([, loaded]) => loaded !== null).map(([worker]) => worker);
    if (victims.length === 0) return;
    this.kills++;
    void this.random.pick(victims).terminate();
  }
}
