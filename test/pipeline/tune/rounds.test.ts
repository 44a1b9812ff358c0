import { describe, expect, it } from 'vitest';
import { equalPartOf, isClearlyAbove, medianOf, noiseOf } from '../../../src/pipeline/tune/rounds.js';

/** Returns a source of normally distributed numbers that is the same in every test. */
function normals(seed: number): () => number {
  let state = seed;
  const uniform = (): number => ((state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) + 0.5) / 2 ** 32;
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

it('the median is the middle, or the mean of the two in the middle', () => {
  expect([medianOf([3]), medianOf([9, 1, 4]), medianOf([4, 1, 9, 2])]).toEqual([3, 4, 3]);
});

describe('noise', () => {
  it.each([2, 3, 5])('is the standard deviation from round to round, from many settings of %i rounds at any speed', (rounds) => {
    const next = normals(rounds);
    const groups = Array.from({ length: 2000 }, (_, group) => Array.from({ length: rounds }, () => (1 + group) * (1 + 0.05 * next())));
    expect(noiseOf(groups)).toBeGreaterThan(0.042);
    expect(noiseOf(groups)).toBeLessThan(0.058);
  });

  it('is not moved by one disturbed round', () => {
    expect(noiseOf([[100, 101, 99, 100, 20], [50, 50.5, 49.5, 50, 50]])).toBeLessThan(0.02);
  });

  it('is unknown where nothing was measured twice', () => {
    expect([noiseOf([]), noiseOf([[1], [2]])]).toEqual([null, null]);
    expect(noiseOf([[1], [2, 2]])).toBe(0);
  });
});

describe('a difference', () => {
  it('inside the noise is none; more rounds show a smaller one', () => {
    expect(isClearlyAbove([104, 104, 104], [100, 100, 100], 0.03)).toBe(false);
    expect(isClearlyAbove([108, 108, 108], [100, 100, 100], 0.03)).toBe(true);
    expect(equalPartOf(0.03, 3, 3)).toBeCloseTo(0.0614, 3);
    expect(equalPartOf(0.03, 12, 12)).toBeCloseTo(0.0307, 3);
  });

  it('below 2 % is none on the steadiest machine, and below 10 % where the noise is unknown', () => {
    expect([isClearlyAbove([101.9], [100], 0), isClearlyAbove([102.1], [100], 0)]).toEqual([false, true]);
    expect([isClearlyAbove([109], [100], null), isClearlyAbove([111], [100], null)]).toEqual([false, true]);
  });

  it('is found by chance in few of the comparisons of equal settings', () => {
    const next = normals(7);
    const rounds = () => Array.from({ length: 5 }, () => 100 * (1 + 0.05 * next()));
    const found = Array.from({ length: 500 }, () => [rounds(), rounds()]).filter(([one, other]) => isClearlyAbove(one, other, 0.05)).length;
    expect(found).toBeLessThan(500 * 0.05);
  });
});
