import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolveOptions } from '../../../src/training/index.js';
import { scanDataset } from '../../../src/dataset/index.js';
import type * as tuneThreads from '../../../src/cli/tune/threads.js';
import { betterThreads, engineThreadCandidates, secondsToMeasure, threadsInWords, uvThreadCandidates, type ThreadRate } from '../../../src/cli/tune/threads.js';
import { writePictures } from '../../training/pictures.js';

const jpegs = { samples: [{ path: 'a/1.jpg', class: 0 }, { path: 'b/2.JPEG', class: 1 }] };
const options = resolveOptions({ preset: 'tiny', words: { batch: '4', width: '4', 'generator-width': '4', noise: '6' } });

describe('the numbers of threads to try', () => {
  it("include libuv's threads only when libvips decodes, which it does not for JPEGs", () => {
    expect(uvThreadCandidates(jpegs, options, { UV_THREADPOOL_SIZE: '10' })).toEqual([]);
    expect(uvThreadCandidates(jpegs, { ...options, decoder: 'sharp' }, { UV_THREADPOOL_SIZE: '99' })).toContain(99);
    expect(uvThreadCandidates({ samples: [{ path: 'a.png', class: null }] }, options, {})).toContain(4);
  });

  it("include TensorFlow's threads from two cores on", () => {
    expect([1, 2, 8].map(engineThreadCandidates)).toEqual([[], [1, 2], [7, 8]]);
    expect(secondsToMeasure([7, 8], 2)).toBe(42);
  });
});

describe('another number than the default', () => {
  const found = (...rates: number[]): ThreadRate[] => rates.map((rate, index) => ({ threads: index + 1, rate }));

  it('is chosen when it is clearly faster', () => {
    expect(betterThreads(2, found(120, 100), 0.01)).toBe(1);
    expect(betterThreads(2, found(104, 100), 0.01), 'may be chance').toBeUndefined();
    expect(betterThreads(2, found(90, 100), 0.01)).toBeUndefined();
    expect(betterThreads(3, found(120, 100), 0.01), 'the default was not measured').toBeUndefined();
    expect(betterThreads(1, [], 0.01)).toBeUndefined();
    expect(betterThreads(2, found(120, 100), 0.08), 'inside the noise').toBeUndefined();
  });

  it('is printed with its rate', () => {
    expect(threadsInWords(found(410, 530))).toBe('1: read 410 images/s   2: read 530 images/s');
  });
});

describe('a process of its own', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'whisker-threads-'));
    await writePictures(folder, 12);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('measures the step or the loader with a number of threads', async () => {
    // The built module: the process that it starts has no TypeScript compiler.
    const built = new URL('../../../dist/cli/tune/threads.js', import.meta.url).href;
    const { measureThreads } = (await import(built)) as typeof tuneThreads;
    const dataset = await scanDataset(folder);
    const request = { dataset, options, setting: { workers: 1, concurrency: 4, prefetch: 2 }, signal: new AbortController().signal };
    const [engine, uv, started]: [ThreadRate[], ThreadRate[], number[]] = [[], [], []];
    await measureThreads('engine', [1], request, () => 40, engine, (threads) => void started.push(threads));
    await measureThreads('uv', [5], request, () => 20, uv, (threads) => void started.push(threads));
    await measureThreads('uv', [6], request, () => 1, uv, (threads) => void started.push(threads));
    expect([engine, uv]).toEqual([[{ threads: 1, rate: expect.any(Number) }], [{ threads: 5, rate: expect.any(Number) }]]);
    for (const { rate } of [...engine, ...uv]) expect(rate).toBeGreaterThan(0);
    expect(started).toEqual([1, 5]);
  });
});
