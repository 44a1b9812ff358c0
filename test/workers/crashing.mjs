// A worker of the host whose tasks say what becomes of the whole process, in the real loop and onto the real shelf. The
// number at the path's end is written to all of the target. A path's third part is a file that counts the tries.
import { appendFileSync, statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import koffi from 'koffi';
import { toSharedBuffer } from '../../dist/workers/isolated/shelved.js';
import { workerLoop } from '../../dist/workers/pool/worker-loop.js';

const libc = koffi.load(null);
const abort = libc.func('void abort()');
const memset = libc.func('void *memset(uintptr_t, int, size_t)');
/** A real one, on this thread. */
const segv = () => memset(0, 0, 8);

const seen = (file) => {
  if (file !== '') appendFileSync(file, '.');
};

async function decode({ path, size }, write) {
  const [deed, number, tries] = path.split(':');
  seen(tries);
  if (deed === 'segv') segv();
  if (deed === 'abort') abort();
  if (deed === 'exit') process.exit(3);
  if (deed === 'slow-segv') await wait(5).then(segv);
  if (deed === 'stop' && statSync(tries).size === 1) {
    process.kill(process.pid, 'SIGSTOP');
    // The others stop at once, this thread a little later.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
  }
  if (deed === 'spin') for (;;) performance.now();
  if (deed === 'slow') await wait(100);
  if (deed === 'hold') await wait(600);
  if (deed === 'wait') await wait(3);
  write(new Uint8Array(size * size * 3).fill(Number(number)));
  return { refused: deed === 'bad' ? 'it is bad' : null, from: 'file', readMs: 1, decodeMs: 2 };
}

export default workerLoop(toSharedBuffer(decode), () => undefined);
export const ready = () => true;
