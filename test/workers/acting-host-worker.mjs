// A worker of the host process whose tasks say what happens to the whole process, in the real loop and with the real buffer. A
// task's path is `act:number:file`. The pixels are the number. The file counts the tries.
import { appendFileSync, statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { threadId } from 'node:worker_threads';
import { loadKoffi } from '../../dist/workers/decode/koffi.js';
import { hostLoop } from '../../dist/workers/isolated/host-loop.js';

const libc = loadKoffi().load(null);
const abort = libc.func('void abort()');
const memset = libc.func('void *memset(uintptr_t, int, size_t)');
/** A real segmentation fault on this thread. */
const segv = () => memset(0, 0, 8);

async function decode({ path, size }, write) {
  const [act, number, triesFile] = path.split(':');
  if (triesFile !== '') appendFileSync(triesFile, '.');
  if (act === 'segv') segv();
  if (act === 'abort') abort();
  if (act === 'exit') process.exit(3);
  if (act === 'slow-segv') await wait(5).then(segv);
  if (act === 'stop' && statSync(triesFile).size === 1) {
    process.kill(process.pid, 'SIGSTOP');
    // The other threads stop at once, this one a little later.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
  }
  if (act === 'spin') for (;;) performance.now();
  if (act === 'slow') await wait(100);
  if (act === 'hold') await wait(600);
  if (act === 'wait' || act === 'thread') await wait(3);
  write(new Uint8Array(size * size * 3).fill(Number(number)));
  return { refused: act === 'bad' ? 'it is bad' : null, from: 'file', readMs: act === 'thread' ? threadId : 1, decodeMs: 2 };
}

export default hostLoop(decode);
export const ready = () => threadId;
