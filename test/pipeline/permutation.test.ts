import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { permutation } from '../../src/pipeline/index.js';

const seeds = integer({ min: 0, max: 2 ** 32 - 1 });
const places = (n: number): number[] => Array.from({ length: n }, (_, place) => place);

/** Standard deviations of chi-square above its mean, when all `counts` should be equal. */
function surprise(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const expected = total / counts.length;
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  return (chiSquare - (counts.length - 1)) / Math.sqrt(2 * (counts.length - 1));
}

const orderings = (n: number): string[] => (n === 0 ? [''] : orderings(n - 1).flatMap((rest) => places(n).map((at) => rest.slice(0, at) + (n - 1) + rest.slice(at))));

describe('permutation', () => {
  it('contains every sample once, for any n, seed and epoch', () => {
    assert(
      property(integer({ min: 1, max: 3000 }), seeds, integer({ min: 0, max: 1e6 }), (n, seed, epoch) => {
        expect(new Set(places(n).map(permutation(n, seed, epoch))).size).toBe(n);
        expect(Math.max(...places(n).map(permutation(n, seed, epoch)))).toBe(n - 1);
      }),
      { numRuns: 60 },
    );
  });

  it('works for 2^32 samples', () => {
    const order = permutation(2 ** 32, 1, 0);
    const taken = [0, 1, 2 ** 31, 2 ** 32 - 1].map(order);
    for (const sample of taken) expect(Number.isInteger(sample) && sample >= 0 && sample < 2 ** 32).toBe(true);
    expect(new Set(taken).size).toBe(4);
  });

  it('is the same every time, and differs with the seed, the epoch and the purpose', () => {
    const list = (...args: Parameters<typeof permutation>): string => places(100).map(permutation(...args)).join();
    expect(list(100, 7, 3)).toBe(list(100, 7, 3));
    expect(new Set([list(100, 7, 3), list(100, 8, 3), list(100, 7, 4), list(100, 3, 7), list(100, 7, 3, 'replacements')]).size).toBe(5);
  });

  it('never changes, so that runs of earlier versions resume', () => {
    expect(places(10).map(permutation(10, 1, 0))).toEqual([3, 4, 1, 9, 7, 8, 6, 5, 2, 0]);
    expect(places(4).map(permutation(37_500, 42, 9, 'replacements'))).toEqual([28062, 10649, 23451, 3144]);
    expect(places(4).map(permutation(37_500, 42, 9))).toEqual([25889, 22677, 17358, 2541]);
  });

  describe('is uniform: chi-square over many seeds or epochs is within four standard deviations', () => {
    const DRAWS = 15_000;
    const each = { seed: (n: number, i: number) => permutation(n, i, 0), epoch: (n: number, i: number) => permutation(n, 7, i) };

    it.each([[2, 'seed'], [3, 'seed'], [4, 'seed'], [5, 'seed'], [6, 'seed'], [4, 'epoch'], [6, 'epoch']] as const)('all orders of %i samples, by %s', (n, by) => {
      const counts = new Map(orderings(n).map((order) => [order, 0]));
      for (let i = 0; i < DRAWS; i++) {
        const order = places(n).map(each[by](n, i)).join('');
        counts.set(order, (counts.get(order) ?? Number.NaN) + 1);
      }
      expect(Math.abs(surprise([...counts.values()]))).toBeLessThan(4);
    });

    it.each([9, 16, 25, 37, 100])('the first two of %i samples', (n) => {
      const counts = Array.from({ length: n * n }, () => 0);
      for (let i = 0; i < DRAWS; i++) {
        const order = permutation(n, i, 3);
        counts[order(0) * n + order(1)]++;
      }
      expect(Math.abs(surprise(counts.filter((_, pair) => pair % (n + 1) !== 0)))).toBeLessThan(4);
    });

    it.each([10, 37])('the same place of %i samples in two successive epochs', (n) => {
      const counts = Array.from({ length: n * n }, () => 0);
      for (let i = 0; i < DRAWS; i++) counts[permutation(n, 1, i)(0) * n + permutation(n, 1, i + 1)(0)]++;
      expect(Math.abs(surprise(counts))).toBeLessThan(4);
    });
  });
});
