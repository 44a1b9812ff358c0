import { assert, asyncProperty, boolean, constantFrom, integer, record, uniqueArray } from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, describe, expect, it } from 'vitest';
import { createPipeline, type Quarantined } from '../../src/pipeline/index.js';
import { createSampler } from '../../src/pipeline/sampler.js';
import type { Settings } from '../../src/pipeline/settings.js';
import { copies, numbered, optionsFor, hashOf, FakePool, type Contents } from './fakes.js';

const chosen = record({
  total: integer({ min: 1, max: 40 }),
  batchSize: integer({ min: 1, max: 12 }),
  remainder: constantFrom('drop' as const, 'keep' as const),
  order: constantFrom('shuffled' as const, 'given' as const),
  seed: integer({ min: 0, max: 1000 }),
  prefetch: integer({ min: 1, max: 4 }),
  concurrency: integer({ min: 1, max: 9 }),
  cache: constantFrom('off' as const, 'ram' as const, 'disk' as const),
});
const cacheDir = mkdtempSync(join(tmpdir(), 'whisker-stream-'));
afterAll(() => rmSync(cacheDir, { recursive: true }));
const badOnes = uniqueArray(integer({ min: 0, max: 39 }), { maxLength: 12 });
const BATCHES = 8;

/** Bytes of the heap after a garbage collection. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  return process.memoryUsage().heapUsed;
}

/** Returns the list, and how many of its items were read. */
function countReads<Item>(list: readonly Item[]): { counted: readonly Item[]; reads: () => number } {
  let count = 0;
  const counted = new Proxy(list, {
    get: (target, key, receiver) => {
      if (typeof key === 'string' && key !== 'length' && key in target && !(key in Array.prototype)) count += 1;
      return Reflect.get(target, key, receiver);
    },
  });
  return { counted, reads: () => count };
}

/** The expected batches, computed without a pipeline: each place holds its first candidate that is not bad. */
function expected(options: Settings, bad: readonly number[], first: number): Contents[] {
  const sampler = createSampler({ ...options, total: options.samples.length });
  return [...sampler.between(first, first + BATCHES)].map((batch) => {
    const indices = Array.from({ length: batch.count }, (_, place) => [...batch.candidates(place)].find((index) => !bad.includes(index)) ?? Number.NaN);
    const pixels = hashOf(Buffer.concat(indices.map((index) => Buffer.alloc(options.size ** 2 * 3, index % 251))));
    const labels = indices.map((index) => options.samples[index].class ?? -1);
    return { epoch: batch.epoch, batch: batch.batch, batches: sampler.batches, count: batch.count, pixels, labels, indices };
  });
}

