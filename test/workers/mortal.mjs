// A worker whose tasks say what becomes of it, in the real loop. The first byte of a target counts the tries; the second is
// written only with leave, and is the place's number, which stands at the path's end.
import { openSync, closeSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { workerLoop } from '../../dist/workers/pool/worker-loop.js';

async function decode({ path, target, offsets: [offset] }, write) {
  const [deed, number, argument] = path.split(':');
  const bytes = new Uint8Array(target, offset, 2);
  const tries = Atomics.add(bytes, 0, 1) + 1;
  if (deed === 'exit' || (deed === 'exit-once' && tries === 1)) process.exit(3);
  if (deed === 'leave') process.exit(1);
  if (deed === 'throw') setImmediate(() => { throw new Error('a thread of its own broke'); });
  if (deed === 'reject') throw new Error('something is missing');
  if (deed === 'hoard') for (const hoard = []; ;) hoard.push(Array.from({ length: 1e5 }, (_, place) => `${place}`));
  if (deed === 'hang') await new Promise(() => undefined);
  if (deed === 'spin') for (;;) performance.now();
  if (deed === 'fifo') closeSync(openSync(argument, 'r'));
  if (deed === 'throw' || deed === 'slow') await wait(100);
  if (deed === 'wait') await wait(Number(argument));
  // As busy as with a long calculation, as far as anybody can tell, but it leaves the processor to the others.
  if (deed === 'busy') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(argument));
  if (write(new Uint8Array([tries, Number(number)]))) {
    if (deed === 'hang-after') await new Promise(() => undefined);
  }
  return { refused: deed === 'bad' ? 'it is bad' : null, from: 'file', readMs: 1, decodeMs: 2 };
}

export default workerLoop(decode);
export const ready = () => true;
