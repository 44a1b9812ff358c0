import { performance } from 'node:perf_hooks';
import { Aborts } from './aborts.js';
import { errors } from '../errors.js';
import { judge } from './late.js';
import { Ledger, type Job, type Place } from './in-flight.js';
import { together } from './task-batch.js';
import { FATAL_DEATHS, fatal, refused } from './refusal.js';
import { Threads, type ThreadsOptions } from './threads.js';
import type { Attempt, DecodePool, DecodeTask } from '../types.js';

/** Pictures that travel in one message, at most. */
const PICTURES_A_PACKET = 64;
/** Packets are posted no more often than this, while there is such a backlog for each worker. */
const PACKET_MS = 4;
const BACKLOG = 8;
/** How often what is in work is looked at: an eighth of the limit, but no more often than the first and no less than the second. */
const LOOK_MS = [10, 1000] as const;
/** Copying pixels takes a few ms. What is still at it after this does something else, such as writing to a cache. */
const COPY_MS = 1000;
/** A worker with nothing but pictures in work that nobody waits for is given so long to come to an end of them. */
const CANCELLED_MS = 500;
/** How piscina tells of a thread that was terminated; or that called `process.exit(1)`, which it notes itself (see Claims). */
const TERMINATED = 'worker exited with code: 1';

/** What a pool is at, and what befell it since it began. */
interface PoolState {
  /** Threads that have loaded and take pictures. */
  readonly ready: number;
  /** Pictures asked for that no worker has begun. */
  readonly waiting: number;
  /** Pictures that a worker has begun and not finished, taken back or not. */
  readonly inWork: number;
  /** Threads that ended by themselves, and threads that were replaced because a picture took too long. */
  readonly died: number;
  readonly dismissed: number;
  /** Times that a picture was given to another worker because its own was gone. */
  readonly retried: number;
}

export interface WorkerPoolOptions extends ThreadsOptions {
  /** How long a picture may take from when a worker began it. */
  readonly decodeTimeout: number;
}

/**
 * Everything that is asked for is posted at once, so that the workers go on by themselves while the main thread is busy with
 * something else; claims in shared memory (see Claims) still let it take back what it posted. A job is settled exactly once:
 * `#jobs` holds those that are not.
 */
export class WorkerPool implements DecodePool {
  readonly workers: number;
  readonly #threads: Threads;
  readonly #ledger = new Ledger();
  readonly #jobs = new Set<Job>();
  readonly #aborts = new Aborts<Job>((jobs, reason) => this.#abort(jobs, reason));
  readonly #limitMs: number;
  /** Jobs that wait to be posted; the second ones each to a worker that has nothing else in work. */
  #queue: Job[] = [];
  #suspects: Job[] = [];
  #flushing = false;
  #flushed = 0;
  #died = 0;
  #dismissed = 0;
  #retried = 0;
  /** Looks at what is in work, as long as there may be something; and keeps the process alive while threads are replaced. */
  #watch: NodeJS.Timeout | undefined;
  /** Looks sooner, after an abort. */
  #hurry: NodeJS.Timeout | undefined;
  /** Why nothing can be decoded any more. */
  #ended: Error | undefined;
  #closing: Promise<void> | undefined;
  #settledAll: (() => void) | undefined;

