import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Bounds } from '../../bench/soak/bounds.js';
import { Random } from '../../bench/soak/random.js';
import { checkLeftovers, growthOf, excessOf, type Growth, type Health } from '../../bench/soak/health.js';
import { History } from '../../bench/soak/history.js';
import { randomScenario } from '../../bench/soak/scenario.js';
import { growsBeyond, trendOf } from '../../bench/soak/trend.js';

describe('random numbers', () => {
  it('are the same for the same seed, and evenly distributed', () => {
    const [one, other] = [new Random(5), new Random(5)];
    expect(Array.from({ length: 50 }, () => randomScenario(one))).toEqual(Array.from({ length: 50 }, () => randomScenario(other)));
    const counts = Array.from({ length: 6 }, () => 0);
    for (let draw = 0; draw < 60_000; draw++) counts[one.integer(0, 5)]++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });

  it('keep integers within their limits', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: -50, max: 50 }), fc.nat(100), (seed, min, more) => {
      const value = new Random(seed).integer(min, min + more);
      return Number.isInteger(value) && value >= min && value <= min + more;
    }));
  });
});

describe('a history', () => {
  it('knows what a file contained at a time or later, whatever was forgotten about the time before', () => {
    const changes = fc.array(fc.tuple(fc.nat(3), fc.option(fc.nat(1))), { maxLength: 30 });
    fc.assert(fc.property(changes, fc.nat(30), fc.nat(30), (list, at, forgotten) => {
      const history = new History(4);
      for (const [picture, content] of list) history.record(picture, content);
      history.forget(Math.min(forgotten, at));
      for (let picture = 0; picture < 4; picture++) {
        // By hand: the content after `at` changes, and that of every later change.
        const own = list.map(([whose, content], tick) => ({ whose, content, tick: tick + 1 })).filter(({ whose }) => whose === picture);
        const contentThen = own.findLast(({ tick }) => tick <= at)?.content;
        const expected = new Set([contentThen === undefined ? 0 : contentThen, ...own.filter(({ tick }) => tick > at).map(({ content }) => content)]);
        expect(history.since(picture, at)).toEqual(expected);
        expect(history.content(picture)).toBe(own.length === 0 ? 0 : own.at(-1)?.content);
      }
      expect(history.bad).toEqual([0, 1, 2, 3].filter((picture) => history.content(picture) === null));
    }));
  });
});

describe('bounds', () => {
  it('apply at once to what is begun, and let finish what was begun before', () => {
    const bounds = new Bounds({ concurrency: 8, prefetch: 3 });
    bounds.check({ decoding: 8, buffersTaken: 3 });
    bounds.set({ concurrency: 2, prefetch: 1 }, { decoding: 6, buffersTaken: 2 });
    bounds.check({ decoding: 6, buffersTaken: 2 });
    bounds.check({ decoding: 4, buffersTaken: 1 });
    expect(() => bounds.check({ decoding: 5, buffersTaken: 1 })).toThrow('5 pictures are being decoded, with a concurrency of 2');
    expect(() => bounds.check({ decoding: 1, buffersTaken: 2 })).toThrow('2 buffers are taken, with a prefetch of 1');
    bounds.set({ prefetch: 4 }, { decoding: 1, buffersTaken: 1 });
    bounds.check({ decoding: 2, buffersTaken: 4 });
    expect(() => bounds.check({ decoding: 3, buffersTaken: 4 })).toThrow('3 pictures');
  });
});

describe('the trend', () => {
  it('is the line that the points are on', () => {
    const some = fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 3, maxLength: 40 });
    fc.assert(fc.property(some, fc.integer({ min: -50, max: 50 }), fc.integer({ min: 0, max: 1000 }), (times, slope, at) => {
      const trend = trendOf(times.map((time) => [time, at + slope * time]));
      expect(trend.slope).toBeCloseTo(slope, 6);
      expect(trend.error).toBeCloseTo(0, 4);
    }));
  });

  it('distinguishes growth from noise', () => {
    const random = new Random(1);
    const noisy = (slope: number): [number, number][] => Array.from({ length: 60 }, (_, minute) => [minute, 200 + slope * minute + 20 * (random.next() - 0.5)]);
    expect(growsBeyond(trendOf(noisy(0)), 1)).toBe(false);
    expect(growsBeyond(trendOf(noisy(0.8)), 1)).toBe(false);
    expect(growsBeyond(trendOf(noisy(1.5)), 1)).toBe(true);
  });
});

describe('health', () => {
  const well: Health = { minute: 0, rssMb: 200, untrimmedMb: 220, heapMb: 20, heapPagesMb: 50, outsideHeapMb: 5, ended: 10, descriptors: ['/dev/null', 'pipe', 'pipe'], leftByLoading: 0, threads: 12, resources: ['TTYWrap'] };

  it('is good when nothing is left over', () => {
    checkLeftovers(well, { ...well, rssMb: 250, threads: 14, descriptors: ['pipe', '/dev/null'], leftByLoading: 2 }, 2);
  });

  it('is bad when a descriptor, a thread or an active resource is left', () => {
    expect(() => checkLeftovers(well, { ...well, descriptors: [...well.descriptors, 'pipe'] }, 0)).toThrow('1 more descriptors are open than at first: pipe');
    expect(() => checkLeftovers(well, { ...well, resources: ['MessagePort', 'TTYWrap'] }, 0)).toThrow('something keeps the process alive that did not at first: MessagePort');
    expect(() => checkLeftovers(well, { ...well, threads: 40 }, 0)).toThrow('there are 40 threads; at first there were 12');
  });

  it('is bad when more descriptors are left than threads ended while loading', () => {
    expect(() => checkLeftovers(well, { ...well, leftByLoading: 2 }, 1)).toThrow('threads left 2 descriptors while loading, and only 1 ended so early');
  });

  it('is bad when memory grows every minute, except during the warm-up', () => {
    const excess = (healthAt: (minute: number) => Partial<Health>): string | null => {
      const growth: Growth | null = growthOf(Array.from({ length: 40 }, (_, minute) => ({ ...well, minute, ...healthAt(minute) })));
      return growth === null ? 'none' : excessOf(growth);
    };
    expect(excess((minute) => ({ rssMb: 200 + 10 * Math.min(minute, 9) }))).toBeNull();
    const nonHeap = (slope: string): string => `memory outside of the heap grows by ${slope} MB per minute, without the leaks of ended threads (limit 1)`;
    expect(excess((minute) => ({ rssMb: 200 + 2 * minute }))).toBe(nonHeap('2.00'));
    expect(excess((minute) => ({ heapMb: 20 + minute }))).toBe('the heap grows by 1.00 MB per minute (limit 0.2)');
    expect(excess((minute) => ({ rssMb: 200 + 2 * minute, heapPagesMb: 50 + 2 * minute })), 'pages that V8 keeps').toBeNull();
    expect(excess((minute) => ({ rssMb: 200 + 3.2 * minute, ended: 100 * minute })), '32 KB per thread').toBeNull();
    expect(excess((minute) => ({ rssMb: 200 + 6.4 * minute, ended: 100 * minute })), '64 KB per thread').toBe(nonHeap('3.20'));
    expect(growthOf([well, { ...well, minute: 1 }])).toBeNull();
  });
});
