import type { Attempt, DecodeTask } from '../types.js';

/** A picture that the pool was asked for. */
export interface Job {
  readonly task: DecodeTask;
  /** Deaths of workers that count against the picture. A death that may have another cause counts for less than 1. */
  deaths: number;
  /** Whether a worker died while it was busy with the picture. The picture is then decoded on its own. */
  suspect: boolean;
}

/**
 * The place where pictures are decoded: threads of this process, or another process.
 *
 * An executor reports each job that it has started to `ExecutorEvents`, once, unless the job is cancelled.
 */
export interface Executor {
  /** Milliseconds between two calls of `check`. */
  readonly checkMs: number;
  /** Whether its workers have nothing to do. A cancelled job counts until its worker is through with it. */
  readonly idle: boolean;
  /**
   * Starts as many of the first `jobs` as it can take now.
   * @param exclusive whether the worker may have no other picture, so that its death must be this picture's doing
   * @returns how many it has started
   */
  start(jobs: readonly Job[], exclusive: boolean): number;
  /** Gives up a job. Nothing writes to its target afterwards. */
  cancel(job: Job): void;
  /** Reports what no worker has begun as lost. */
  drain(): void;
  /** Looks for workers that hang. The pool calls it as long as there is work. */
  check(): void;
  /** Changes the number of threads that decode. */
  setWorkers(workers: number): void;
  close(): Promise<void>;
}

export interface ExecutorEvents {
  answered(job: Job, attempt: Attempt): void;
  /** The job has no worker any more. */
  lost(job: Job, loss: Loss): void;
  /** The executor can take more jobs than at the last `start`. */
  ready(): void;
  failed(error: Error): void;
}

export interface Loss {
  /** Whether a worker had begun the picture. */
  readonly begun: boolean;
  /** Share of a death that counts against the picture, 0 to 1. */
  readonly blame: number;
  /** Reason for the end of the worker. */
  readonly reason: string;
}
