import { createDecodePool, createPipeline } from 'whisker-ml/pipeline';
import { z } from 'zod';
import { fingerprintsOf } from './fingerprint.js';

// Main module of another process that shares the disk cache. It reads its options from standard input, and writes a line of JSON for
// each batch: the pictures and their fingerprints.

export const otherProcessOptions = z.object({
  root: z.string(), paths: z.array(z.string()), size: z.number(), batchSize: z.number(), seed: z.number(), cacheDir: z.string(), batches: z.number(),
});
export type OtherProcessOptions = z.infer<typeof otherProcessOptions>;

let input = '';
for await (const part of process.stdin) input += String(part);
const { root, paths, size, batchSize, seed, cacheDir, batches } = otherProcessOptions.parse(JSON.parse(input));
const pool = createDecodePool({ workers: 1 });
const pipeline = createPipeline({ root, samples: paths.map((path) => ({ path })), size, batchSize, seed, cacheDir, pool, cache: 'disk', remainder: 'keep', maxBad: 0.7 });
let count = 0;
for await (const { pixels, indices, release } of pipeline.from()) {
  const fingerprints = fingerprintsOf(pixels, size * size * 3);
  process.stdout.write(`${JSON.stringify(Array.from(indices, (picture, place) => [picture, fingerprints[place]]))}\n`);
  release();
  if (++count === batches) break;
}
await pipeline.close();
await pool.close();
