import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createDecodePool, createPipeline, type DecodePool, type PipelineOptions } from '../../src/pipeline/index.js';
import { until } from './acting-pool.js';
import { namesIn, pictures } from './fixtures.js';

const samples = Array.from({ length: 3 }, () => namesIn('good')).flat().map((name) => ({ path: `good/${name}` }));
const options = { root: pictures, samples, size: 32, batchSize: 8, remainder: 'keep', pixelLimit: 1e8 } as const satisfies PipelineOptions;

async function epochs(pool: DecodePool, count: number, more: Partial<PipelineOptions>) {
  const pipeline = createPipeline({ ...options, pool, ...more });
  const batches: Buffer[] = [];
  for await (const { pixels, release } of pipeline.from({}, { epoch: count })) {
    batches.push(Buffer.from(pixels));
    release();
  }
  const state = pipeline.state();
  await pipeline.close();
  return { bytes: Buffer.concat(batches), state };
}

const isolated = createDecodePool({ workers: 2, isolate: true });
afterAll(() => isolated.close());

describe('the caches of an isolated pool', () => {
  it('are read and written by the parent: the same batches, decoded once', async () => {
    const cacheDir = mkdtempSync(join(tmpdir(), 'isolate-cache-'));
    const threads = createDecodePool({ workers: 2 });
    try {
      const reference = await epochs(threads, 2, {});
      const { length } = samples;
      const ram = await epochs(isolated, 2, { cache: 'ram' });
      expect(ram.bytes.equals(reference.bytes)).toBe(true);
      expect(ram.state).toMatchObject({ fromCache: length });
      const disk = await epochs(isolated, 2, { cache: 'disk', cacheDir });
      expect(disk.bytes.equals(reference.bytes)).toBe(true);
      expect(disk.state).toMatchObject({ fromCache: length });
      // A pool of threads finds what the parent has cached, and uses it.
      const later = await epochs(threads, 2, { cache: 'disk', cacheDir });
      expect(later.bytes.equals(reference.bytes)).toBe(true);
      expect(later.state).toMatchObject({ fromCache: 2 * length });
    } finally {
      await threads.close();
      rmSync(cacheDir, { recursive: true });
    }
  });

  it('on disk work with pictures that cannot be looked at', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'isolate-cache-'));
    symlinkSync('loop.png', join(folder, 'loop.png'));
    const bad: string[] = [];
    try {
      const all = { root: '/', samples: [...samples.map(({ path }) => ({ path: pictures + path })), ...['loop.png', 'gone.png'].map((name) => ({ path: join(folder, name) }))] };
      await epochs(isolated, 1, { ...all, cache: 'disk', cacheDir: folder, maxBad: 1, onQuarantine: ({ path, reason }) => bad.push(`${path}: ${reason}`) });
      expect(bad.sort()).toEqual([
        `${folder}/gone.png: there is no such file`,
        `${folder}/loop.png: it is a link that leads back to itself`,
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('leave time for other work when everything is cached', async () => {
    const pipeline = createPipeline({ ...options, pool: isolated, cache: 'ram' });
    let turns = 0;
    let batches = 0;
    const timer = setInterval(() => turns++, 1);
    try {
      for await (const { release } of pipeline.from({}, { epoch: 20 })) {
        batches++;
        release();
      }
      expect(pipeline.state().fromCache).toBe(19 * samples.length);
      expect(turns).toBeGreaterThan(batches / 40);
      await until(() => pipeline.state().buffersTaken === 0);
    } finally {
      clearInterval(timer);
      await pipeline.close();
    }
  });
});
