import { expect, it } from 'vitest';
import { diagnose, type Measurements } from '../../../src/pipeline/index.js';

const found: Measurements = {
  best: { setting: { workers: 1, concurrency: 2, prefetch: 2 }, rate: 408, waiting: 0.004, seconds: 2 },
  stepRate: 410, loaderRate: 1900, costs: { readMs: 0.1, decodeMs: 0.9, transferMs: 0.05 }, cacheBytes: 5.2e9,
};

it('says that the step is slowest, and that only a faster step helps', () => {
  expect(diagnose(found)).toEqual({
    slowest: 'step',
    sentence: 'The step takes 410 images/s, the loader reads 1,900: 1 worker and a concurrency of 2 are enough.',
    help: 'Only a faster step would help: a GPU, or a smaller --size or --width.',
  });
});

it('says that the step and the loader slow each other down on shared cores', () => {
  expect(diagnose({ ...found, best: { ...found.best, waiting: 0.099 } })).toEqual({
    slowest: 'step',
    sentence: 'The step takes 410 images/s and the loader alone reads 1,900, but when they share the cores, the step waits 9.9 % of the time.',
    help: 'What would help: more cores, or a GPU for the step.',
  });
});

it('says that decoding is slowest', () => {
  const best = { setting: { workers: 4, concurrency: 64, prefetch: 3 }, rate: 8.25, waiting: 0.6, seconds: 2 };
  expect(diagnose({ ...found, best, loaderRate: 9, costs: { readMs: 3.2, decodeMs: 81, transferMs: 0 } })).toEqual({
    slowest: 'decoding',
    sentence: 'The step takes 410 images/s, and the loader reads 8.25: it is slower. Most of its time goes into decoding: 81 of the 84 ms that a picture costs.',
    help: 'What would help: more cores, or pictures stored in a smaller size; --cache ram or disk keeps decoded pictures for later epochs (5.2 GB).',
  });
});

it('says that the disk is slowest when no step was measured', () => {
  const best = { setting: { workers: 2, concurrency: 16, prefetch: 2 }, rate: 120, waiting: null, seconds: 2 };
  expect(diagnose({ ...found, best, stepRate: null, costs: { readMs: 14, decodeMs: 2, transferMs: 0 }, cacheBytes: 3e6 })).toEqual({
    slowest: 'disk',
    sentence: 'The loader reads 120 images/s with 2 workers and a concurrency of 16. Most of the time goes into reading from the disk: 14 of the 16 ms that a picture costs.',
    help: 'What would help: a faster disk; --cache ram or disk keeps decoded pictures for later epochs (3 MB).',
  });
});
