import type { Worker } from 'node:worker_threads';
import type { Chance } from './chance.js';

/** Killed more often, the threads would hardly come to work. */
const KILL_MS = [60, 500] as const;

/** The decode threads of this process, whatever pool they belong to: it is told of each that starts, and kills some. */
export class DecodeThreads {
  /** Those that live, and whether they have loaded. */
  readonly #threads = new Map<Worker, boolean>();
  #timer: NodeJS.Timeout | undefined;
  kills = 0;
  /** Threads that have ended, by whatever. */
  ended = 0;

  constructor(private readonly chance: Chance) {
    process.on('worker', (worker) => {
      this.#threads.set(worker, false);
      // The first thing that a thread of piscina's says is that it has loaded.
      worker.once('message', () => this.#threads.has(worker) && this.#threads.set(worker, true));
      worker.once('exit', () => {
        this.ended++;
        this.#threads.delete(worker);
      });
    });
  }

  get alive(): number {
    return this.#threads.size;
  }

  killNowAndThen(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#kill();
      this.killNowAndThen();
    }, this.chance.whole(...KILL_MS));
  }

  spare(): void {
    clearTimeout(this.#timer);
  }

  /** One that has loaded: to end one that is loading can end the process, by no fault of ours (see Threads in src/workers). */
  #kill(): void {
    const victims = [...this.#threads].filter(([, loaded]) => loaded).map(([worker]) => worker);
    if (victims.length === 0) return;
    this.kills++;
    void this.chance.pick(victims).terminate();
  }
}
