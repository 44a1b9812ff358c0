import { writeFile } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { viewNames } from '#dist/pipeline/index.js';
import { createDecodePool, createPipeline } from 'whisker-ml/pipeline';
import { z } from 'zod';
import { takePart } from '../contest/take-part.js';
import { pathsIn } from './photographs.js';

/** Milliseconds between two samples of the event loop's delay. Node's figure includes them. */
const RESOLUTION_MS = 1;

const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { folder: text, size: text, batch: text, workers: text, views: text, decoder: text, cache: text, 'cache-dir': text } });
const options = z.object({
  folder: z.string(),
  size: z.coerce.number(),
  batch: z.coerce.number(),
  workers: z.coerce.number(),
  views: z.string().transform((names) => names.split(',')).pipe(z.array(z.enum(viewNames))),
  decoder: z.enum(['auto', 'sharp']),
  cache: z.enum(['off', 'ram', 'disk']),
  'cache-dir': z.string(),
}).parse(values);

const { folder, size, batch: batchSize, workers, views, decoder, cache } = options;
const pool = createDecodePool({ workers });
const pipeline = createPipeline({
  root: folder,
  samples: (await pathsIn(folder)).map((path) => ({ path, class: null })),
  size,
  batchSize,
  views,
  pool,
  decoder,
  cache,
  cacheDir: options['cache-dir'],
  remainder: 'keep',
  order: 'given',
  maxBad: 0,
});
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
let epoch = 0;

await takePart({
  versions: { Node: process.version },
  async pass() {
    let pictures = 0;
    let touched = 0;
    delay.reset();
    delay.enable();
    await pipeline.from({ epoch, batch: 0 }, { epoch: epoch + 1, batch: 0 }).forEach((batch) => {
      pictures += batch.count;
      touched += batch.pixels.at(-1) ?? 0;
      batch.release();
    });
    delay.disable();
    epoch++;
    const delayP99Ms = Math.max(0, delay.percentile(99) / 1e6 - RESOLUTION_MS);
    return { pictures, touched, delayP99Ms, peakBytes: process.resourceUsage().maxRSS * 1024 };
  },
  async first(count, file) {
    const pixels: Buffer[] = [];
    const batches = Math.ceil(count / batchSize);
    await pipeline.from({ epoch, batch: 0 }, { epoch, batch: batches }).forEach((batch) => {
      pixels.push(Buffer.from(batch.pixels));
      batch.release();
    });
    await writeFile(file, Buffer.concat(pixels).subarray(0, count * size * size * 3));
  },
});
await pipeline.close();
await pool.close();
