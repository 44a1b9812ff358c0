import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDecodePool, createPipeline, type Batch } from '../../src/pipeline/index.js';
import { openFilesIn } from './resources.js';
import { contents, copies, optionsFor, type Contents } from './fakes.js';

const COUNT = 40;
const root = mkdtempSync(join(tmpdir(), 'whisker-stall-'));
const pool = createDecodePool({ workers: 2 });
afterAll(async () => {
  await pool.close();
  rmSync(root, { recursive: true });
});
beforeAll(async () => {
  for (let index = 0; index < COUNT; index++) {
    await sharp({ create: { width: 60, height: 40, channels: 3, background: { r: index * 6, g: 0, b: 0 } } }).png().toFile(join(root, `${index}.png`));
  }
});

describe('a consumer that stalls', () => {
  it.each([[1, 1], [2, 5], [3, 64]])('stops reading with prefetch %i and concurrency %i, keeps open files bounded, and continues where it was', async (prefetch, concurrency) => {
    const options = optionsFor(COUNT, { root, pool, prefetch, concurrency, batchSize: 5 });
    const expected = await copies(createPipeline(options), 16);
    const pipeline = createPipeline(options);
    const held: Batch[] = [];
    const seen: Contents[] = [];
    const subscription = pipeline.from().subscribe((batch) => {
      held.push(batch);
      seen.push(contents(batch));
    });
    const look = async (ms: number): Promise<void> => {
      for (const began = performance.now(); performance.now() - began < ms; await pause(1)) {
        const { buffersTaken, decoding, decoded } = pipeline.state();
        expect(openFilesIn(root).length).toBeLessThanOrEqual(concurrency);
        expect(decoding).toBeLessThanOrEqual(concurrency);
        expect(buffersTaken).toBeLessThanOrEqual(prefetch);
        expect(decoded - (seen.length - held.length) * 5).toBeLessThanOrEqual(prefetch * 5);
      }
    };
    while (held.length < prefetch) await look(5);
    await look(100);
    const full = pipeline.state();
    expect(full).toMatchObject({ delivered: prefetch, decoded: prefetch * 5, decoding: 0, buffersDecoding: 0, buffersTaken: prefetch });
    expect(openFilesIn(root)).toEqual([]);
    expect(full.blockedMs, 'the wait for the consumer is counted').toBeGreaterThan(80);
    while (seen.length < 16) {
      held.shift()?.release();
      await look(1);
    }
    subscription.unsubscribe();
    expect(seen.slice(0, 16)).toEqual(expected);
  });
});

describe('the state', () => {
  it('adds up the pictures that were decoded and cached, and the times of the workers', async () => {
    const pipeline = createPipeline(optionsFor(COUNT, { root, pool, cache: 'ram', batchSize: 5, prefetch: 2 }));
    for await (const batch of pipeline.from({}, { epoch: 3 })) batch.release();
    const { decoded, fromCache, delivered, readMs, decodeMs, ...rest } = pipeline.state();
    expect(decoded + fromCache).toBe(3 * COUNT);
    expect(decoded).toBeLessThanOrEqual(COUNT + 10);
    expect(delivered).toBe(24);
    expect(readMs).toBeGreaterThan(0);
    expect(decodeMs).toBeGreaterThan(0);
    expect(rest).toMatchObject({ buffersTaken: 0, buffersDecoding: 0, decoding: 0, quarantined: 0, workers: 2, prefetch: 2, concurrency: 4 });
  });
});
