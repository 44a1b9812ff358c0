import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestOf, doubling, isWithinNoise, lastCompared, mergeRounds, search, type Measurement, type SearchPart, type SearchRange, type Setting } from '../../../src/pipeline/index.js';
import { Machine } from './machine.js';

const range: SearchRange = {
  workers: [1, 2, 3, 4, 5, 6, 7, 8], concurrency: [1, 2, 4, 8, 16, 32, 64, 128, 192], prefetch: [2, 3, 4, 6], batch: 64, byDefault: { workers: 8, concurrency: 64, prefetch: 3 },
};
const fixed: SearchRange = { ...range, workers: [3], concurrency: [7], prefetch: [5], byDefault: { workers: 3, concurrency: 7, prefetch: 5 } };

/** Runs a search to its end with these answers, and returns its measurements and its result. @param seconds time that the search has, one for each measurement */
function searched(answer: (setting: Setting) => { readonly rate: number; readonly waiting: number | null }, within = range, seconds = Infinity) {
  const measured: (Measurement & { readonly part: SearchPart })[] = [];
  const settings = search(within, () => measured.length / seconds);
  for (let next = settings.next(); next.done !== true && measured.length < seconds;) {
    const { part, setting } = next.value;
    const one = { part, setting, seconds: 1, ...answer(setting) };
    measured.push(one);
    next = settings.next(one);
  }
  return { measured, best: bestOf(lastCompared(measured)) };
}

describe('search', () => {
  it('finds the fewest workers, then the lowest concurrency and prefetch, with which the step never waits', () => {
    const { best, measured } = searched(({ workers, concurrency, prefetch }) => ({ rate: 400, waiting: workers >= 2 && concurrency >= 16 && prefetch >= 2 ? 0.005 : workers * concurrency < 8 ? 0.7 : 0.3 }));
    expect(best.setting).toEqual({ workers: 2, concurrency: 16, prefetch: 2 });
    expect(new Set(measured.map(({ setting }) => setting.workers)), 'every number of workers').toEqual(new Set(range.workers));
  });

  it('finds the number of workers beyond which the loader gets no faster', () => {
    const { best } = searched(({ workers, concurrency }) => ({ rate: Math.min(workers, 3) * 500 * Math.min(1, concurrency / (workers * 4)), waiting: null }));
    expect(best.setting).toEqual({ workers: 3, concurrency: 16, prefetch: 2 });
  });

  it('raises the prefetch while it helps', () => {
    const { best } = searched(({ prefetch }) => ({ rate: prefetch * 10, waiting: Math.max(0, 0.7 - prefetch / 10) }));
    expect(best.setting.prefetch).toBe(6);
  });

  it('measures settings in turns, forwards and backwards, and compares the best with the default', () => {
    const { measured } = searched(({ workers }) => ({ rate: 100 * workers, waiting: null }), { ...range, workers: [7, 8], concurrency: [64], prefetch: [2, 3] });
    const words = measured.map(({ part, setting }) => `${part} ${setting.workers} ${setting.prefetch}`);
    expect(words.slice(0, 6)).toEqual(['workers 7 3', 'workers 8 3', 'workers 8 3', 'workers 7 3', 'workers 7 3', 'workers 8 3']);
    expect(words.slice(-4)).toEqual(['default 8 3', 'default 8 2', 'default 8 2', 'default 8 3']);
  });

  it('measures fixed values once', () => {
    const { measured } = searched(() => ({ rate: 1, waiting: null }), fixed);
    expect(measured.map(({ part, setting }) => ({ part, ...setting }))).toEqual(['workers', 'concurrency', 'prefetch'].map((part) => ({ part, workers: 3, concurrency: 7, prefetch: 5 })));
  });

  it('limits the concurrency to the places in buffers', () => {
    const { measured } = searched(() => ({ rate: 1, waiting: null }), { ...range, batch: 16 });
    for (const { setting, part } of measured) if (part !== 'default') expect(setting.concurrency).toBeLessThanOrEqual(setting.prefetch * 16);
  });

  it('is not misled by a machine that is twice as slow for a while', () => {
    let second = 0;
    const { best } = searched(({ workers }) => ({ rate: Math.min(workers, 2) * (second++ % 20 < 8 ? 100 : 200), waiting: null }));
    expect(best.setting.workers).toBe(2);
  });

  it('is not misled by a step whose speed varies: the wait shows what the loader does', () => {
    let second = 0;
    const { best } = searched(({ workers, concurrency }) => ({ rate: 400 + 70 * Math.sin(second++ * 2.4), waiting: workers >= 2 && concurrency >= 32 ? 0.001 : 0.2 }));
    expect(best.setting).toMatchObject({ workers: 2, concurrency: 32 });
  });

  it('has a good result after a few measurements, and every part gets its share of the time', () => {
    const speed = ({ workers, concurrency }: Setting) => ({ rate: Math.min(workers, 3) * Math.min(1, concurrency / 16), waiting: null });
    const { measured, best } = searched(speed, range, 60);
    expect(best.setting).toMatchObject({ workers: 3, concurrency: 16 });
    expect(new Set(measured.map(({ part }) => part)).size).toBe(4);
    for (let seconds = 8; seconds < 60; seconds++) expect(searched(speed, range, seconds).best.rate).toBeGreaterThanOrEqual(3);
  });

  it('finds a setting that feeds the step of a simulated machine', () => {
    const timings = [{ readMs: 0.2, decodeMs: 5 }];
    const known = new Map<string, { readonly rate: number; readonly waiting: number }>();
    const { best } = searched((setting) => {
      const key = JSON.stringify(setting);
      const answer = known.get(key) ?? simulated(setting);
      known.set(key, answer);
      return answer;
    });
    function simulated({ workers, concurrency, prefetch }: Setting) {
      const machine = new Machine({ workers, prefetch, batch: 64, timings, stepMs: 200, blocks: true, transferMs: 0.05 }, concurrency);
      const reports = machine.run(30).slice(2);
      return { rate: reports.reduce((sum, { stages }) => sum + stages.step.perSecond * 64, 0) / reports.length, waiting: reports.reduce((sum, { waitMs }) => sum + waitMs, 0) / 1000 / reports.length };
    }
    expect(best.waiting).toBeLessThan(0.02);
    expect(best.setting).toMatchObject({ workers: 2, concurrency: 64 });
  });

  it('ends, and returns a measured setting, whatever the answers', () => {
    const answers = fc.array(fc.record({ rate: fc.double({ min: 0.1, max: 1000, noNaN: true }), waiting: fc.oneof(fc.constant(null), fc.double({ min: 0, max: 1, noNaN: true })) }), { minLength: 1, maxLength: 40 });
    fc.assert(fc.property(answers, (all) => {
      let at = 0;
      const mode = all[0].waiting === null;
      const { measured, best } = searched(() => {
        const { rate, waiting } = all[at++ % all.length];
        return { rate, waiting: mode ? null : (waiting ?? 0.5) };
      });
      expect(measured.length).toBeLessThanOrEqual(5 * (8 + 9 + 4 + 2));
      expect(measured.some(({ setting }) => JSON.stringify(setting) === JSON.stringify(best.setting))).toBe(true);
    }));
  });
});

