import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startAutotune, autotune, type Autotune, type Observation } from '../../../src/pipeline/index.js';

const waits: Observation = { seconds: 1, steps: 5, waiting: 0.3, idle: 0 };
const full: Observation = { seconds: 1, steps: 5, waiting: 0, idle: 0.8 };
const balanced: Observation = { seconds: 1, steps: 5, waiting: 0.01, idle: 0.1 };
const begin = (): Autotune => startAutotune({ workers: 2, prefetch: 3, batch: 32, max: 1024 });
const after = (state: Autotune, ...seen: readonly Observation[]): Autotune => seen.reduce(autotune, state);
const concurrencyAlong = (state: Autotune, seen: readonly Observation[]): number[] => {
  const concurrency = [];
  for (const one of seen) {
    state = autotune(state, one);
    concurrency.push(state.concurrency);
  }
  return concurrency;
};
const times = <Value>(count: number, value: Value): Value[] => Array.from({ length: count }, () => value);

describe('autotune', () => {
  it('starts with a concurrency of eight per worker, limited by the places in buffers and by the pipeline', () => {
    expect(begin()).toMatchObject({ concurrency: 16, least: 2, most: 96 });
    expect(startAutotune({ workers: 8, prefetch: 1, batch: 4, max: 1024 })).toMatchObject({ concurrency: 4, least: 4, most: 4 });
    expect(startAutotune({ workers: 64, prefetch: 64, batch: 4096, max: 1024 })).toMatchObject({ concurrency: 512, most: 1024 });
  });

  it('doubles the concurrency while the step waits', () => {
    expect(concurrencyAlong(begin(), times(4, waits))).toEqual([32, 64, 96, 96]);
  });

  it('changes nothing while neither side waits', () => {
    expect(new Set(concurrencyAlong(begin(), times(100, balanced)))).toEqual(new Set([16]));
  });

  it('reduces the concurrency by a quarter after enough observations with full buffers', () => {
    expect(concurrencyAlong(begin(), times(9, full))).toEqual([16, 16, 16, 16, 12, 12, 12, 12, 12]);
    expect(after(begin(), ...times(500, full)).concurrency).toBe(2);
  });

  it('counts full buffers from zero after an observation without them', () => {
    expect(after(begin(), ...times(4, full), balanced, ...times(4, full)).concurrency).toBe(16);
  });

  it('undoes a reduction that makes the step wait, and waits twice as long before the next', () => {
    const missed = after(begin(), ...times(5, full), waits);
    expect(missed).toMatchObject({ concurrency: 16, patience: 10 });
    // The rest of that wait does not raise the concurrency.
    expect(after(missed, waits).concurrency).toBe(16);
    expect(concurrencyAlong(missed, times(12, full)).indexOf(12)).toBe(9);
  });

  it('halves a highest concurrency that does not help, as long as the step waits no longer, and rests there', () => {
    const slow = (state: Autotune): Observation => ({ seconds: 1, steps: 5, waiting: state.concurrency < 40 ? 0.7 : 0.4, idle: 0 });
    let state = begin();
    const concurrency: number[] = [];
    for (let second = 0; second < 40; second++) {
      state = autotune(state, slow(state));
      concurrency.push(state.concurrency);
    }
    expect(concurrency.filter((count, at) => count !== concurrency[at - 1])).toEqual([32, 64, 96, 48, 24, 48]);
    expect(concurrency.slice(-25)).toEqual(times(25, 48));
  });

  it('measures slow steps until there are enough of them', () => {
    const slow = { seconds: 3, steps: 1, waiting: 0.5, idle: 0 };
    const top = after(begin(), ...times(4, slow));
    expect(top).toMatchObject({ concurrency: 96, mode: { kind: 'halving' } });
    expect(concurrencyAlong(top, times(9, slow))).toEqual([...times(8, 96), 48]);
  });

  it('ignores a stall, unless it is long', () => {
    const stalled: Observation = { seconds: 10, steps: 1, waiting: 0.99, idle: 0 };
    const trained = after(begin(), ...times(5, balanced));
    expect(after(trained, ...times(5, stalled)).concurrency).toBe(16);
    expect(after(trained, ...times(60, stalled)).concurrency).toBeGreaterThan(16);
  });

  it('stays a whole number within its limits, whatever the observations', () => {
    const seen = fc.record({ seconds: fc.double({ min: 0.5, max: 20, noNaN: true }), steps: fc.integer({ min: 1, max: 50 }), waiting: fc.double({ min: 0, max: 1, noNaN: true }), idle: fc.double({ min: 0, max: 1, noNaN: true }) });
    const limits = fc.record({ workers: fc.integer({ min: 1, max: 64 }), prefetch: fc.integer({ min: 1, max: 64 }), batch: fc.integer({ min: 1, max: 4096 }), max: fc.constant(1024) });
    fc.assert(fc.property(limits, fc.array(seen, { maxLength: 200 }), (limit, all) => {
      for (const concurrency of concurrencyAlong(startAutotune(limit), all)) {
        expect(Number.isInteger(concurrency)).toBe(true);
        expect(concurrency).toBeGreaterThanOrEqual(1);
        expect(concurrency).toBeLessThanOrEqual(Math.min(1024, limit.prefetch * limit.batch));
      }
    }));
  });
});
