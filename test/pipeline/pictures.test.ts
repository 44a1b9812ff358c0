import { mkdtempSync, readdirSync, rmSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDecodePool, createPipeline, decodeAll, type DecodePool, type PipelineOptions, type Quarantined } from '../../src/pipeline/index.js';
import { Pool } from '../../src/workers/pool/pool.js';
import { ThreadExecutor } from '../../src/workers/pool/thread-executor.js';
import { openFilesIn, resources } from './resources.js';
import { contents, copies, numberIn, numbered, optionsFor, hashOf } from './fakes.js';

const COUNT = 48;
const root = mkdtempSync(join(tmpdir(), 'whisker-pipeline-'));
const cacheDir = join(root, 'cache');
const pools = new Map<number, DecodePool>();
const poolOf = (workers: number): DecodePool => {
  const pool = pools.get(workers) ?? createDecodePool({ workers });
  pools.set(workers, pool);
  return pool;
};

/** Picture n has the colour (4n, 255 - 4n, n). */
const colour = (index: number): number[] => [index * 4, 255 - index * 4, index];
const rotten = new Map<number, string>([[4, 'the PNG is cut short'], [17, 'it is empty'], [18, 'there is no such file'], [41, 'it is none of JPEG, PNG, WebP, AVIF, GIF and TIFF']]);

beforeAll(async () => {
  for (let index = 0; index < COUNT; index++) {
    const [r, g, b] = colour(index);
    await sharp({ create: { width: 20 + (index % 7), height: 9 + (index % 5), channels: 3, background: { r, g, b } } }).png().toFile(join(root, `${index}.png`));
  }
  truncateSync(join(root, '4.png'), 60);
  truncateSync(join(root, '17.png'), 0);
  unlinkSync(join(root, '18.png'));
  writeFileSync(join(root, '41.png'), 'not a picture');
});
afterAll(async () => {
  for (const pool of pools.values()) await pool.close();
  rmSync(root, { recursive: true });
});

const onDisk = (changes: Partial<PipelineOptions>) => optionsFor(COUNT, { root, batchSize: 8, maxBad: 0.2, ...changes });

