import { assert, asyncProperty, constantFrom, integer, record } from 'fast-check';
import { execFileSync } from 'node:child_process';
import { getEventListeners } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDecodePool, createPipeline, type Batch, type Pipeline } from '../../src/pipeline/index.js';
import { pictures } from '../workers/fixtures.js';
import { openFilesIn, resources } from './resources.js';
import { optionsFor } from './fakes.js';

const COUNT = 30;
const root = mkdtempSync(join(tmpdir(), 'whisker-cancel-'));
const pool = createDecodePool({ workers: 2 });
afterAll(async () => {
  await pool.close();
  rmSync(root, { recursive: true });
});
beforeAll(async () => {
  const noise = { type: 'gaussian', mean: 120, sigma: 40 } as const;
  for (let index = 0; index < COUNT; index++) {
    await sharp({ create: { width: 300, height: 200, channels: 3, background: '#000000', noise } }).jpeg().toFile(join(root, `${index}.png`));
  }
});

const choice = record({
  moment: integer({ min: 0, max: 60 }),
  unit: constantFrom('batches', 'turns', 'ms'),
  way: constantFrom('abort', 'unsubscribe', 'leave the loop', 'close'),
  cache: constantFrom('off' as const, 'ram' as const, 'disk' as const),
  concurrency: integer({ min: 1, max: 64 }),
  prefetch: integer({ min: 1, max: 4 }),
  release: constantFrom('at once', 'late', 'never'),
});

describe('a stream that is ended at any moment', () => {
  it('leaves no work, descriptor, buffer, timer or listener after a second, at any stage and in any way', async () => {
    const cacheDir = join(root, 'cache');
    let before: readonly string[] = [];
    await settled(() => expect(resources().includes('MessagePort')).toBe(false));
    before = resources();
    await assert(
      asyncProperty(choice, async ({ moment, unit, way, release, ...shape }) => {
        const stop = new AbortController();
        const pipeline = createPipeline(optionsFor(COUNT, { ...shape, root, pool, cacheDir, size: 32, signal: stop.signal }));
        const held: Batch[] = [];
        let batches = 0;
        const take = (batch: Batch): void => {
          batches++;
          if (release === 'at once') batch.release();
          else held.push(batch);
          if (release === 'late' && held.length > 1) held.shift()?.release();
        };
        const end = way === 'leave the loop' ? looped(pipeline, take) : subscribed(pipeline, take);
        await until(unit, moment, () => batches);

        if (way === 'abort') stop.abort();
        else if (way === 'close') await pipeline.close();
        else await end();
        const then = batches;
        expect(pipeline.state()).toMatchObject({ buffersTaken: 0, buffersDecoding: 0 });
        expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
        await settled(() => {
          expect(pipeline.state().decoding).toBe(0);
          expect(openFilesIn(root)).toEqual([]);
          expect(resources()).toEqual(before);
        });
        const { decoded, fromCache } = pipeline.state();
        for (const batch of held) batch.release();
        for (let turn = 0; turn < 5; turn++) await nextTurn();
        expect(batches, 'no batch comes afterwards').toBe(then);
        expect(pipeline.state()).toMatchObject({ decoded, fromCache, buffersTaken: 0 });
      }),
      { numRuns: 60 },
    );
  });
});

it('an aborted stream leaves no timer, so that its process can end', () => {
  const program = fileURLToPath(new URL('timers.mjs', import.meta.url));
  expect(execFileSync(process.execPath, [program, `${pictures}good`, 'plain.png', 'baseline.jpg', 'plain.webp'], { encoding: 'utf8', timeout: 100_000 })).toBe('[]');
});

function subscribed(pipeline: Pipeline, take: (batch: Batch) => void): () => Promise<void> {
  const subscription = pipeline.from().subscribe(take);
  return async () => subscription.unsubscribe();
}

/** Runs a loop that is left from outside, whether it waits for a batch or not. */
function looped(pipeline: Pipeline, take: (batch: Batch) => void): () => Promise<void> {
  const iterator = pipeline.from()[Symbol.asyncIterator]();
  const loop = async (): Promise<void> => {
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) take(next.value);
  };
  const ended = loop();
  return async () => {
    await iterator.return?.();
    await ended;
  };
}

async function until(unit: string, moment: number, batches: () => number): Promise<void> {
  if (unit === 'ms') return new Promise((resolve) => void setTimeout(resolve, moment));
  for (let turn = 0; unit === 'turns' ? turn < moment : batches() < moment && turn < 60; turn++) await nextTurn();
}

/** Waits until `check` passes, at most a second, in turns of 2 ms: on a busy machine they take longer, as the work does. */
async function settled(check: () => void): Promise<void> {
  for (let turns = 500; ; turns--) {
    try {
      return check();
    } catch (error) {
      if (turns === 0) throw error;
      await new Promise((resolve) => void setTimeout(resolve, 2));
    }
  }
}
