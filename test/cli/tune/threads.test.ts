import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolveOptions } from '../../../src/training/index.js';
import { scanDataset } from '../../../src/dataset/index.js';
import type * as tuneThreads from '../../../src/cli/tune/threads.js';
import { betterThreads, engineThreadCandidates, secondsToMeasure, describeThreads, threadLines, uvThreadCandidates, type ThreadRates } from '../../../src/cli/tune/threads.js';
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
    expect(secondsToMeasure([7, 8], 2)).toBe(5 + 2 * 2 * 10);
    expect(secondsToMeasure([], 2)).toBe(0);
  });
});

describe('another number than the default', () => {
  const found = (...rates: (number | number[])[]): ThreadRates[] => rates.map((rate, index) => ({ threads: index + 1, rates: [rate].flat() }));

  it('is chosen when it is clearly faster', () => {
    expect(betterThreads(2, found(120, 100), 0.01)).toBe(1);
    expect(betterThreads(2, found(104, 100), 0.01), 'may be chance').toBeUndefined();
    expect(betterThreads(2, found(90, 100), 0.01)).toBeUndefined();
    expect(betterThreads(3, found(120, 100), 0.01), 'the default was not measured').toBeUndefined();
    expect(betterThreads(1, [], 0.01)).toBeUndefined();
    expect(betterThreads(2, found(120, 100), 0.08), 'inside the noise').toBeUndefined();
  });

  it('is not chosen when its rounds differ as much', () => {
    expect(betterThreads(2, found([120, 119, 121], [100, 101, 99]), null)).toBe(1);
    expect(betterThreads(2, found([120, 96, 140], [100, 84, 125]), 0.01), 'the rounds say how large the noise is').toBeUndefined();
  });

  it('is printed with its rate and spread, and the same ones are named', () => {
    expect(threadLines(found(410, [530, 525, 541]))).toEqual(['   1: read 410 images/s', '   2: read 530 images/s (525 to 541 in 3 rounds)']);
    expect(describeThreads('TensorFlow', 2, found([101, 99, 103], [100, 102, 98]), null)).toEqual(['TensorFlow threads 1 and 2 are the same within the noise']);
    expect(describeThreads('TensorFlow', 2, found([120, 119, 121], [100, 101, 99]), null)).toEqual([]);
    expect(describeThreads('TensorFlow', 2, [], null)).toEqual([]);
  });
});

describe('a process of its own', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'whisker-threads-'));
    await writePictures(folder, 12);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('measures the step or the loader with a number of threads, in turns, while there is time', async () => {
    // The built module: the process that it starts has no TypeScript compiler.
    const built = new URL('../../../dist/cli/tune/threads.js', import.meta.url).href;
    const { measureThreads } = (await import(built)) as typeof tuneThreads;
    const dataset = await scanDataset(folder);
    const request = { dataset, options, setting: { workers: 1, concurrency: 4, prefetch: 2 }, signal: new AbortController().signal };
    const [engine, uv, started]: [ThreadRates[], ThreadRates[], number[]] = [[], [], []];
    /** Time that is over after so many looks. */
    const looks = (count: number) => () => (count-- > 0 ? 60 : 0);
    await measureThreads('engine', [1], request, looks(4), engine, (threads) => void started.push(threads));
    await measureThreads('uv', [5, 7], request, looks(9), uv, (threads) => void started.push(threads));
    await measureThreads('uv', [6], request, () => 1, uv, (threads) => void started.push(threads));
    expect([...engine, ...uv].map(({ threads, rates }) => [threads, rates.length])).toEqual([[1, 1], [5, 2], [7, 1]]);
    for (const rate of [...engine, ...uv].flatMap(({ rates }) => rates)) expect(rate).toBeGreaterThan(0);
    expect(started).toEqual([1, 1, 5, 5, 7, 5]);
  });
});
