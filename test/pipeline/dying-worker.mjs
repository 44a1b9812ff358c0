// A decode worker that dies at random, at most once per picture.
import { writeFileSync } from 'node:fs';
import { threadId } from 'node:worker_threads';
import { decodeTask } from '../../dist/workers/decode/decode-task.js';
import { writeViews } from '../../dist/workers/views/write-views.js';
import { workerLoop } from '../../dist/workers/pool/worker-loop.js';

export default workerLoop((task, write) => {
  if (/[037]\.png$/.test(task.path) && Math.random() < 0.5 && isFirst(task.path)) process.exit(1);
  return decodeTask(task, write);
}, writeViews);

function isFirst(path) {
  try {
    writeFileSync(`${path}.died`, '', { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

export const ready = () => threadId;
