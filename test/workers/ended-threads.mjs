// Ends threads in the middle of decoding, in a process of its own, because a crash would be the process's. Prints the KB of addresses
// that each thread leaked.
import { readFileSync } from 'node:fs';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { openFastPath } from '../../dist/workers/decode/fast-jpeg.js';

const THREADS = 14;
/** Threads before the measurement. Later ones reuse their stacks and the allocator's memory. */
const WARM_UP = 4;
const usedKb = () => Number(/^VmData:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]);

if (isMainThread) {
  let first = 0;
  for (let thread = 0; thread < THREADS; thread++) {
    if (thread === WARM_UP) first = usedKb();
    const worker = new Worker(new URL(import.meta.url), { workerData: process.argv[2] });
    await new Promise((resolve) => worker.once('message', resolve));
    await new Promise((resolve) => setTimeout(resolve, thread % 7));
    await worker.terminate();
  }
  process.stdout.write(`${Math.round((usedKb() - first) / (THREADS - WARM_UP))}\n`);
} else {
  const bytes = readFileSync(workerData);
  const { decode } = openFastPath();
  parentPort.postMessage('begun', []);
  for (;;) decode(bytes, { size: 64, pixelLimit: 1e8 });
}
