import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Bounds } from '../../bench/soak/bounds.js';
import { Chance } from '../../bench/soak/chance.js';
import { compare, growthOf, tooMuch, type Growth, type Health } from '../../bench/soak/health.js';
import { History } from '../../bench/soak/history.js';
import { drawShape } from '../../bench/soak/shape.js';
import { growsBeyond, trendOf } from '../../bench/soak/trend.js';

describe('chance', () => {
  it('is the same for the same seed, and spreads evenly', () => {
    const [one, other] = [new Chance(5), new Chance(5)];
    expect(Array.from({ length: 50 }, () => drawShape(one))).toEqual(Array.from({ length: 50 }, () => drawShape(other)));
    const counts = Array.from({ length: 6 }, () => 0);
    for (let draw = 0; draw < 60_000; draw++) counts[one.whole(0, 5)]++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });

  it('keeps whole numbers between their limits', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: -50, max: 50 }), fc.nat(100), (seed, min, more) => {
      const value = new Chance(seed).whole(min, min + more);
      return Number.isInteger(value) && value >= min && value <= min + more;
    }));
  });
});

describe('a history', () => {
  it('tells what stood there at a moment or later, whatever was forgotten of the time before', () => {
    const changes = fc.array(fc.tuple(fc.nat(3), fc.option(fc.nat(1))), { maxLength: 30 });
    fc.assert(fc.property(changes, fc.nat(30), fc.nat(30), (list, at, forgotten) => {
      const history = new History(4);
      for (const [picture, content] of list) history.note(picture, content);
      history.forget(Math.min(forgotten, at));
      for (let picture = 0; picture < 4; picture++) {
        // By hand: what stood there after `at` changes, and what came with any later one.
        const own = list.map(([whose, content], tick) => ({ whose, content, tick: tick + 1 })).filter(({ whose }) => whose === picture);
        const standing = own.findLast(({ tick }) => tick <= at)?.content;
        const wanted = new Set([standing === undefined ? 0 : standing, ...own.filter(({ tick }) => tick > at).map(({ content }) => content)]);
        expect(history.since(picture, at)).toEqual(wanted);
        expect(history.content(picture)).toBe(own.length === 0 ? 0 : own.at(-1)?.content);
      }
      expect(history.bad).toEqual([0, 1, 2, 3].filter((picture) => history.content(picture) === null));
    }));
  });
});

describe('bounds', () => {
  it('hold at once for what is begun, and for what was begun before as it ends', () => {
    const bounds = new Bounds({ concurrency: 8, prefetch: 3 });
    bounds.check({ decoding: 8, buffersTaken: 3 });
    bounds.set({ concurrency: 2, prefetch: 1 }, { decoding: 6, buffersTaken: 2 });
    bounds.check({ decoding: 6, buffersTaken: 2 });
    bounds.check({ decoding: 4, buffersTaken: 1 });
    expect(() => bounds.check({ decoding: 5, buffersTaken: 1 })).toThrow('5 pictures are in decode, with 2 concurrency');
    expect(() => bounds.check({ decoding: 1, buffersTaken: 2 })).toThrow('2 prefetch are taken of 1');
    bounds.set({ prefetch: 4 }, { decoding: 1, buffersTaken: 1 });
    bounds.check({ decoding: 2, buffersTaken: 4 });
    expect(() => bounds.check({ decoding: 3, buffersTaken: 4 })).toThrow('3 pictures');
  });
});

describe('the trend', () => {
  it('is the line that points lie on, whatever its place', () => {
    const some = fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 3, maxLength: 40 });
    fc.assert(fc.property(some, fc.integer({ min: -50, max: 50 }), fc.integer({ min: 0, max: 1000 }), (times, slope, at) => {
      const trend = trendOf(times.map((time) => [time, at + slope * time]));
      expect(trend.slope).toBeCloseTo(slope, 6);
      expect(trend.error).toBeCloseTo(0, 4);
    }));
  });

  it('tells growth from noise', () => {
    const chance = new Chance(1);
    const noisy = (slope: number): [number, number][] => Array.from({ length: 60 }, (_, minute) => [minute, 200 + slope * minute + 20 * (chance.next() - 0.5)]);
    expect(growsBeyond(trendOf(noisy(0)), 1)).toBe(false);
    expect(growsBeyond(trendOf(noisy(0.8)), 1)).toBe(false);
    expect(growsBeyond(trendOf(noisy(1.5)), 1)).toBe(true);
  });
});

describe('health', () => {
  const well: Health = { minute: 0, rssMb: 200, untrimmedMb: 220, heapMb: 20, heapPagesMb: 50, outsideHeapMb: 5, ended: 10, descriptors: ['/dev/null', 'pipe', 'pipe'], leftByLoading: 0, threads: 12, resources: ['TTYWrap'] };

  it('is as at first when nothing is left over', () => {
    compare(well, { ...well, rssMb: 250, threads: 14, descriptors: ['pipe', '/dev/null'], leftByLoading: 2 }, 2);
  });

  it('is not when a descriptor, a thread or something that lives is left', () => {
    expect(() => compare(well, { ...well, descriptors: [...well.descriptors, 'pipe'] }, 0)).toThrow('1 more descriptors are open than at first: pipe');
    expect(() => compare(well, { ...well, resources: ['MessagePort', 'TTYWrap'] }, 0)).toThrow('something is still alive that was not at first: MessagePort');
    expect(() => compare(well, { ...well, threads: 40 }, 0)).toThrow('there are 40 threads; at first there were 12');
  });

  it('is not when threads left more descriptors than there were that had just loaded', () => {
    expect(() => compare(well, { ...well, leftByLoading: 2 }, 1)).toThrow('threads left 2 descriptors of what they had loaded by, and 1 ended so early');
  });

  it('is not when memory grows minute for minute; what the warm-up takes is no growth', () => {
    const verdict = (healthAt: (minute: number) => Partial<Health>): string | null => {
      const growth: Growth | null = growthOf(Array.from({ length: 40 }, (_, minute) => ({ ...well, minute, ...healthAt(minute) })));
      return growth === null ? 'none' : tooMuch(growth);
    };
    expect(verdict((minute) => ({ rssMb: 200 + 10 * Math.min(minute, 9) }))).toBeNull();
    const beside = (slope: string): string => `memory beside the heap grows by ${slope} MB a minute, without what ended threads left; 1 is the bound`;
    expect(verdict((minute) => ({ rssMb: 200 + 2 * minute }))).toBe(beside('2.00'));
    expect(verdict((minute) => ({ heapMb: 20 + minute }))).toBe('the heap grows by 1.00 MB a minute; 0.2 is the bound');
    expect(verdict((minute) => ({ rssMb: 200 + 2 * minute, heapPagesMb: 50 + 2 * minute })), 'pages that V8 keeps').toBeNull();
    expect(verdict((minute) => ({ rssMb: 200 + 3.2 * minute, ended: 100 * minute })), '32 KB a thread').toBeNull();
    expect(verdict((minute) => ({ rssMb: 200 + 6.4 * minute, ended: 100 * minute })), '64 KB a thread').toBe(beside('3.20'));
    expect(growthOf([well, { ...well, minute: 1 }])).toBeNull();
  });
});
