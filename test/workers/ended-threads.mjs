// Ends threads that do nothing but decode, in a process of its own: where that crashed, it crashed the process. Tells how
// many KB of addresses each of them left taken.
import { readFileSync } from 'node:fs';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { openFastPath } from '../../dist/workers/decode/fast-jpeg.js';

const THREADS = 14;
/** What the first ones leave is there for the others, too: stacks, and the allocator's memory. */
const WARM = 4;
const taken = () => Number(/^VmData:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]);

if (isMainThread) {
  let first = 0;
  for (let thread = 0; thread < THREADS; thread++) {
    if (thread === WARM) first = taken();
    const worker = new Worker(new URL(import.meta.url), { workerData: process.argv[2] });
    await new Promise((resolve) => worker.once('message', resolve));
    await new Promise((resolve) => setTimeout(resolve, thread % 7));
    await worker.terminate();
  }
  process.stdout.write(`${Math.round((taken() - first) / (THREADS - WARM))}\n`);
} else {
  const bytes = readFileSync(workerData);
  const { decode } = openFastPath();
  parentPort.postMessage('begun', []);
  for (;;) decode(bytes, { size: 64, pixelLimit: 1e8 });
}
