import sharp from 'sharp';
import { decodeTask } from '../decode/decode-task.js';
import { stepBack } from './priority.js';
import { workerLoop } from './worker-loop.js';

stepBack();
// One thread a picture: the pool decodes many at a time. No picture comes twice, so a cache would only hold memory.
sharp.concurrency(1);
sharp.cache(false);

/** What a worker does with a packet. */
export default workerLoop(decodeTask);

/** Answers once this thread has loaded all that it needs. */
export const ready = (): true => true;
