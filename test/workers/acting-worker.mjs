// A worker whose tasks say what happens to it, in the real worker loop. A task's path is `act:number:argument`. The first byte of
// the target counts the tries. The second byte becomes the number when the worker may write. The third becomes 1 when it copies.
import { closeSync, openSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { threadId } from 'node:worker_threads';
import { workerLoop } from '../../dist/workers/pool/worker-loop.js';

async function decode({ path, target, offsets: [offset] }, write) {
  const [act, number, argument] = path.split(':');
  const tries = Atomics.add(new Uint8Array(target, offset, 1), 0, 1) + 1;
  if (act === 'exit' || (act === 'exit-once' && tries === 1)) process.exit(3);
  if (act === 'exit-with-1') process.exit(1);
  if (act === 'throw') setImmediate(() => { throw new Error('a thread of its own broke'); });
  if (act === 'reject') throw new Error('something is missing');
  if (act === 'hoard') for (const hoard = []; ;) hoard.push(Array.from({ length: 1e5 }, (_, index) => `${index}`));
  if (act === 'hang') await new Promise(() => undefined);
  if (act === 'spin') for (;;) performance.now();
  if (act === 'fifo') closeSync(openSync(argument, 'r'));
  if (act === 'throw' || act === 'slow') await wait(100);
  if (act === 'wait') await wait(Number(argument));
  // The thread is blocked, as by a long calculation, but it leaves the processor to others.
  if (act === 'block') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(argument));
  const written = write(Uint8Array.of(tries, Number(number)));
  if (written && act === 'hang-after') await new Promise(() => undefined);
  return { refused: act === 'bad' ? 'it is bad' : null, from: 'file', readMs: 1, decodeMs: 2 };
}

/** Copies slowly, so that a test can look while a worker is copying. */
function store({ path, target, offsets: [offset] }, pixels) {
  Atomics.store(new Uint8Array(target, offset + 2, 1), 0, 1);
  if (path.startsWith('copy-slowly')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  if (path.startsWith('hang-while-copying')) for (;;) performance.now();
  new Uint8Array(target, offset, pixels.length).set(pixels);
}

export default workerLoop(decode, store);
export const ready = () => threadId;
