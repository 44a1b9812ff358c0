import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestOf, doubling, mergeRepeated, search, type Measurement, type SearchRange, type Setting } from '../../../src/pipeline/index.js';
import { Machine } from './machine.js';

const range: SearchRange = { workers: [1, 2, 4, 8], concurrency: [1, 2, 4, 8, 16, 32, 64, 128, 192], prefetch: [2, 3, 4, 6], batch: 64 };

/** Runs a search to its end with these answers, and returns its measurements and its result. */
function searched(answer: (setting: Setting) => { readonly rate: number; readonly waiting: number | null }, within = range) {
  const settings = search(within);
  const measured: Measurement[] = [];
  for (let next = settings.next(); next.done !== true;) {
    const one = { setting: next.value, seconds: 1, ...answer(next.value) };
    measured.push(one);
    next = settings.next(one);
  }
  return { measured, best: bestOf(measured) };
}

describe('search', () => {
  it('finds the fewest workers, then the lowest concurrency and prefetch, with which the step never waits', () => {
    const { best, measured } = searched(({ workers, concurrency, prefetch }) => ({ rate: 400, waiting: workers >= 2 && concurrency >= 16 && prefetch >= 2 ? 0.005 : workers * concurrency < 8 ? 0.7 : 0.3 }));
    expect(best.setting).toEqual({ workers: 2, concurrency: 16, prefetch: 2 });
    expect(measured.some(({ setting }) => setting.workers > 2)).toBe(false);
  });

  it('finds the number of workers beyond which the loader gets no faster', () => {
    const { best } = searched(({ workers, concurrency }) => ({ rate: Math.min(workers, 4) * 500 * Math.min(1, concurrency / (workers * 4)), waiting: null }));
    expect(best.setting).toEqual({ workers: 4, concurrency: 16, prefetch: 2 });
  });

  it('raises the prefetch while the step still waits and it helps', () => {
    const { best } = searched(({ prefetch }) => ({ rate: prefetch * 10, waiting: Math.max(0, 0.5 - prefetch / 10) }));
    expect(best.setting.prefetch).toBe(6);
  });

  it('keeps fixed values', () => {
    const { measured } = searched(() => ({ rate: 1, waiting: null }), { workers: [3], concurrency: [7], prefetch: [5], batch: 64 });
    expect(measured.map(({ setting }) => setting)).toEqual([{ workers: 3, concurrency: 7, prefetch: 5 }, { workers: 3, concurrency: 7, prefetch: 5 }]);
  });

  it('limits the concurrency to the places in buffers', () => {
    const { measured } = searched(() => ({ rate: 1, waiting: null }), { ...range, batch: 16 });
    for (const { setting } of measured) expect(setting.concurrency).toBeLessThanOrEqual(setting.prefetch * 16);
  });

  it('is not misled by a step whose speed varies', () => {
    let second = 0;
    const { best } = searched(({ workers, concurrency }) => ({ rate: 400 + 300 * Math.sin(second++ * 2.4), waiting: workers >= 2 && concurrency >= 32 ? 0.001 : 0.2 }));
    expect(best.setting).toMatchObject({ workers: 2, concurrency: 32 });
  });

  it('finds a setting that feeds the step of a simulated machine, within a dozen measurements', () => {
    const timings = [{ readMs: 0.2, decodeMs: 5 }];
    const { best, measured } = searched(({ workers, concurrency, prefetch }) => {
      const machine = new Machine({ workers, prefetch, batch: 64, timings, stepMs: 200, blocks: true, transferMs: 0.05 }, concurrency);
      const reports = machine.run(10).slice(2);
      const seconds = reports.length;
      return { rate: machine.trained / 10, waiting: reports.reduce((sum, { waitMs }) => sum + waitMs, 0) / 1000 / seconds };
    });
    expect(best.waiting).toBeLessThan(0.02);
    expect(best.setting).toMatchObject({ workers: 2, concurrency: 64 });
    expect(measured.length).toBeLessThanOrEqual(12);
  });

  it('measures no setting more than twice, ends soon, and returns a measured setting, whatever the answers', () => {
    const answers = fc.array(fc.record({ rate: fc.double({ min: 0.1, max: 1000, noNaN: true }), waiting: fc.oneof(fc.constant(null), fc.double({ min: 0, max: 1, noNaN: true })) }), { minLength: 1, maxLength: 40 });
    fc.assert(fc.property(answers, (all) => {
      let at = 0;
      const mode = all[0].waiting === null;
      const { measured, best } = searched(() => {
        const { rate, waiting } = all[at++ % all.length];
        return { rate, waiting: mode ? null : (waiting ?? 0.5) };
      });
      expect(measured.length).toBeLessThanOrEqual(4 + 9 + 4 + 1);
      expect(measured.some(({ setting }) => JSON.stringify(setting) === JSON.stringify(best.setting))).toBe(true);
    }));
  });
});

describe('bestOf', () => {
  const one = (workers: number, concurrency: number, prefetch: number, rate: number, waiting: number | null = null, seconds = 1): Measurement => ({ setting: { workers, concurrency, prefetch }, rate, waiting, seconds });

  it('prefers less memory, then fewer workers, then a lower concurrency, at equal throughput', () => {
    expect(bestOf([one(4, 64, 3, 1000), one(4, 64, 2, 990), one(2, 64, 2, 985), one(2, 16, 2, 980), one(2, 8, 2, 900)]).setting).toEqual({ workers: 2, concurrency: 16, prefetch: 2 });
  });

  it('uses the mean of repeated measurements', () => {
    expect(mergeRepeated([one(1, 1, 2, 100, 0.25, 1), one(1, 1, 2, 200, 0.5, 3), one(2, 1, 2, 10, 0.5)])).toEqual([one(1, 1, 2, 175, 0.4375, 4), one(2, 1, 2, 10, 0.5)]);
  });
});

it('doubling returns both limits and doubled values between them', () => {
  expect(doubling(1, 12)).toEqual([1, 2, 4, 8, 12]);
  expect(doubling(1, 8)).toEqual([1, 2, 4, 8]);
  expect(doubling(1, 1)).toEqual([1]);
});
