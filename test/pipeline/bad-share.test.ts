import { assert, double, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadShare, isBeyondDoubt } from '../../src/pipeline/bad-share.js';

describe('isBeyondDoubt', () => {
  it('knows the row of bad ones that the limit cannot explain', () => {
    const row = (limit: number): number => [...Array(5000).keys()].findIndex((bad) => isBeyondDoubt(bad, bad, limit));
    expect([0, 0.01, 0.1, 0.5, 0.9, 0.99].map(row)).toEqual([1, 5, 9, 29, 190, 1990]);
    expect(row(1)).toBe(-1);
  });

  it('never doubts a share within the limit, and is the surer the more it saw', () => {
    assert(
      property(integer({ min: 0, max: 500 }), integer({ min: 1, max: 500 }), double({ min: 0, max: 1, noNaN: true }), (bad, more, limit) => {
        const met = bad + more;
        if (bad / met <= limit) expect(isBeyondDoubt(bad, met, limit)).toBe(false);
        if (isBeyondDoubt(bad, met, limit)) expect(isBeyondDoubt(bad * 2, met * 2, limit)).toBe(true);
      }),
    );
  });

  it('lets a set at the very limit pass: 2,000 shuffled epochs of 1,000 samples, a tenth of them bad', () => {
    let state = 1;
    const random = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
    for (let epoch = 0; epoch < 2000; epoch++) {
      let bad = 0;
      let left = 100;
      for (let met = 1; met <= 1000; met++) {
        if (random() * (1001 - met) < left) {
          left--;
          bad++;
        }
        if (isBeyondDoubt(bad, met, 0.1)) expect.fail(`${bad} of ${met} in epoch ${epoch}`);
      }
    }
  });
});

describe('BadShare', () => {
  const verdicts = (share: BadShare, bad: readonly (readonly number[])[]): (string | null)[] =>
    bad.map((indices) => {
      share.add(indices);
      const exceeded = share.exceeded();
      return exceeded === null ? null : `${exceeded.count}/${exceeded.of}`;
    });

  it('fails once more than the share of all samples are bad, each counted once', () => {
    expect(verdicts(new BadShare(20, 0.1, true, []), [[1], [1, 2], [2], [], [3]])).toEqual([null, null, null, null, '3/20']);
  });

  it('counts those that were known before', () => {
    expect(verdicts(new BadShare(20, 0.1, true, [5, 6]), [[5], [], [7]])).toEqual([null, null, '3/20']);
  });

  it('fails at the first bad one when none is allowed, and never for bad ones when all are', () => {
    expect(verdicts(new BadShare(1000, 0, false, []), [[], [4]])).toEqual([null, '1/1000']);
    expect(verdicts(new BadShare(3, 1, true, []), [[0], [1], [2]])).toEqual([null, null, null]);
  });

  it('fails early when what was met proves it, but in a shuffled order only', () => {
    const half = Array.from({ length: 60 }, (_, place) => (place % 2 === 0 ? [place] : []));
    const early = verdicts(new BadShare(100_000, 0.1, true, []), half).findIndex((verdict) => verdict !== null);
    expect(early).toBeGreaterThan(20);
    expect(early).toBeLessThan(50);
    expect(verdicts(new BadShare(100_000, 0.1, false, []), half).every((verdict) => verdict === null)).toBe(true);
  });
});
