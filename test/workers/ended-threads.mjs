// Ends threads that do nothing but decode, in a process of its own: where that crashed, it crashed the process.
import { readFileSync } from 'node:fs';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { openFastLane } from '../../dist/workers/fast-jpeg.js';

if (isMainThread) {
  for (let thread = 0; thread < 14; thread++) {
    const worker = new Worker(new URL(import.meta.url), { workerData: process.argv[2] });
    await new Promise((resolve) => worker.once('message', resolve));
    await new Promise((resolve) => setTimeout(resolve, thread % 7));
    await worker.terminate();
  }
  process.stdout.write('still here\n');
} else {
  const bytes = readFileSync(workerData);
  const { decode } = openFastLane();
  parentPort.postMessage('begun', []);
  for (;;) decode(bytes, { size: 64, pixelLimit: 1e8 });
}
