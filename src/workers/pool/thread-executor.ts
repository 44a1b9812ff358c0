import { performance } from 'node:perf_hooks';
import { reasonOf } from '../../config/index.js';
import { errors } from '../errors.js';
import type { Executor, ExecutorEvents, Job } from './executor.js';
import { refuse } from './refusal.js';
import { TaskStates } from './task-states.js';
import { Threads, type ThreadsOptions } from './threads.js';
import { findLate, type Watched } from './time-limit.js';

/**
 * Pictures in one piscina task, at most. Measured in processor time per picture, on PNGs of 28 pixels: 1 costs 24 % more than 8,
 * 4 costs 3 % more, and 16 costs 2 % less. A larger batch waits longer for its slowest picture.
 */
const BATCH = 8;
/** Batches for each worker that the jobs are split into, at least, so that no worker runs out of work. */
const BATCHES_PER_WORKER = 2;
/** Milliseconds between two checks: an eighth of the time limit, within these bounds. */
const CHECK_MS = [10, 250] as const;
/** A worker that is busy with cancelled pictures only is given this long to finish them. */
const CANCELLED_MS = 500;
/** Piscina's reason for a thread that was ended from outside. A thread that exits with code 1 by itself says so in its states. */
const TERMINATED = 'worker exited with code: 1';

export interface ThreadExecutorOptions extends ThreadsOptions {
  /** Seconds that a picture may take from when a worker has begun it. */
  readonly decodeTimeout: number;
}

interface BatchEntry extends Watched {
  readonly job: Job;
  readonly batch: SentBatch;
  readonly index: number;
  /** Time in ms at which the job was cancelled while a worker was busy with it. */
  cancelledAt: number | null;
  /** Releases the cache, which the worker may still use. */
  releaseCache: (() => void) | undefined;
}

interface SentBatch {
  readonly entries: readonly BatchEntry[];
  readonly states: TaskStates;
  readonly exclusive: boolean;
  /** Ends the batch together with its thread. */
  readonly stop: AbortController;
}

/** Decodes in threads of this process. Piscina queues batches, gives a worker one at a time, and replaces threads that end. */
export class ThreadExecutor implements Executor {
  readonly checkMs: number;
  readonly #threads: Threads;
  readonly #limitMs: number;
  readonly #batches = new Set<SentBatch>();
  /** Entries whose job is not reported and not cancelled. */
  readonly #entries = new Map<Job, BatchEntry>();

  #workers: number;

