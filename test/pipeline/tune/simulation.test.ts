import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startAutotune } from '../../../src/pipeline/index.js';
import { Machine, type MachineOptions } from './machine.js';

const recorded = z.array(z.tuple([z.number(), z.number()]).transform(([readMs, decodeMs]) => ({ readMs, decodeMs })));
const { photos, cold, large } = z
  .object({ photos: recorded, cold: recorded, large: recorded })
  .parse(JSON.parse(readFileSync(new URL('../../../fixtures/timings/pictures.json', import.meta.url), 'utf8')));

/** About 370 photographs a second with two workers: 64 of them in 173 ms. */
const machine: MachineOptions = { workers: 2, prefetch: 3, batch: 64, timings: photos, stepMs: 120, blocks: true, transferMs: 0.05 };
const slowDisk = cold.map(({ readMs, decodeMs }) => ({ readMs: readMs * 20, decodeMs }));
const SECONDS = 120;

const scenes: readonly (readonly [string, MachineOptions])[] = [
  ['a slow disk', { ...machine, timings: slowDisk, stepMs: 150 }],
  ['slow decoding', { ...machine, timings: large, stepMs: 400 }],
  ['a slow step', { ...machine, stepMs: 2000 }],
  ['a step that blocks the main thread and takes as long as decoding its batch', { ...machine, stepMs: 185 }],
  ['the same step on a GPU, with a free main thread', { ...machine, stepMs: 185, blocks: false }],
  ['four workers and a fast step', { ...machine, workers: 4, stepMs: 90 }],
  ['a disk that stalls for ten seconds', { ...machine, stepMs: 200, stalls: [[60_000, 70_000]] }],
  ['a disk that stalls again and again', { ...machine, timings: cold, stepMs: 220, stalls: [[20_000, 30_000], [60_000, 70_000], [100_000, 110_000]] }],
  ['a step that becomes twice as fast', { ...machine, stepMs: 400, later: { from: 60_000, stepMs: 200 } }],
  ['a step that becomes slow', { ...machine, stepMs: 190, later: { from: 60_000, stepMs: 800 } }],
  ['small batches', { ...machine, batch: 8, stepMs: 25 }],
  ['one worker and one buffer', { ...machine, workers: 1, prefetch: 1, stepMs: 100 }],
];

/** Runs are deterministic, so each is made once. */
const found = new Map<string, ReturnType<typeof run>>();

function auto(options: MachineOptions) {
  const key = JSON.stringify(options);
  const known = found.get(key) ?? run(options);
  found.set(key, known);
  return known;
}

function run(options: MachineOptions) {
  const start = startAutotune({ ...options, max: 1024 });
  const model = new Machine(options, start.concurrency);
  const reports = model.run(SECONDS, start);
  return { trained: model.trained, concurrency: reports.map((report) => report.concurrency), reports };
}

function fixed(options: MachineOptions, concurrency: number): number {
  const model = new Machine(options, concurrency);
  model.run(SECONDS);
  return model.trained;
}

describe('concurrency found while training, against every fixed concurrency', () => {
  it.each(scenes.map(([name, options]) => ({ name, options })))('$name: at most 5 % behind the best', ({ options }) => {
    // A concurrency above the number of places in buffers changes nothing.
    const places = options.prefetch * options.batch;
    const best = Math.max(...[...new Set([2, 8, 16, 32, 64, 128, 256].map((concurrency) => Math.min(concurrency, places)))].map((concurrency) => fixed(options, concurrency)));
    expect(auto(options).trained).toBeGreaterThanOrEqual(best * 0.95);
  });

  it('fixed concurrencies differ greatly, so the choice matters', () => {
    const options = { ...machine, stepMs: 185 };
    expect(fixed(options, 2)).toBeLessThan(fixed(options, 128) * 0.6);
  });
});

describe('autotuned concurrency', () => {
  it('grows until a step that blocks the main thread finds its batch ready', () => {
    const { concurrency, reports } = auto({ ...machine, stepMs: 400 });
    expect(concurrency[0]).toBe(16);
    expect(Math.max(...concurrency)).toBeGreaterThanOrEqual(64);
    expect(reports.slice(-60).every(({ bottleneck }) => bottleneck !== 'data')).toBe(true);
  });

  it('shrinks while buffers are full, and stops before the step waits for long', () => {
    const { concurrency, reports } = auto({ ...machine, stepMs: 190, later: { from: 60_000, stepMs: 800 } });
    expect(Math.min(...concurrency.slice(-60))).toBeLessThan(Math.max(...concurrency.slice(0, 60)));
    expect(reports.slice(-60).filter(({ bottleneck }) => bottleneck === 'data').length).toBeLessThan(12);
  });

  it('changes at most once while a disk stalls', () => {
    const { concurrency } = auto({ ...machine, stepMs: 200, stalls: [[60_000, 70_000]] });
    expect(new Set(concurrency.slice(59, 70)).size).toBeLessThanOrEqual(2);
  });

  it('leaves the maximum when decoding is slow and a high concurrency does not help', () => {
    const { concurrency } = auto({ ...machine, timings: large, stepMs: 400 });
    expect(Math.max(...concurrency)).toBe(192);
    expect(concurrency.slice(-20).every((count) => count < 192)).toBe(true);
  });

  it('never leaves its limits', () => {
    for (const [, options] of scenes) {
      for (const count of auto(options).concurrency) {
        expect(count).toBeGreaterThanOrEqual(options.workers);
        expect(count).toBeLessThanOrEqual(options.prefetch * options.batch);
      }
    }
  });
});
