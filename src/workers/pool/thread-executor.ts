import { performance } from 'node:perf_hooks';
import { reasonOf } from '../../config/index.js';
import { errors } from '../errors.js';
import type { Executor, ExecutorEvents, Job } from './executor.js';
import { refuse } from './refusal.js';
import { TaskStates } from './task-states.js';
import { Threads, type ThreadsOptions } from './threads.js';
import { findLate, type Watched } from './time-limit.js';

/**
 * Pictures in one piscina task, at most. Measured on PNGs of 28 pixels, in processor time per picture: 1 costs 24 % more than 8, 4 costs
 * 3 % more, 16 costs 2 % less. Pictures of 400 x 360 take much longer than their task.
 */
const BATCH = 8;
/** Tasks for each worker that the jobs are split into at least, so that no worker runs out of work. */
const TASKS_PER_WORKER = 2;
/** Limits of the milliseconds between two checks; in between, an eighth of the time limit. */
const CHECK_MS = [10, 250] as const;
/** A worker that is busy with cancelled pictures only is given this long to finish them. */
const CANCELLED_MS = 500;
/** Piscina's reason for a thread that was ended from outside. A thread that exits with code 1 by itself says so in its states. */
const TERMINATED = 'worker exited with code: 1';

export interface ThreadExecutorOptions extends ThreadsOptions {
  /** Seconds that a picture may take from when a worker has begun it. */
  readonly decodeTimeout: number;
}

/** A picture of a batch. */
interface Picture extends Watched {
  readonly job: Job;
  readonly batch: Batch;
  readonly index: number;
  /** When its job was cancelled though a worker was busy with it, ms. */
  cancelledAt: number | null;
  /** Lets go of the cache that the worker may still use. */
  releaseCache: (() => void) | undefined;
}

/** Pictures of one piscina task. */
interface Batch {
  readonly pictures: readonly Picture[];
  readonly states: TaskStates;
  readonly alone: boolean;
  /** Ends the batch together with its thread. */
  readonly stop: AbortController;
}

/** Decodes in threads of this process. Piscina queues batches, gives a worker one at a time, and replaces threads that end. */
export class ThreadExecutor implements Executor {
  readonly checkMs: number;
  readonly #threads: Threads;
  readonly #limitMs: number;
  readonly #batches = new Set<Batch>();
  /** Pictures whose job is not reported and not cancelled. */
  readonly #pictures = new Map<Job, Picture>();

  constructor(private readonly options: ThreadExecutorOptions, private readonly events: ExecutorEvents) {
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
    const count = (is: (picture: Picture) => boolean): number => [...this.#batches].flatMap(({ pictures }) => pictures).filter(is).length;
    return {
      ...this.#threads.state(),
      waiting: count(({ batch, index }) => batch.states.isWaiting(index)),
      busy: count(({ batch, index }) => batch.states.isBusy(index)),
    };
  }

  start(jobs: readonly Job[], alone: boolean): number {
    const most = Math.floor((this.#pictures.size + jobs.length) / (this.options.workers * TASKS_PER_WORKER));
    const size = Math.min(Math.max(most, 1), BATCH);
    for (let first = 0; first < jobs.length; first += size) void this.#run(this.#batchOf(jobs.slice(first, first + size), alone));
    return jobs.length;
  }

  cancel(job: Job): void {
    const picture = this.#pictures.get(job);
    if (picture === undefined) return;
    const { batch: { states }, index } = picture;
    this.#pictures.delete(job);
    states.cancel(index);
    if (!states.isBusy(index)) return;
    picture.cancelledAt = performance.now();
    picture.releaseCache = job.task.retainCache?.();
  }

  drain(): void {
    for (const [job, { batch: { states }, index }] of this.#pictures) {
      if (!states.isWaiting(index)) continue;
      states.cancel(index);
      if (!states.isBusy(index)) this.#lose(job, false, 0, 'the pool was closed');
    }
  }

  check(): void {
    const now = performance.now();
    for (const batch of this.#batches) {
      this.#collect(batch);
      const busy = batch.pictures.filter(({ index }) => batch.states.isBusy(index));
      if (busy.length === 0) continue;
      const late = findLate(busy, now, this.#limitMs);
      const unwanted = busy.every(({ cancelledAt }) => cancelledAt !== null && now - cancelledAt >= CANCELLED_MS);
      if (late !== null || unwanted) this.#dismiss(batch, unwanted ? [] : late?.slow ?? []);
    }
  }

  close(): Promise<void> {
    return this.#threads.close();
  }

  #batchOf(jobs: readonly Job[], alone: boolean): Batch {
    const pictures: Picture[] = [];
    const batch: Batch = { pictures, states: TaskStates.for(jobs.length), alone, stop: new AbortController() };
    for (const [index, job] of jobs.entries()) {
      const picture: Picture = { job, batch, index, begunAt: null, lateAt: null, cancelledAt: null, releaseCache: undefined };
      pictures.push(picture);
      this.#pictures.set(job, picture);
    }
    return batch;
  }

  async #run(batch: Batch): Promise<void> {
    this.#batches.add(batch);
    // Functions cannot be sent to a thread.
    const tasks = batch.pictures.map(({ job: { task } }) => ({ ...task, retainCache: undefined }));
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
  #collect({ pictures, states }: Batch): void {
    for (const picture of pictures) {
      const answer = states.answerOf(picture.index);
      if (answer === null) continue;
      picture.releaseCache?.();
      picture.releaseCache = undefined;
      if (this.#pictures.delete(picture.job)) this.events.answered(picture.job, answer);
    }
  }

  /** Only a death that the thread brought on itself counts against a picture, and only when the picture was alone. */
  #loseAll({ pictures, states, alone }: Batch, reason: string): void {
    const blame = alone && (reason !== TERMINATED || states.exited) ? 1 : 0;
    for (const { job, index } of pictures) this.#lose(job, states.isBusy(index), states.isBusy(index) ? blame : 0, reason);
  }

  #lose(job: Job, begun: boolean, blame: number, reason: string): void {
    if (this.#pictures.delete(job)) this.events.lost(job, { begun, blame, reason });
  }

  /** Ends the thread of a batch, and refuses the pictures that were too slow. All others are lost. */
  #dismiss(batch: Batch, slow: readonly Picture[]): void {
    const { pictures, states, stop } = batch;
    this.#batches.delete(batch);
    for (const picture of pictures) {
      const { job, index } = picture;
      states.cancel(index);
      if (states.isBusy(index)) picture.releaseCache ??= job.task.retainCache?.();
    }
    this.#collect(batch);
    const tooSlow = refuse(`it took longer than ${this.#limitMs / 1000} s, the decode-timeout`);
    for (const { job } of slow) if (this.#pictures.delete(job)) this.events.answered(job, tooSlow);
    for (const { job, index } of pictures) this.#lose(job, states.isBusy(index), 0, 'its worker was replaced');
    if (states.thread !== null) this.#threads.dismiss(states.thread);
    stop.abort();
  }

  /** The worker may use its caches until its thread has ended. */
  #releaseCaches({ pictures, states }: Batch): void {
    const releases = pictures.flatMap(({ releaseCache }) => releaseCache ?? []);
    if (releases.length > 0 && states.thread !== null) this.#threads.onceEnded(states.thread, () => releases.forEach((release) => release()));
  }

  #fail(reason: string): void {
    this.events.failed(errors.cannotStart(reason));
    // Piscina still has them in its queue.
    for (const { stop } of this.#batches) stop.abort();
  }
}
