import type { Worker } from 'node:worker_threads';
import type { Chance } from './chance.js';

/** Killed more often, the threads would hardly come to work. */
const KILL_MS = [60, 500] as const;

/** A thread that ended so soon after it had loaded may not have come to close what it had read for that. */
const YOUNG_MS = 1000;

/** The decode threads of this process, whatever pool they belong to: it is told of each that starts, and kills some. */
export class DecodeThreads {
  /** Those that live, and when they had loaded; null while they load. */
  readonly #threads = new Map<Worker, number | null>();
  #timer: NodeJS.Timeout | undefined;
  kills = 0;
  /** Threads that have ended, by whatever. */
  ended = 0;
  /** Those of them that had just loaded, or were still loading. */
  endedYoung = 0;

  constructor(private readonly chance: Chance) {
    process.on('worker', (worker) => {
      this.#threads.set(worker, null);
      // The first thing that a thread of piscina's says is that it has loaded.
      worker.once('message', () => this.#threads.has(worker) && this.#threads.set(worker, performance.now()));
      worker.once('exit', () => {
        this.ended++;
        if (performance.now() - (this.#threads.get(worker) ?? performance.now()) < YOUNG_MS) this.endedYoung++;
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
    const victims = [...this.#threads].filter(([, loaded]) => loaded !== null).map(([worker]) => worker);
    if (victims.length === 0) return;
    this.kills++;
    void this.chance.pick(victims).terminate();
  }
}
