import { threadId } from 'node:worker_threads';
import { reasonOf } from '../../config/index.js';
import type { WritePixels } from '../decode/decode-task.js';
import { systemErrorOf } from '../decode/system-error.js';
import type { Attempt } from '../types.js';
import { TaskStates, type TaskBatch } from './task-states.js';

/** Pictures that a worker decodes at once. While libvips decodes one in a thread of its own, the worker reads another. */
const AT_ONCE = 2;

/**
 * Returns what piscina runs in a worker: it decodes the pictures of a batch.
 * @param decode decodes a picture and passes its pixels to `write`
 * @param store writes pixels where the task wants them
 */
export function workerLoop<Task>(
  decode: (task: Task, write: WritePixels) => Promise<Attempt>,
  store: (task: Task, pixels: Uint8Array) => void,
): (batch: TaskBatch<Task>) => Promise<void> {
  let current: TaskStates | undefined;
  // Not emitted when the thread is ended from outside.
  process.on('exit', () => current?.exit());

  return async ({ tasks, states: memory }) => {
    const states = new TaskStates(memory);
    current = states;
    states.runIn(threadId);
    const indices = tasks.keys();
    const decodeNext = async (): Promise<void> => {
      for (const index of indices) {
        if (!states.begin(index)) continue;
        const task = tasks[index];
        const write = (pixels: Uint8Array): boolean => states.write(index, () => store(task, pixels));
        states.answer(index, await decode(task, write).catch(failed));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, decodeNext));
  };
}

function failed(error: unknown): Attempt {
  const systemError = systemErrorOf(error);
  const refused = systemError ?? `decoding it failed (${reasonOf(error)})`;
  return { refused, from: 'file', readMs: 0, decodeMs: 0, systemError: systemError !== null };
}
