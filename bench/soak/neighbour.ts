import { createDecodePool, createPipeline } from 'whisker/pipeline';
import { z } from 'zod';
import { printsOf } from './print.js';

/** Another process that shares the disk cache: tells of each batch in a line of JSON what stood in it. */
export const neighbourWords = z.object({
  root: z.string(), paths: z.array(z.string()), size: z.number(), batchSize: z.number(), seed: z.number(), cacheDir: z.string(), batches: z.number(),
});
export type NeighbourWords = z.infer<typeof neighbourWords>;

let typed = '';
for await (const part of process.stdin) typed += String(part);
const { root, paths, size, batchSize, seed, cacheDir, batches } = neighbourWords.parse(JSON.parse(typed));
const pool = createDecodePool({ workers: 1 });
const pipeline = createPipeline({ root, samples: paths.map((path) => ({ path })), size, batchSize, seed, cacheDir, pool, cache: 'disk', remainder: 'keep', maxBad: 0.7 });
let seen = 0;
for await (const { pixels, indices, release } of pipeline.from()) {
  const prints = printsOf(pixels, size * size * 3);
  process.stdout.write(`${JSON.stringify(Array.from(indices, (picture, place) => [picture, prints[place]]))}\n`);
  release();
  if (++seen === batches) break;
}
await pipeline.close();
await pool.close();
