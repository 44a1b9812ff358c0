import { reasonOf } from '../../config/index.js';
import type { WritePixels } from '../decode/decode-task.js';
import type { TaskBatch } from '../pool/task-states.js';
import { workerLoop } from '../pool/worker-loop.js';
import type { Attempt } from '../types.js';
import type { HostTask } from './messages.js';
import { computeViews } from '../views/write-views.js';
import { BUFFER_DESCRIPTOR, SharedBuffer } from './shared-buffer.js';

/** Begins the refusal of a picture that was decoded, but not written to the buffer. It is not the picture's fault. */
export const NOT_WRITTEN = '\0';

/** Returns the loop of a worker in the host: its pixels go to the shared buffer, where it marks what it begins and finishes. */
export function hostLoop(decode: (task: HostTask, write: WritePixels) => Promise<Attempt>): (batch: TaskBatch<HostTask>) => Promise<void> {
  const buffer = new SharedBuffer(BUFFER_DESCRIPTOR);
  return workerLoop(
    async (task, write) => {
      buffer.markBegun(task.slot);
      let notWritten: string | null = null;
      try {
        const attempt = await decode(task, (pixels) => {
          try {
            return write(pixels);
          } catch (error) {
            notWritten = `${NOT_WRITTEN}${reasonOf(error)}`;
            return false;
          }
        });
        return { ...attempt, refused: notWritten ?? attempt.refused };
      } finally {
        buffer.markFinished(task.slot);
      }
    },
    (task, pixels) => computeViews(task, pixels, (view, index) => buffer.write(view, task.slot, index)),
  );
}
