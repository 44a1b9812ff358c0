import type { DecodeTask } from '../types.js';

/** Pictures that a worker decodes in one piscina task. */
export interface TaskBatch<Task = WorkerTask> {
  readonly tasks: readonly Task[];
  /** Memory of the batch's `TaskStates`. */
  readonly states: SharedArrayBuffer;
}

/** A task as it is sent to a worker. */
export type WorkerTask = Omit<DecodeTask, 'retainCache'>;