describe('pictures on disk', () => {
  it('become the same batches, byte for byte, with 1, 2 or 8 workers, any concurrency and prefetch, and any cache', async () => {
    const reference = await copies(createPipeline(onDisk({ pool: poolOf(1), concurrency: 1, prefetch: 1 })), 15);
    for (const { indices, pixels } of reference) {
      expect(indices.some((index) => rotten.has(index))).toBe(false);
      expect(pixels).toBe(hashOf(Buffer.concat(indices.map((index) => Buffer.alloc(8 * 8 * 3, Buffer.from(colour(index)))))));
    }
    const variants = [
      { workers: 2, concurrency: 4, prefetch: 2, cache: 'off' as const },
      { workers: 8, concurrency: 64, prefetch: 4, cache: 'off' as const },
      { workers: 2, concurrency: 3, prefetch: 1, cache: 'ram' as const },
      { workers: 8, concurrency: 1000, prefetch: 5, cache: 'disk' as const },
      { workers: 1, concurrency: 1, prefetch: 2, cache: 'disk' as const },
    ];
    for (const { workers, ...variant } of variants) {
      const reported: Quarantined[] = [];
      const pipeline = createPipeline(onDisk({ ...variant, cacheDir, pool: poolOf(workers), onQuarantine: (picture) => reported.push(picture) }));
      expect(await copies(pipeline, 15), JSON.stringify({ workers, ...variant })).toEqual(reference);
      expect(new Map(reported.map(({ path, reason }) => [numberIn(path), reason]))).toEqual(rotten);
      expect(reported).toHaveLength(rotten.size);
      expect(pipeline.state()).toMatchObject({ quarantined: rotten.size, workers, buffersTaken: 0 });
    }
  });

  it.each([false, true])('become the same batches while the number of workers changes (isolated: %s)', async (isolate) => {
    const reference = await copies(createPipeline(onDisk({ pool: poolOf(2) })), 15);
    const pool = createDecodePool({ workers: 2, isolate });
    try {
      const pipeline = createPipeline(onDisk({ pool, concurrency: 16 }));
      const seen: typeof reference = [];
      for await (const batch of pipeline.from()) {
        seen.push(contents(batch));
        pipeline.setWorkers([4, 1, 3][seen.length % 3]);
        expect(pipeline.state().workers).toBe([4, 1, 3][seen.length % 3]);
        batch.release();
        if (seen.length === 15) break;
      }
      expect(seen).toEqual(reference);
      expect(() => pipeline.setWorkers(65)).toThrow('workers is 65; it takes a whole number from 1 to 64');
    } finally {
      await pool.close();
    }
  });

  it('become the same batches when workers die', async () => {
    const reference = await copies(createPipeline(onDisk({ pool: poolOf(2) })), 15);
    const options = { workers: 2, decodeTimeout: 30, file: new URL('./dying-worker.mjs', import.meta.url) };
    const pool = new Pool(2, (events) => new ThreadExecutor(options, events));
    try {
      const reported: Quarantined[] = [];
      const pipeline = createPipeline(onDisk({ pool, concurrency: 8, onQuarantine: (picture) => reported.push(picture) }));
      expect(await copies(pipeline, 15)).toEqual(reference);
      expect(readdirSync(root).filter((name) => name.endsWith('.died')).length, 'workers died').toBeGreaterThan(3);
      expect(reported).toHaveLength(rotten.size);
    } finally {
      await pool.close();
    }
  });

  it('leave no descriptor, resource or credit a second after an abort', async () => {
    const pool = poolOf(2);
    // Wait for what the last subscription read ahead. An idle pool holds nothing.
    while (resources().some((name) => name === 'MessagePort' || name === 'Immediate')) await new Promise((resolve) => setTimeout(resolve, 5));
    const before = resources();
    for (let delay = 0; delay < 40; delay += 8) {
      const stop = new AbortController();
      const pipeline = createPipeline(onDisk({ pool, concurrency: 32, prefetch: 4, signal: stop.signal }));
      const ended = pipeline.from({ epoch: delay, batch: 0 }).forEach((batch) => batch.release());
      await new Promise((resolve) => setTimeout(resolve, delay));
      stop.abort();
      await ended;
      expect(pipeline.state().buffersTaken).toBe(0);
      // Turns of 5 ms, a second in all: on a busy machine they take longer, as the work does.
      for (let turn = 0; turn < 200 && (openFilesIn(root).length > 0 || resources().join() !== before.join()); turn++) await new Promise((resolve) => setTimeout(resolve, 5));
      expect(openFilesIn(root)).toEqual([]);
      expect(resources()).toEqual(before);
    }
  });
});

describe('decodeAll', () => {
  const all = (changes: Partial<Parameters<typeof decodeAll>[0]> = {}) => decodeAll({ ...onDisk({ pool: poolOf(2) }), samples: numbered(COUNT), ...changes });

  it('decodes a whole set in order, counts, and lists every bad picture', async () => {
    const counts: number[] = [];
    const { batch, bad } = await all({ onDecoded: (done) => void counts.push(done) });
    expect(counts).toEqual(numbered(COUNT).map((_, index) => index + 1));
    expect(bad).toEqual([...rotten].map(([index, reason]) => ({ path: `${index}.png`, reason })));
    expect(batch).toMatchObject({ count: COUNT, epoch: 0, batch: 0, batches: 1 });
    expect([...batch.indices]).toEqual(numbered(COUNT).map((_, index) => index));
    expect([...batch.labels].slice(0, 5)).toEqual([0, 1, 2, -1, 0]);
    const bytes = 8 * 8 * 3;
    for (let index = 0; index < COUNT; index++) {
      expect([...batch.pixels.subarray(index * bytes, index * bytes + 3)]).toEqual(rotten.has(index) ? [0, 0, 0] : colour(index));
    }
  });

  it('returns an empty batch for an empty set', async () => {
    expect(await all({ samples: [] })).toMatchObject({ bad: [], batch: { count: 0 } });
  });

  it('is rejected with the reason of an abort', async () => {
    await expect(all({ signal: AbortSignal.abort('enough') })).rejects.toBe('enough');
    const stop = new AbortController();
    const decoding = all({ signal: stop.signal, concurrency: 1 });
    stop.abort('no more');
    await expect(decoding).rejects.toBe('no more');
  });

  it('checks its options', async () => {
    await expect(all({ concurrency: 0 })).rejects.toThrow('concurrency is 0; it takes a whole number from 1 to 1024');
  });
});
