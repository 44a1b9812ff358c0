import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { reasonOf } from '../../config/index.js';
import type { Packet } from './task-batch.js';

/** What the threads tell of. A thread is known by its number in the process. */
export interface ThreadsTell {
  /** It has loaded what it needs and takes packets. */
  readonly joined: (thread: number) => void;
  /** It ended, for a reason of its own, and is being replaced. */
  readonly died: (thread: number, reason: string) => void;
  /** There may be answers. */
  readonly answered: () => void;
  /** There is no thread any more, and none can be started. */
  readonly failed: (reason: string) => void;
}

export interface ThreadsOptions {
  readonly workers: number;
  /** What they run: exports what takes a packet, and `ready`. */
  readonly file: URL;
  /** @default what Node gives a thread */
  readonly maxHeapMb?: number;
}

/** A thread that hangs outside of JavaScript cannot be ended; closing does not wait for it any longer than this. */
const CLOSE_MS = 5000;
/** Closing waits no longer than this for threads that are loading, and looks so often whether they have loaded. */
const LOADING_MS = 5000;
const LOOK_MS = 5;
/** How many threads more than there are to be may fail to start, one after the other, before no more is tried. */
const PATIENCE = 8;

/** The threads, which piscina starts, feeds and replaces. It is told which of them is to get a message: all get all. */
export class Threads {
  readonly #piscina: Piscina<Packet | undefined, unknown>;
  readonly #tell: ThreadsTell;
  readonly #workers: number;
  readonly #onDuty = new Set<number>();
  /** The thread that the message which is just being handed over is for; null: a new one. */
  #recipient: number | null = null;
  /** Threads that could not be started, since one last could. */
  #failures = 0;
  #lastFailure = 'a thread ended before it had loaded what it needs';
  #closed = false;

  constructor({ workers, file, maxHeapMb }: ThreadsOptions, tell: ThreadsTell) {
    this.#workers = workers;
    this.#tell = tell;
    this.#piscina = new Piscina({
      filename: fileURLToPath(file),
      minThreads: workers,
      maxThreads: workers,
      concurrentTasksPerWorker: Infinity,
      recordTiming: false,
      loadBalancer: (_task, threads) => threads.find(({ id }) => id === this.#recipient) ?? null,
      ...(maxHeapMb !== undefined && { resourceLimits: { maxOldGenerationSizeMb: maxHeapMb } }),
    });
    this.#piscina.on('workerCreate', ({ id }: { readonly id: number }) => void this.#welcome(id));
    this.#piscina.on('workerDestroy', () => setImmediate(() => this.#miss()));
    this.#piscina.on('error', (error: unknown) => void (this.#lastFailure = reasonOf(error)));
    this.#piscina.on('message', () => tell.answered());
  }

  /** Those that take packets. */
  get onDuty(): ReadonlySet<number> {
    return this.#onDuty;
  }

  post(thread: number, packet: Packet): void {
    // Piscina may know of its end already, and tell us in a moment.
    if (!this.#piscina.threads.some(({ threadId }) => threadId === thread)) return;
    this.#recipient = thread;
    this.#piscina.run(packet).then(
      () => this.#tell.answered(),
      (error: unknown) => this.#leave(thread, reasonOf(error)),
    );
  }

  /**
   * Replaces a thread at once, though it may hang and take its time to end. It is not told of as one that died.
   * @param ended called when it has ended
   */
  dismiss(thread: number, ended: () => void): void {
    const worker = this.#piscina.threads.find(({ threadId }) => threadId === thread);
    if (!this.#onDuty.delete(thread) || worker === undefined) return ended();
    // When at last it ends, there is nobody to replace: without this, piscina would start threads even after it was closed.
    worker.removeAllListeners('exit').removeAllListeners('error').on('error', () => undefined).once('exit', ended);
    this.#abortedRun(thread);
  }

  /** Ends all threads, those that are loading once they have loaded, and says whether they have ended. Calling it twice is harmless. */
  async close(): Promise<boolean> {
    this.#closed = true;
    await within(LOADING_MS, (over) => this.#loaded(over));
    return within(CLOSE_MS, () => this.#piscina.destroy());
  }

  /**
   * Waits until no thread is loading. One that is ended in the middle of that can end the process: Node 20 has a fatal error when
   * it comes while an ES module is being required, and koffi when it comes while its addon begins.
   */
  async #loaded(over: AbortSignal): Promise<void> {
    while (!over.aborted && this.#piscina.threads.some(({ threadId }) => !this.#onDuty.has(threadId))) await wait(LOOK_MS);
  }

  async #welcome(thread: number): Promise<void> {
    this.#recipient = thread;
    try {
      await this.#piscina.run(undefined, { name: 'ready' });
    } catch (error) {
      this.#failures++;
      this.#lastFailure = reasonOf(error);
      this.#complete();
      return;
    }
    this.#failures = 0;
    this.#onDuty.add(thread);
    this.#tell.joined(thread);
  }

  #leave(thread: number, reason: string): void {
    if (!this.#onDuty.delete(thread)) return;
    this.#tell.died(thread, reason);
    this.#complete();
  }

  /** Of a thread that ended with nothing to do, or before it had loaded, nothing that it ran could tell. */
  #miss(): void {
    if (this.#closed) return;
    const alive = new Set(this.#piscina.threads.map(({ threadId }) => threadId));
    for (const thread of this.#onDuty) if (!alive.has(thread)) this.#leave(thread, 'it ended');
    this.#complete();
  }

  /** Piscina replaces a thread that ended, but no more once one ended while it was starting. That may have been bad luck. */
  #complete(): void {
    if (this.#closed) return;
    while (this.#piscina.threads.length < this.#workers && this.#failures < this.#workers + PATIENCE) {
      this.#failures++;
      this.#abortedRun(null);
    }
    if (this.#piscina.threads.length === 0) this.#tell.failed(this.#lastFailure);
  }

  /** Piscina's way to end a thread is to abort what it runs; its way to get a new one, to have something that none takes. */
  #abortedRun(thread: number | null): void {
    const end = new AbortController();
    this.#recipient = thread;
    this.#piscina.run(undefined, { name: 'ready', signal: end.signal }).catch(() => undefined);
    end.abort();
  }
}

/** Whether something is done in so many ms; nobody waits for it any longer, and `over` is aborted. */
async function within(ms: number, act: (over: AbortSignal) => Promise<unknown>): Promise<boolean> {
  const over = new AbortController();
  const late = wait(ms, false, { signal: over.signal }).catch(() => false);
  const done = await Promise.race([act(over.signal).then(() => true), late]);
  over.abort();
  return done;
}