  constructor(options: WorkerPoolOptions) {
    this.workers = options.workers;
    this.#limitMs = options.decodeTimeout * 1000;
    this.#threads = new Threads(options, {
      joined: (thread) => this.#catchUp(thread),
      died: (thread, reason) => this.#lost(thread, reason),
      answered: () => this.#sweep(),
      failed: (reason) => this.#end(errors.cannotStart(reason)),
    });
  }

  decode(task: DecodeTask, signal?: AbortSignal): Promise<Attempt> {
    return new Promise((resolve, reject) => {
      if (this.#ended !== undefined) return reject(this.#ended);
      if (signal?.aborted === true) return reject(signal.reason);
      const job: Job = { task, signal, resolve, reject, place: null, deaths: 0 };
      this.#jobs.add(job);
      this.#aborts.add(job);
      this.#queue.push(job);
      const [soonest, latest] = LOOK_MS;
      this.#watch ??= setInterval(() => this.#look(), Math.min(Math.max(this.#limitMs / 8, soonest), latest));
      this.#flush();
    });
  }

  state(): PoolState {
    const inWork = [...this.#ledger.inWork().values()].reduce((count, held) => count + held.length, 0);
    return {
      ready: this.#threads.onDuty.size,
      waiting: this.#queue.length + this.#suspects.length + this.#ledger.waiting,
      inWork, died: this.#died, dismissed: this.#dismissed, retried: this.#retried,
    };
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#end(errors.closed());
    if (this.#jobs.size > 0) await new Promise<void>((resolve) => (this.#settledAll = resolve));
    if (await this.#threads.close()) this.#ledger.clear();
    clearInterval(this.#watch);
    clearTimeout(this.#hurry);
  }

  /** Rejects what no worker has begun; the rest is finished. */
  #end(reason: Error): void {
    this.#ended ??= reason;
    for (const job of this.#jobs) if (job.place === null || job.place.claims.withdraw(job.place.index)) this.#reject(job, this.#ended);
    this.#queue = [];
    this.#suspects = [];
    this.#sweep();
  }

  #abort(jobs: readonly Job[], reason: unknown): void {
    for (const job of jobs) {
      if (job.place === null) this.#reject(job, reason);
      else this.#cancel(job.place, reason);
    }
    this.#sweep();
  }

  #cancel(place: Place, reason: unknown): void {
    this.#letGo(place, () => {
      // Its thread may have died or been dismissed meanwhile: then nobody would ever say that it is over.
      if (place.claims.workerOf(place.index) !== null && this.#ledger.holds(place)) {
        place.cancelled = performance.now();
        place.over ??= place.job.task.retainCache?.() ?? null;
        this.#hurry ??= setTimeout(() => {
          this.#hurry = undefined;
          this.#look();
        }, CANCELLED_MS);
      }
      this.#reject(place.job, reason);
    });
  }

  #resolve(job: Job, answer: Attempt): void {
    if (this.#settle(job)) job.resolve(answer);
  }

  #reject(job: Job, reason: unknown): void {
    if (this.#settle(job)) job.reject(reason);
  }

  #settle(job: Job): boolean {
    if (!this.#jobs.delete(job)) return false;
    this.#aborts.delete(job);
    if (this.#jobs.size === 0) this.#settledAll?.();
    return true;
  }

  /** Calls `then` once nothing writes to the target of `place` any more: now, unless its pixels are being copied. */
  #letGo(place: Place, then: () => void, latest = performance.now() + COPY_MS): void {
    if (place.claims.takeBack(place.index)) return then();
    if (performance.now() <= latest) return void setTimeout(() => this.#letGo(place, then, latest), 1);
    place.claims.abandon(place.index);
    then();
  }

  /** Posts once all that is being asked for in this turn stands in the queue: answers come many at a time, and each asks for one more. */
  #flush(): void {
    if (this.#flushing) return;
    this.#flushing = true;
    process.nextTick(() => {
      this.#flushing = false;
      this.#post();
    });
  }

  #post(): void {
    const suspects = this.#suspects.filter((job) => this.#jobs.has(job));
    this.#suspects = [];
    for (const job of suspects) this.#postTogether([job], true);
    // A packet costs as many messages as there are workers: while these have enough to do, more is waited for. They will
    // wake this thread again before they run out of it.
    const now = performance.now();
    if (now - this.#flushed < Math.max(PACKET_MS, this.workers / 2) && this.#ledger.waiting >= this.workers * BACKLOG) return;
    this.#flushed = now;
    const queue = this.#queue.filter((job) => this.#jobs.has(job));
    this.#queue = [];
    while (queue.length > 0) this.#postTogether(queue.splice(0, together(queue.slice(0, PICTURES_A_PACKET).map(({ task }) => task))), false);
  }

  #postTogether(jobs: readonly Job[], alone: boolean): void {
    const packet = this.#ledger.enter(jobs, alone);
    for (const thread of this.#threads.onDuty) this.#threads.post(thread, packet);
  }

  /** A thread that joins is given all that the others have. */
  #catchUp(thread: number): void {
    for (const packet of this.#ledger.packets()) this.#threads.post(thread, packet);
  }

  #sweep(): void {
    this.#ledger.sweep((job, answer) => this.#resolve(job, answer));
    if (this.#queue.length > 0) this.#flush();
    if (this.#jobs.size > 0 || !this.#ledger.empty) return;
    clearInterval(this.#watch);
    clearTimeout(this.#hurry);
    this.#watch = undefined;
    this.#hurry = undefined;
  }

  /**
   * A thread died. What it had in work is tried again, each alone, where it shows which it was; that one, once more. Only a
   * death that the thread brought on itself counts: who was ended from outside was ended for no picture's sake.
   */
  #lost(thread: number, reason: string): void {
    this.#died++;
    this.#sweep();
    for (const place of this.#strikeAllOf(thread)) {
      const { job, alone, claims, index } = place;
      if (alone && (reason !== TERMINATED || claims.wasLeft(index))) job.deaths++;
      if (job.deaths === FATAL_DEATHS) this.#resolve(job, fatal(reason));
      else this.#retry(job);
    }
  }

  /** What a thread that has ended had in work. */
  #strikeAllOf(thread: number): readonly Place[] {
    const held = this.#ledger.inWork().get(thread) ?? [];
    for (const place of held) {
      this.#ledger.strike(place);
      place.over?.();
    }
    return held;
  }

  #look(): void {
    this.#sweep();
    const now = performance.now();
    for (const [thread, held] of this.#ledger.inWork()) {
      const unwanted = held.every(({ cancelled }) => cancelled !== null && now - cancelled >= CANCELLED_MS - 1);
      const verdict = judge(held, now, this.#limitMs);
      if (unwanted || verdict !== null) this.#dismiss(thread, held);
      if (unwanted || verdict === null) continue;
      const tooSlow = refused(`it took longer than ${this.#limitMs / 1000} s, the decode-timeout`);
      for (const place of verdict.slow) this.#giveUp(place, () => this.#resolve(place.job, tooSlow));
      for (const place of verdict.unclear) this.#giveUp(place, () => this.#retry(place.job));
    }
  }

  #dismiss(thread: number, held: readonly Place[]): void {
    this.#dismissed++;
    const over = held.map((place) => place.over ?? place.job.task.retainCache?.());
    for (const place of held) this.#ledger.strike(place);
    this.#threads.dismiss(thread, () => {
      for (const end of over) end?.();
      // It may have begun something between the look and its end.
      for (const { job } of this.#strikeAllOf(thread)) this.#retry(job);
      this.#sweep();
    });
    this.#sweep();
  }

  /** Of what a dismissed thread has in work; it is judged no more. It may have come to its end in the meantime. */
  #giveUp(place: Place, then: () => void): void {
    this.#letGo(place, () => {
      const answer = place.claims.answerOf(place.index);
      if (answer === null) then();
      else this.#resolve(place.job, answer);
      this.#sweep();
    });
  }

  #retry(job: Job): void {
    if (!this.#jobs.has(job)) return;
    job.place = null;
    // Aborted, and not rejected yet because its pixels were being copied: nobody waits for another try.
    if (job.signal?.aborted === true) return this.#reject(job, job.signal.reason);
    if (this.#ended !== undefined) return this.#reject(job, this.#ended);
    this.#retried++;
    this.#suspects.push(job);
    this.#flush();
  }
}
