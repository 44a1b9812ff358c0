// A process of nothing but a pipeline, which it aborts in the middle: tells what is left that would keep it alive.
import { createDecodePool, createPipeline } from '../../dist/pipeline/index.js';

const [root, ...names] = process.argv.slice(2);
const pool = createDecodePool({ workers: 2 });
const samples = Array.from({ length: 40 }, () => names).flat().map((path) => ({ path }));
const left = [];
for (const batches of [0, 1, 5]) {
  const stop = new AbortController();
  const pipeline = createPipeline({ root, samples, size: 32, batchSize: 4, pool, signal: stop.signal });
  let seen = 0;
  if (batches === 0) setImmediate(() => stop.abort());
  for await (const { release } of pipeline.from()) {
    release();
    if (++seen === batches) stop.abort();
  }
  const kept = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout' || name === 'MessagePort');
  // What a worker has begun comes to its end first; a turn of the event loop at a time, without a timer of this program's.
  for (const began = performance.now(); kept().length > 0 && performance.now() - began < 5000;) await new Promise(setImmediate);
  left.push(...kept());
}
process.stdout.write(JSON.stringify(left));
// Nothing is closed: a pool at rest lets the process end.
