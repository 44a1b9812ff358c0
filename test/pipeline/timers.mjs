// Runs only a pipeline, aborts it halfway, and prints what still keeps the process alive.
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
  const active = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout' || name === 'MessagePort');
  // A worker finishes its picture first. Wait without a timer of this program's own.
  for (const began = performance.now(); active().length > 0 && performance.now() - began < 30_000;) await new Promise(setImmediate);
  left.push(...active());
}
process.stdout.write(JSON.stringify(left));
// Nothing is closed: an idle pool lets the process end.