describe('the stream of batches', () => {
  it('depends only on the samples, the order, the seed and the position', async () => {
    await assert(
      asyncProperty(chosen, badOnes, integer({ min: 0, max: 30 }), integer({ min: 0, max: 1000 }), async ({ total, ...choice }, bad, first, salt) => {
        const pool = new FakePool((index) => bad.includes(index), (asked) => (asked * 31 + salt) % 7);
        const options = optionsFor(total, { ...choice, pool, cacheDir });
        if (bad.filter((index) => index < total).length === total) return;
        const pipeline = createPipeline(options);
        const start = { epoch: Math.floor(first / pipeline.batches), batch: first % pipeline.batches };
        expect(await copies(pipeline, BATCHES, start)).toEqual(expected(options, bad, first));
        expect(pool.most).toBeLessThanOrEqual(choice.concurrency);
      }),
      { numRuns: 150 },
    );
  });

  it('is the same whether a bad picture is found now or known from before', async () => {
    await assert(
      asyncProperty(chosen, badOnes, boolean(), async ({ total, ...choice }, bad, all) => {
        const inSet = bad.filter((index) => index < total);
        if (inSet.length === total) return;
        const known = all ? inSet : inSet.slice(inSet.length / 2);
        const reported: Quarantined[] = [];
        const pool = new FakePool((index) => bad.includes(index));
        const options = optionsFor(total, { ...choice, cacheDir, pool, knownBad: new Set(known.map((index) => `${index}.png`)), onQuarantine: (picture) => reported.push(picture) });
        expect(await copies(createPipeline(options), BATCHES)).toEqual(expected(options, bad, 0));
        expect(pool.asked.filter((index) => known.includes(index)), 'known bad pictures are never opened').toEqual([]);
        expect(new Set(reported.map(({ path }) => path)).size, 'each is reported once').toBe(reported.length);
        for (const { path } of reported) expect(known.map((index) => `${index}.png`)).not.toContain(path);
      }),
      { numRuns: 60 },
    );
  });

  it('resumes at any position as if it had never stopped, without reading what comes before', async () => {
    const whole = await copies(createPipeline(optionsFor(30, { batchSize: 7 })), 12);
    for (let first = 0; first < 12; first++) {
      for (const start of first % 4 === 0 && first > 0 ? [{ epoch: first / 4, batch: 0 }, { epoch: first / 4 - 1, batch: 4 }] : [{ epoch: Math.floor(first / 4), batch: first % 4 }]) {
        const pool = new FakePool();
        expect(await copies(createPipeline(optionsFor(30, { batchSize: 7, pool })), 12 - first, start)).toEqual(whole.slice(first));
        if (first < 12) expect(pool.asked.slice(0, 4).every((index) => whole[first].indices.includes(index))).toBe(true);
      }
    }
  });

  it('ends at the given position and reads nothing beyond it', async () => {
    const pool = new FakePool();
    const pipeline = createPipeline(optionsFor(10, { remainder: 'keep', order: 'given', prefetch: 5, pool }));
    const seen: number[] = [];
    await pipeline.from({ epoch: 3, batch: 1 }, { epoch: 4, batch: 0 }).forEach(({ batch, count, release }) => {
      seen.push(batch, count);
      release();
    });
    expect(seen).toEqual([1, 4, 2, 2]);
    expect(pool.asked).toEqual([4, 5, 6, 7, 8, 9]);
    const none: unknown[] = [];
    await pipeline.from({ epoch: 1, batch: 0 }, { epoch: 1, batch: 0 }).forEach((batch) => void none.push(batch));
    expect(none).toEqual([]);
  });

  it('is one batch of all samples when a batch could hold more', async () => {
    const pipeline = createPipeline(optionsFor(5, { batchSize: 100, order: 'given' }));
    expect(pipeline.batches).toBe(1);
    const [batch] = await copies(pipeline, 1);
    expect(batch).toMatchObject({ count: 5, batches: 1, indices: [0, 1, 2, 3, 4], labels: [0, 1, 2, -1, 0] });
  });

  it('decodes each sample once with a cache in memory, and emits the same batches', async () => {
    const pool = new FakePool();
    const cached = createPipeline(optionsFor(24, { cache: 'ram', pool }));
    const without = await copies(createPipeline(optionsFor(24)), 18);
    expect(await copies(cached, 18)).toEqual(without);
    expect(cached.state()).toMatchObject({ decoded: 24, buffersTaken: 0 });
    expect(cached.state().fromCache).toBeGreaterThanOrEqual(48);
    expect(new Set(pool.asked).size).toBe(pool.asked.length);
    expect(await copies(cached, 6), 'another subscription finds the cached pictures').toEqual(without.slice(0, 6));
    expect(cached.state().decoded).toBe(24);
  });

  it.each([['off', 1], ['disk', 2]] as const)('starts at any position, with a cache %s, after it has read each sample %i times, and then reads a few', async (cache, times) => {
    const samples = numbered(40_000);
    const { counted, reads } = countReads(samples);
    const pipeline = createPipeline({ ...optionsFor(1, { samples, cache, cacheDir, root: '/counted' }), samples: counted });
    await copies(pipeline, 3, { epoch: 5, batch: 9000 });
    expect(reads()).toBeGreaterThan(times * samples.length);
    expect(reads()).toBeLessThan(times * samples.length + 100);
  });

  it.each([37_500, 1_300_000])('starts with %i samples without more memory than their list', async (count) => {
    const samples = numbered(count);
    const before = process.memoryUsage();
    const pipeline = createPipeline(optionsFor(1, { samples }));
    await copies(pipeline, 3, { epoch: 5, batch: 9000 });
    const after = process.memoryUsage();
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(1e6);
    expect(after.heapUsed - before.heapUsed).toBeLessThan(3e6);
  });

  it('starts with a cache on disk with a byte of memory per sample', async () => {
    const samples = numbered(1_300_000);
    const before = process.memoryUsage().arrayBuffers;
    const pipeline = createPipeline(optionsFor(1, { samples, cache: 'disk', cacheDir, root: '/many' }));
    await copies(pipeline, 3, { epoch: 5, batch: 9000 });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4e6);
  });

  it('does not grow: the heap after 200,000 pictures is as large as after 20,000', async () => {
    const pool = { workers: 1, setWorkers: () => undefined, decode: async () => ({ refused: null, from: 'file' as const, readMs: 0, decodeMs: 0 }), close: async () => undefined };
    const pipeline = createPipeline(optionsFor(1000, { pool, batchSize: 10, prefetch: 4, concurrency: 64 }));
    let first = 0;
    for await (const { epoch, batch, release } of pipeline.from({}, { epoch: 200 })) {
      release();
      if (epoch === 20 && batch === 0) first = heapInUse();
    }
    expect(heapInUse() - first).toBeLessThan(1e6);
  });
});
