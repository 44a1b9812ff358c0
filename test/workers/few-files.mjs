// A pipeline in a process that may open only a few files, and has all of them open when its stream begins.
import { closeSync, openSync } from 'node:fs';
import { createDecodePool, createPipeline } from '../../dist/pipeline/index.js';

const [root, ...names] = process.argv.slice(2);
const pool = createDecodePool({ workers: 2 });
const quarantined = [];
const options = { root, samples: names.map((path) => ({ path })), size: 16, batchSize: 2, order: 'given', pool, maxBad: 1, onQuarantine: ({ path, reason }) => quarantined.push(`${path}: ${reason}`) };
const stream = async () => {
  const seen = [];
  for await (const { indices, pixels, release } of createPipeline(options).from({}, { epoch: 8 })) {
    seen.push(`${[...indices]}: ${pixels.reduce((sum, value) => sum + value, 0)}`);
    release();
  }
  return seen.join('\n');
};
const before = await stream();
const all = [];
try {
  for (;;) all.push(openSync('/dev/null', 'r'));
} catch (error) {
  if (error.code !== 'EMFILE') throw error;
}
setTimeout(() => all.forEach((descriptor) => closeSync(descriptor)), 250);
const after = await stream();
await pool.close();
process.stdout.write(JSON.stringify({ same: after === before, quarantined, open: all.length }));
