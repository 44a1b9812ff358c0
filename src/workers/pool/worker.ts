import { threadId } from 'node:worker_threads';
import { loadSharp } from '../../config/index.js';
import { decodeTask } from '../decode/decode-task.js';
import { lowerPriority } from './priority.js';
import type { WorkerTask } from './task-states.js';
import { writeViews } from '../views/write-views.js';
import { workerLoop } from './worker-loop.js';

lowerPriority();
const sharp = loadSharp();
// One thread per picture, because the pool decodes many at a time. No picture comes twice, so a cache would waste memory.
sharp.concurrency(1);
sharp.cache(false);

export default workerLoop<WorkerTask>(decodeTask, writeViews);

/** Returns the thread's number, once it has loaded everything that it needs. */
export const ready = (): number => threadId;
