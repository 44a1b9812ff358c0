import * as fc from 'fast-check';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as piscinaModule from 'piscina';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createDecodePool, createPipeline, type DecodePool } from '../../src/pipeline/index.js';
import { createSampler } from '../../src/pipeline/sampler.js';
import { pictures, refusalOf, taskFor } from '../workers/fixtures.js';
import { encode, photograph, subsamplings } from '../workers/jpegs.js';
import { piscinas } from '../workers/piscinas.js';
import { copied, optionsFor, hashOf, type Contents } from './fakes.js';

vi.mock('piscina', async (load) => (await import('../workers/piscinas.js')).noting(await load<typeof piscinaModule>()));

const SIZE = 16;
/** Starting a thread takes as long as decoding hundreds of these pictures. */
const KILLS = 6;
const BYTES = SIZE * SIZE * 3;
const root = mkdtempSync(join(tmpdir(), 'whisker-real-'));
const pools = new Map<number, DecodePool>();
const samples: { readonly path: string; readonly class: number | null }[] = [];
/** The pixels of each sample, decoded one after the other; null for unusable ones. */
const plain: (Uint8Array | null)[] = [];

beforeAll(async () => {
  const files = new Map<string, Buffer>();
  for (const [place, subsampling] of (Object.keys(subsamplings) as (keyof typeof subsamplings)[]).entries()) {
    const [width, height] = [60 + place * 31, 150 - place * 13];
    files.set(`${place}.jpg`, encode(await photograph(width, height), width, height, { subsampling, progressive: place % 2 === 1 }));
  }
  for (const name of ['plain.png', 'alpha.png', 'palette.png', 'gray-sixteen-bit.png', 'orientation-6.jpg', 'cmyk.jpg', 'plain.webp']) files.set(name, readFileSync(`${pictures}good/${name}`));
  for (const name of ['cut.jpg', 'rotten.png', 'text.jpg']) files.set(name, readFileSync(`${pictures}bad/${name}`));
  for (const [name, bytes] of files) writeFileSync(join(root, name), bytes);
  for (const [index, path] of [...files.keys(), 'gone.jpg'].entries()) samples.push({ path, class: index % 3 === 0 ? null : index });
  for (const workers of [1, 3]) pools.set(workers, createDecodePool({ workers }));
  const one = pools.get(1);
  for (const { path } of samples) {
    const task = taskFor(join(root, path), { size: SIZE });
    plain.push(one !== undefined && (await refusalOf(one, task)) === null ? new Uint8Array(task.target) : null);
  }
});
afterAll(async () => {
  for (const pool of pools.values()) await pool.close();
  rmSync(root, { recursive: true });
});

/** The expected batches: each place holds its first usable candidate, decoded separately. */
function expected(options: ReturnType<typeof optionsFor>, first: number, last: number): Contents[] {
  const sampler = createSampler({ ...options, total: samples.length });
  return [...sampler.between(first, last)].map(({ epoch, batch, count, candidates }) => {
    const indices = Array.from({ length: count }, (_, place) => [...candidates(place)].find((index) => plain[index] !== null) ?? Number.NaN);
    const pixels = hashOf(Buffer.concat(indices.map((index) => plain[index] ?? Buffer.alloc(BYTES))));
    return { epoch, batch, batches: sampler.batches, count, pixels, labels: indices.map((index) => samples[index].class ?? -1), indices };
  });
}

const shape = fc.record({
  workers: fc.constantFrom(1, 3),
  concurrency: fc.integer({ min: 1, max: 40 }),
  prefetch: fc.integer({ min: 1, max: 4 }),
  batchSize: fc.integer({ min: 1, max: 20 }),
  cache: fc.constantFrom('off' as const, 'ram' as const, 'disk' as const),
  order: fc.constantFrom('shuffled' as const, 'given' as const),
  remainder: fc.constantFrom('drop' as const, 'keep' as const),
  seed: fc.nat(1000),
});

it('real workers decode real pictures as a plain decode does, whatever the options and whichever worker is killed', async () => {
  let kills = 0;
  await fc.assert(
    fc.asyncProperty(shape, fc.nat(12), fc.integer({ min: 1, max: 8 }), fc.option(fc.integer({ min: 1, max: 4 }), { freq: 2 }), fc.infiniteStream(fc.nat()), async ({ workers, ...changes }, first, count, killEvery, victims) => {
      const reported: string[] = [];
      const pool = pools.get(workers);
      const options = optionsFor(1, { ...changes, root, samples, size: SIZE, cacheDir: join(root, 'cache'), ...(pool && { pool }), onQuarantine: ({ path }) => reported.push(path) });
      const pipeline = createPipeline(options);
      const positionOf = (at: number) => ({ epoch: Math.floor(at / pipeline.batches), batch: at % pipeline.batches });
      const seen: Contents[] = [];
      for await (const batch of pipeline.from(positionOf(first), positionOf(first + count))) {
        seen.push(copied(batch));
        // Only a thread that has loaded: killed earlier, no thread would ever decode.
        const threads = piscinas.flatMap((piscina) => (piscina.threads.length === workers ? piscina.threads : []));
        const victim = threads[(victims.next().value ?? 0) % threads.length];
        if (kills < KILLS && killEvery !== null && seen.length % killEvery === 0 && victim !== undefined) kills += Number(await victim.terminate() === 1);
      }
      expect(seen).toEqual(expected(options, first, first + count));
      for (const path of reported) expect(plain[samples.findIndex((sample) => sample.path === path)], path).toBeNull();
      expect(new Set(reported).size).toBe(reported.length);
    }),
    { numRuns: 25, endOnFailure: true },
  );
  expect(plain.filter((pixels) => pixels === null)).toHaveLength(4);
  expect(kills).toBeGreaterThan(2);
});
