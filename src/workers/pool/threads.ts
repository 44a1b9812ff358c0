import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Worker } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { reasonOf } from '../../config/index.js';
import type { TaskBatch } from './task-states.js';

export interface ThreadsOptions {
  readonly workers: number;
  /** Module that the threads run. It exports `default`, which decodes a batch, and `ready`. */
  readonly file: URL;
  /** @default Node's limit for a thread */
  readonly maxHeapMb?: number;
}

/** `close` does not wait longer than this for a thread that hangs outside of JavaScript. Such a thread cannot be ended. */
const CLOSE_MS = 5000;
/** `close` does not wait longer than this for threads that are loading. */
const LOADING_MS = 5000;
const POLL_MS = 5;
/** Threads beyond the first ones that may fail to load, one after the other, before the pool gives up. */
const SPARE_STARTS = 8;

/** The piscina pool, and which of its threads have loaded. */
export class Threads {
  readonly #piscina: Piscina<TaskBatch | undefined, unknown>;
  #workers: number;
  readonly #alive = new Map<number, Worker>();
  readonly #loaded = new Set<number>();
  /** The first threads. They get work while they are loading: nobody else could do it. */
  readonly #first = new Set<number>();
  /** Threads that the pool itself has ended. */
  readonly #dismissed = new Set<number>();
  /** Threads that failed to load since one last loaded. */
  #failures = 0;
  #lastFailure = 'a thread ended before it had loaded what it needs';
  #died = 0;
  #closed = false;

  /** @param failed called when no thread is left and none can be started */
  constructor({ workers, file, maxHeapMb }: ThreadsOptions, private readonly failed: (reason: string) => void) {
    this.#workers = workers;
    this.#piscina = new Piscina({
      filename: fileURLToPath(file),
      minThreads: workers,
      maxThreads: workers,
      // Threads that are too many get nothing, and piscina ends a thread above `minThreads` that has nothing to do.
      // A batch that waited for a thread to load would hold up the order.
      loadBalancer: (_, all) => {
        const idle = all.filter(({ currentUsage }) => currentUsage === 0);
        return all.length - idle.length < this.#workers ? idle.find(({ id }) => this.#first.has(id) || this.#loaded.has(id)) ?? null : null;
      },
      // The first pictures that were asked for are the first that the pipeline waits for.
      stricterFIFO: true,
      // Each answer has the time that its picture took.
      recordTiming: false,
      ...(maxHeapMb !== undefined && { resourceLimits: { maxOldGenerationSizeMb: maxHeapMb } }),
    });
    // Piscina emits `workerCreate` for its first threads before they have loaded, and for all others after they have.
    for (const thread of this.#piscina.threads) this.#first.add(this.#watch(thread));
    for (const _ of this.#first) void this.#load();
    this.#piscina.on('workerCreate', ({ id }: { readonly id: number }) => {
      const thread = this.#piscina.threads.find(({ threadId }) => threadId === id);
      if (thread !== undefined && !this.#first.has(id)) this.#hasLoaded(this.#watch(thread));
    });
    this.#piscina.on('workerDestroy', ({ id }: { readonly id: number }) => {
      // The thread is still in the list.
      if (this.#piscina.threads.length > this.#workers) this.#dismissed.add(id);
      setImmediate(() => this.#replace());
    });
    this.#piscina.on('error', (error: unknown) => void (this.#lastFailure = reasonOf(error)));
  }

  /** Threads that have loaded, threads that ended, and threads that were dismissed. */
  state() {
    return { ready: this.#loaded.size, died: this.#died, dismissed: this.#dismissed.size };
  }

  /** Runs a batch. An abort ends its thread at once; piscina starts another. */
  run(batch: TaskBatch, signal: AbortSignal): Promise<unknown> {
    // A thread may run the batch and die before its `workerCreate` is emitted.
    for (const worker of this.#piscina.threads) this.#watch(worker);
    return this.#piscina.run(batch, { signal });
  }

  /** Changes the number of threads. Piscina starts one that is missing when a task finds no thread. */
  setWorkers(workers: number): void {
    this.#workers = workers;
    this.#piscina.options.maxThreads = workers;
    this.#piscina.options.minThreads = workers;
  }

  /** Notes that a thread is about to be ended by an abort, so that it does not count as died. */
  dismiss(thread: number): void {
    this.#dismissed.add(thread);
  }

  onceEnded(thread: number, then: () => void): void {
    const worker = this.#alive.get(thread);
    if (worker === undefined) then();
    else worker.once('exit', then);
  }

  /** Ends all threads. Calling it twice is harmless. */
  async close(): Promise<void> {
    this.#closed = true;
    await within(LOADING_MS, (over) => this.#allLoaded(over));
    // A thread that hangs outside of JavaScript may end after the pool is closed. Piscina would still replace it.
    this.#piscina.options.minThreads = 0;
    await within(CLOSE_MS, () => this.#piscina.destroy());
  }

  /**
   * Waits until no thread is loading. To end a thread that is loading can end the process: Node 20 has a fatal error when a thread
   * ends while it requires an ES module, and koffi when it ends while koffi's addon starts.
   */
  async #allLoaded(over: AbortSignal): Promise<void> {
    while (!over.aborted && this.#piscina.threads.some(({ threadId }) => !this.#loaded.has(threadId))) await wait(POLL_MS);
  }

  /** Waits for one of the first threads to load, or makes piscina start a thread that is missing. */
  async #load(): Promise<void> {
    try {
      this.#hasLoaded(await this.#piscina.run(undefined, { name: 'ready' }));
    } catch (error) {
      this.#lastFailure = reasonOf(error);
    }
  }

  #hasLoaded(thread: unknown): void {
    this.#failures = 0;
    if (typeof thread === 'number' && this.#alive.has(thread)) this.#loaded.add(thread);
  }

  #watch(worker: Worker): number {
    const thread = worker.threadId;
    if (this.#alive.has(thread)) return thread;
    this.#alive.set(thread, worker);
    worker.once('exit', () => {
      this.#alive.delete(thread);
      this.#loaded.delete(thread);
      if (!this.#closed && !this.#dismissed.has(thread)) this.#died++;
    });
    return thread;
  }

  /** Piscina replaces a thread that ends. It stops doing so after one has failed to load, which may have been bad luck. */
  #replace(): void {
    if (this.#closed || this.#piscina.threads.length >= this.#workers) return;
    if (this.#failures++ < this.#workers + SPARE_STARTS) void this.#load();
    else if (this.#piscina.threads.length === 0) this.failed(this.#lastFailure);
  }
}

/** Waits for `act`, but not longer than `ms`. Then `over` is aborted. */
async function within(ms: number, act: (over: AbortSignal) => Promise<unknown>): Promise<void> {
  const over = new AbortController();
  await Promise.race([act(over.signal), wait(ms, undefined, { signal: over.signal }).catch(() => undefined)]);
  over.abort();
}