  constructor(options: ThreadExecutorOptions, private readonly events: ExecutorEvents) {
    this.#workers = options.workers;
    this.#limitMs = options.decodeTimeout * 1000;
    const [least, most] = CHECK_MS;
    this.checkMs = Math.min(Math.max(this.#limitMs / 8, least), most);
    this.#threads = new Threads(options, (reason) => this.#fail(reason));
  }

  get idle(): boolean {
    return this.#batches.size === 0;
  }

  /** Pictures that no worker has begun, pictures that a worker is busy with (cancelled or not), and what happened to threads. */
  state() {
    const count = (is: (entry: BatchEntry) => boolean): number => [...this.#batches].flatMap(({ entries }) => entries).filter(is).length;
    return {
      ...this.#threads.state(),
      waiting: count(({ batch, index }) => batch.states.isWaiting(index)),
      busy: count(({ batch, index }) => batch.states.isBusy(index)),
    };
  }

  start(jobs: readonly Job[], exclusive: boolean): number {
    const most = Math.floor((this.#entries.size + jobs.length) / (this.#workers * BATCHES_PER_WORKER));
    const size = Math.min(Math.max(most, 1), BATCH);
    for (let first = 0; first < jobs.length; first += size) void this.#run(this.#batchOf(jobs.slice(first, first + size), exclusive));
    return jobs.length;
  }

  cancel(job: Job): void {
    const entry = this.#entries.get(job);
    if (entry === undefined) return;
    const { batch: { states }, index } = entry;
    this.#entries.delete(job);
    // A batch without work stays in piscina's queue: an abort could end a thread that is still loading.
    states.cancel(index);
    if (!states.isBusy(index)) return;
    entry.cancelledAt = performance.now();
    entry.releaseCache = job.task.retainCache?.();
  }

  drain(): void {
    for (const entry of this.#entries.values()) {
      const { batch: { states }, index } = entry;
      if (!states.isWaiting(index)) continue;
      states.cancel(index);
      if (!states.isBusy(index)) this.#lose(entry, false, 0, 'the pool was closed');
    }
  }

  check(): void {
    const now = performance.now();
    for (const batch of this.#batches) {
      this.#collect(batch);
      const busy = batch.entries.filter(({ index }) => batch.states.isBusy(index));
      if (busy.length === 0) continue;
      const late = findLate(busy, now, this.#limitMs);
      const unwanted = busy.every(({ cancelledAt }) => cancelledAt !== null && now - cancelledAt >= CANCELLED_MS);
      if (late !== null || unwanted) this.#dismiss(batch, unwanted ? [] : late ?? []);
    }
  }

  setWorkers(workers: number): void {
    this.#workers = workers;
    this.#threads.setWorkers(workers);
  }

  close(): Promise<void> {
    return this.#threads.close();
  }

  #batchOf(jobs: readonly Job[], exclusive: boolean): SentBatch {
    const entries: BatchEntry[] = [];
    const batch: SentBatch = { entries, states: TaskStates.for(jobs.length), exclusive, stop: new AbortController() };
    for (const [index, job] of jobs.entries()) {
      const entry: BatchEntry = { job, batch, index, begunAt: null, lateAt: null, cancelledAt: null, releaseCache: undefined };
      entries.push(entry);
      this.#entries.set(job, entry);
    }
    return batch;
  }

  async #run(batch: SentBatch): Promise<void> {
    this.#batches.add(batch);
    // Functions cannot be sent to a thread. Of a part of a buffer, the whole buffer would be.
    const tasks = batch.entries.map(({ job: { task } }) => ({ ...task, retainCache: undefined, ...(task.bytes && { bytes: new Uint8Array(task.bytes) }) }));
    try {
      await this.#threads.run({ tasks, states: batch.states.memory }, batch.stop.signal);
      this.#batches.delete(batch);
      this.#collect(batch);
    } catch (error) {
      this.#batches.delete(batch);
      this.#collect(batch);
      this.#loseAll(batch, reasonOf(error));
      this.#releaseCaches(batch);
    }
  }

  /** Reports the answers that are there. */
  #collect({ entries, states }: SentBatch): void {
    for (const entry of entries) {
      const answer = states.answerOf(entry.index);
      if (answer === null) continue;
      entry.releaseCache?.();
      entry.releaseCache = undefined;
      if (this.#settle(entry)) this.events.answered(entry.job, answer);
    }
  }

  /** Only a death that the thread brought on itself counts against a picture, and only when the picture was the only one. */
  #loseAll({ entries, states, exclusive }: SentBatch, reason: string): void {
    const blame = exclusive && (reason !== TERMINATED || states.exited) ? 1 : 0;
    for (const entry of entries) this.#lose(entry, states.isBusy(entry.index), states.isBusy(entry.index) ? blame : 0, reason);
  }

  #lose(entry: BatchEntry, begun: boolean, blame: number, reason: string): void {
    if (this.#settle(entry)) this.events.lost(entry.job, { begun, blame, reason });
  }

  /** Returns whether the job still waits for this entry. A job that was lost has another, which the end of its old batch must not touch. */
  #settle(entry: BatchEntry): boolean {
    return this.#entries.get(entry.job) === entry && this.#entries.delete(entry.job);
  }

  /** Ends the thread of a batch, and refuses the pictures that were too slow. All others are lost. */
  #dismiss(batch: SentBatch, slow: readonly BatchEntry[]): void {
    const { entries, states, stop } = batch;
    this.#batches.delete(batch);
    for (const entry of entries) {
      const { job, index } = entry;
      states.cancel(index);
      if (states.isBusy(index)) entry.releaseCache ??= job.task.retainCache?.();
    }
    this.#collect(batch);
    const tooSlow = refuse(`it took longer than ${this.#limitMs / 1000} s, the decode-timeout`);
    for (const entry of slow) if (this.#settle(entry)) this.events.answered(entry.job, tooSlow);
    for (const entry of entries) this.#lose(entry, states.isBusy(entry.index), 0, 'its worker was replaced');
    if (states.thread !== null) this.#threads.dismiss(states.thread);
    stop.abort();
  }

  /** The worker may use its caches until its thread has ended. */
  #releaseCaches({ entries, states }: SentBatch): void {
    const releases = entries.flatMap(({ releaseCache }) => releaseCache ?? []);
    if (releases.length > 0 && states.thread !== null) this.#threads.onceEnded(states.thread, () => releases.forEach((release) => release()));
  }

  #fail(reason: string): void {
    this.events.failed(errors.cannotStart(reason));
    // No thread is left to run them.
    for (const { stop } of this.#batches) stop.abort();
  }
}
