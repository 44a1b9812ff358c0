import { pipelineOptions } from '../../config/index.js';
import { errors } from '../errors.js';
import type { Attempt, AttemptPool, DecodeTask } from '../types.js';
import { AbortListeners } from './abort-listeners.js';
import type { Executor, ExecutorEvents, Job, Loss } from './executor.js';
import { FATAL_DEATHS, fatal } from './refusal.js';

const { min, max } = pipelineOptions.workers;

interface OpenJob extends Job {
  readonly signal: AbortSignal | undefined;
  readonly resolve: (attempt: Attempt) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Gives pictures to an executor, retries those whose worker died, and settles each promise once.
 *
 * A picture whose worker died is decoded on its own. If its worker dies twice more, the picture is refused.
 */
export class Pool<Workers extends Executor = Executor> implements AttemptPool {
  readonly executor: Workers;
  readonly #open = new Map<Job, OpenJob>();
  readonly #aborts = new AbortListeners<OpenJob>((job, reason) => {
    this.executor.cancel(job);
    this.#settle(job)?.reject(reason);
  });
  #queue: Job[] = [];
  /** Jobs that wait to be decoded on their own. */
  #suspects: Job[] = [];
  #starting = false;
  #retried = 0;
  /** Checks the executor, and keeps the process alive while workers are replaced. */
  #timer: NodeJS.Timeout | undefined;
  /** Reason why nothing more can be decoded. */
  #ended: Error | undefined;
  #closing: Promise<void> | undefined;
  #allSettled: (() => void) | undefined;

  #workers: number;

  /** @throws WrongCommand when the number of workers is out of range */
  constructor(workers: number, createExecutor: (events: ExecutorEvents) => Workers) {
    checkWorkers(workers);
    this.#workers = workers;
    this.executor = createExecutor({
      answered: (job, attempt) => this.#settle(job)?.resolve(attempt),
      lost: (job, loss) => this.#lost(job, loss),
      ready: () => this.#start(),
      failed: (error) => this.#end(error),
    });
  }

  get workers(): number {
    return this.#workers;
  }

  setWorkers(workers: number): void {
    checkWorkers(workers);
    this.#workers = workers;
    this.executor.setWorkers(workers);
  }

  decode(task: DecodeTask, signal?: AbortSignal): Promise<Attempt> {
    return new Promise((resolve, reject) => {
      if (this.#ended !== undefined) return reject(this.#ended);
      if (signal?.aborted === true) return reject(signal.reason);
      const job: OpenJob = { task, signal, deaths: 0, suspect: false, resolve, reject };
      this.#open.set(job, job);
      this.#aborts.add(job);
      this.#timer ??= setInterval(() => this.#check(), this.executor.checkMs);
      this.#queue.push(job);
      this.#start();
    });
  }

  state() {
    return { waiting: this.#queue.length + this.#suspects.length, retried: this.#retried };
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#end(errors.closed());
    if (this.#open.size > 0) await new Promise<void>((resolve) => (this.#allSettled = resolve));
    await this.executor.close();
    clearInterval(this.#timer);
  }

  /** Rejects what no worker has begun. What a worker has begun is finished. */
  #end(reason: Error): void {
    this.#ended ??= reason;
    for (const job of [...this.#queue, ...this.#suspects]) this.#settle(job)?.reject(this.#ended);
    this.#queue = [];
    this.#suspects = [];
    this.executor.drain();
  }

  /** @returns the job to resolve or reject; undefined when it is settled already */
  #settle(job: Job): OpenJob | undefined {
    const open = this.#open.get(job);
    if (open === undefined) return undefined;
    this.#open.delete(job);
    this.#aborts.delete(open);
    if (this.#open.size === 0) {
      this.#allSettled?.();
      this.#rest();
    }
    return open;
  }

  #lost(job: Job, { begun, blame, reason }: Loss): void {
    job.deaths += blame;
    if (job.deaths >= FATAL_DEATHS) return this.#settle(job)?.resolve(fatal(reason));
    if (this.#ended !== undefined) return this.#settle(job)?.reject(this.#ended);
    if (begun) {
      this.#retried++;
      job.suspect = true;
    }
    (job.suspect ? this.#suspects : this.#queue).push(job);
    this.#start();
  }

  /** Starts jobs at the end of this turn of the event loop: answers come several at a time, and each brings a new job. */
  #start(): void {
    if (this.#starting) return;
    this.#starting = true;
    process.nextTick(() => {
      this.#starting = false;
      const isOpen = (job: Job): boolean => this.#open.has(job);
      this.#suspects = this.#suspects.filter(isOpen);
      this.#queue = this.#queue.filter(isOpen);
      while (this.#suspects.length > 0 && this.executor.start(this.#suspects.slice(0, 1), true) > 0) this.#suspects.shift();
      if (this.#suspects.length === 0 && this.#queue.length > 0) this.#queue.splice(0, this.executor.start(this.#queue, false));
    });
  }

  #check(): void {
    this.executor.check();
    this.#rest();
  }

  #rest(): void {
    if (this.#open.size > 0 || !this.executor.idle) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

function checkWorkers(workers: number): void {
  if (!Number.isInteger(workers) || workers < min || workers > max) throw errors.workers(workers);
}
