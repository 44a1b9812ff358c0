import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { median, ratioToBest, spreadOf, timeToBest } from '../../bench/report/statistics.js';

const values = fc.array(fc.double({ min: 0.001, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 20 });

it("interpolates quartiles as numpy's percentile does", () => {
  expect(spreadOf([10, 1, 4, 2])).toEqual({ min: 1, lower: 1.75, median: 3, upper: 5.5, max: 10 });
  expect(spreadOf([7])).toEqual({ min: 7, lower: 7, median: 7, upper: 7, max: 7 });
});

it('has as many values below the median as above, whatever their order', () => {
  fc.assert(fc.property(values, (some) => {
    const middle = median(some);
    const half = some.length / 2;
    return some.filter((value) => value < middle).length <= half
      && some.filter((value) => value > middle).length <= half
      && median(some.toReversed()) === middle;
  }));
});

it('orders minimum, quartiles and maximum', () => {
  fc.assert(fc.property(values, (some) => {
    const { min, lower, median: middle, upper, max } = spreadOf(some);
    const slack = max * 1e-12;
    return min <= lower + slack && lower <= middle + slack && middle <= upper + slack && upper <= max + slack;
  }));
});

it('takes the ratio to the best of each round, not to the best of all rounds', () => {
  // 30 / 20, 30 / 40, 60 / 30: each round has another best.
  expect(ratioToBest([30, 30, 60], [[20, 10, 30], [10, 40, 20]])).toBe(1.5);
});

it('does not change when a whole round is slow', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 1000 }), fc.constantFrom(1, 2, 4, 8)), { minLength: 1 }), (rounds) => {
    const steady = ratioToBest(rounds.map(([own]) => own), [rounds.map(([, other]) => other)]);
    const uneven = ratioToBest(rounds.map(([own, , slow]) => own / slow), [rounds.map(([, other, slow]) => other / slow)]);
    return steady === uneven;
  }));
});

it('divides times by the shortest', () => {
  // 30 / 10, 30 / 10, 60 / 20.
  expect(timeToBest([30, 30, 60], [[20, 10, 30], [10, 40, 20]])).toBe(3);
});

it('has no ratio without others', () => {
  expect(ratioToBest([1, 2], [])).toBeNull();
  expect(timeToBest([1, 2], [])).toBeNull();
});
