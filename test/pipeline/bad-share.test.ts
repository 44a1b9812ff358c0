import { assert, double, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadShare, isBeyondDoubt } from '../../src/pipeline/bad-share.js';

describe('isBeyondDoubt', () => {
  it('is true for a row of bad pictures that the limit cannot explain', () => {
    const row = (limit: number): number => [...Array(5000).keys()].findIndex((bad) => isBeyondDoubt(bad, bad, limit));
    expect([0, 0.01, 0.1, 0.5, 0.9, 0.99].map(row)).toEqual([1, 5, 9, 29, 190, 1990]);
    expect(row(1)).toBe(-1);
  });

  it('is never true within the limit, and stays true when the same share is seen in more samples', () => {
    assert(
      property(integer({ min: 0, max: 500 }), integer({ min: 1, max: 500 }), double({ min: 0, max: 1, noNaN: true }), (bad, more, limit) => {
        const seen = bad + more;
        if (bad / seen <= limit) expect(isBeyondDoubt(bad, seen, limit)).toBe(false);
        if (isBeyondDoubt(bad, seen, limit)) expect(isBeyondDoubt(bad * 2, seen * 2, limit)).toBe(true);
      }),
    );
  });

  it('accepts a set exactly at the limit: 2,000 shuffled epochs of 1,000 samples, a tenth of them bad', () => {
    let state = 1;
    const random = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
    for (let epoch = 0; epoch < 2000; epoch++) {
      let bad = 0;
      let left = 100;
      for (let seen = 1; seen <= 1000; seen++) {
        if (random() * (1001 - seen) < left) {
          left--;
          bad++;
        }
        if (isBeyondDoubt(bad, seen, 0.1)) expect.fail(`${bad} of ${seen} in epoch ${epoch}`);
      }
    }
  });
});

describe('BadShare', () => {
  const results = (share: BadShare, bad: readonly (readonly number[])[]): (string | null)[] =>
    bad.map((indices) => {
      share.add(indices);
      const exceeded = share.exceeded();
      return exceeded === null ? null : `${exceeded.count}/${exceeded.of}`;
    });

  it('is exceeded when more than the share of all samples are bad, each counted once', () => {
    expect(results(new BadShare(20, 0.1, true, []), [[1], [1, 2], [2], [], [3]])).toEqual([null, null, null, null, '3/20']);
  });

  it('counts the samples that were known before', () => {
    expect(results(new BadShare(20, 0.1, true, [5, 6]), [[5], [], [7]])).toEqual([null, null, '3/20']);
  });

  it('is exceeded by the first bad sample at limit 0, and by none at limit 1', () => {
    expect(results(new BadShare(1000, 0, false, []), [[], [4]])).toEqual([null, '1/1000']);
    expect(results(new BadShare(3, 1, true, []), [[0], [1], [2]])).toEqual([null, null, null]);
  });

  it('is exceeded early when the samples so far prove it, but only in a shuffled order', () => {
    const half = Array.from({ length: 60 }, (_, place) => (place % 2 === 0 ? [place] : []));
    const early = results(new BadShare(100_000, 0.1, true, []), half).findIndex((result) => result !== null);
    expect(early).toBeGreaterThan(20);
    expect(early).toBeLessThan(50);
    expect(results(new BadShare(100_000, 0.1, false, []), half).every((result) => result === null)).toBe(true);
  });
});