describe('bestOf', () => {
  const rounds = (workers: number, concurrency: number, prefetch: number, rates: readonly number[], waiting: number | null = null): Measurement[] =>
    rates.map((rate) => ({ setting: { workers, concurrency, prefetch }, rate, waiting, seconds: 1 }));
  const best = (...measured: Measurement[][]) => bestOf(mergeRounds(measured.flat())).setting;

  it('prefers less memory, then fewer workers, then a lower concurrency, where nothing differs by more than the noise', () => {
    const noisy = (rate: number) => [rate * 0.98, rate, rate * 1.02];
    expect(best(rounds(4, 64, 3, noisy(1000)), rounds(4, 64, 2, noisy(990)), rounds(2, 64, 2, noisy(985)), rounds(2, 16, 2, noisy(980)), rounds(2, 8, 2, noisy(800)))).toEqual({ workers: 2, concurrency: 16, prefetch: 2 });
  });

  it('takes more workers where they are faster than the noise explains, however small the noise', () => {
    const [slow, fast] = [rounds(1, 1, 2, [100, 101, 99]), rounds(2, 1, 2, [105, 106, 104])];
    expect(best(slow, fast)).toMatchObject({ workers: 2 });
    const busy = [rounds(1, 1, 2, [100, 115, 90]), rounds(2, 1, 2, [105, 96, 120])];
    expect(best(...busy)).toMatchObject({ workers: 1 });
    const [one, two] = mergeRounds(busy.flat());
    expect(isWithinNoise(one, two, [one, two])).toBe(true);
  });

  it('takes the faster one where it waits more: more workers can slow the step', () => {
    expect(best(rounds(1, 1, 2, [120, 121, 119], 0.08), rounds(2, 1, 2, [100, 101, 99], 0))).toMatchObject({ workers: 1 });
  });
});

it('the rounds of a setting are put together with their medians', () => {
  const one = (workers: number, rate: number, waiting: number): Measurement => ({ setting: { workers, concurrency: 1, prefetch: 2 }, rate, waiting, seconds: 2 });
  expect(mergeRounds([one(1, 100, 0.25), one(2, 10, 0.5), one(1, 200, 0.5), one(1, 120, 0.5)])).toEqual([
    { setting: { workers: 1, concurrency: 1, prefetch: 2 }, rate: 120, waiting: 0.5, seconds: 6, rates: [100, 200, 120], working: [0.75, 0.5, 0.5] },
    { setting: { workers: 2, concurrency: 1, prefetch: 2 }, rate: 10, waiting: 0.5, seconds: 2, rates: [10], working: [0.5] },
  ]);
});

it('doubling returns both limits and doubled values between them', () => {
  expect(doubling(1, 12)).toEqual([1, 2, 4, 8, 12]);
  expect(doubling(1, 8)).toEqual([1, 2, 4, 8]);
  expect(doubling(1, 1)).toEqual([1]);
});
