import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { alternate, countIn, ratioOfSums } from '../../bench/dashboard/alternate.js';

it('runs two runs in turn and changes which one is first', async () => {
  const order: string[] = [];
  let time = 0;
  const named = (name: string) => ({
    runFor: (seconds: number) => {
      order.push(name);
      const from = time;
      time += seconds * 1000;
      return Promise.resolve({ from, to: time });
    },
  });
  const windows = await alternate([named('with'), named('without')], 2, 3);
  expect(order).toEqual(['with', 'without', 'without', 'with']);
  expect(windows).toEqual([[{ from: 0, to: 3000 }, { from: 3000, to: 6000 }], [{ from: 9000, to: 12000 }, { from: 6000, to: 9000 }]]);
});

it('counts the times in a window, with its beginning and without its end', () => {
  expect(countIn([0, 5, 10, 15, 20], [{ from: 5, to: 15 }, { from: 15, to: 20 }, { from: 30, to: 40 }])).toEqual([2, 1, 0]);
});

it('gives no error to a ratio that every round shows, however fast the machine was', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 50 }), (theirs) => {
    const { ratio, error } = ratioOfSums(theirs.map((value) => value * 0.98), theirs);
    expect(ratio).toBeCloseTo(0.98, 10);
    expect(error).toBeCloseTo(0, 6);
  }));
});

it('gives the error of a mean to rounds that differ by chance from a constant', () => {
  // Against a constant 1 the ratio is the mean, and the jackknife gives its textbook error: s / sqrt(n).
  const { ratio, error } = ratioOfSums([0.9, 1.1, 0.8, 1.2], [1, 1, 1, 1]);
  expect(ratio).toBeCloseTo(1, 12);
  expect(error).toBeCloseTo(Math.sqrt(0.1 / 3 / 4), 12);
});
