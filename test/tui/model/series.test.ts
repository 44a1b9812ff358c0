import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newSeries, type Series } from '../../../src/tui/model/index.js';

/** Returns a series of these values at x = 1, 2, …. */
const of = (values: readonly number[], most = 16): Series => values.reduce((series, y, index) => series.push(index + 1, y), newSeries('loss', most));
const total = (series: Series, columns = 50) => series.pointsIn(-Infinity, Infinity, columns);
const counted = (series: Series, columns = 50) => series.pointsIn(series.first, series.last, columns).reduce((sum, { count }) => sum + count, 0);

describe('a series', () => {
  test('has no points without values', () => {
    expect(newSeries('loss')).toMatchObject({ name: 'loss', count: 0, first: NaN, last: NaN, latest: NaN });
    expect(newSeries('loss').pointsIn(0, 10, 5)).toEqual([]);
  });

  test('shows single values where there are enough columns', () => {
    expect(of([3, 1, 2]).pointsIn(1, 3, 30).map(({ x, y, low, high, count }) => [x, y, low, high, count])).toEqual([
      [1, 3, 3, 3, 1], [2, 1, 1, 1, 1], [3, 2, 2, 2, 1],
    ]);
  });

  test('gathers the values of a column into mean, lowest and highest', () => {
    expect(of([3, 1, 2, 8, 0, 1]).pointsIn(1, 6, 2)).toEqual([
      { x: 2, y: 2, low: 1, high: 3, count: 3 },
      { x: 5, y: 3, low: 0, high: 8, count: 3 },
    ]);
  });

  test('shows a range of x', () => {
    expect(of([1, 2, 3, 4, 5]).pointsIn(2, 4, 3).map(({ y }) => y)).toEqual([2, 3, 4]);
    expect(of([1, 2, 3]).pointsIn(2, 2, 10)).toEqual([{ x: 2, y: 2, low: 2, high: 2, count: 1 }]);
    expect(of([1, 2, 3]).pointsIn(10, 20, 10)).toEqual([]);
  });

  test('ignores a value that is not finite or not after the last one', () => {
    const series = of([1, 2]);
    expect(series.push(3, NaN)).toBe(series);
    expect(series.push(NaN, 1)).toBe(series);
    expect(series.push(3, Infinity)).toBe(series);
    expect(series.push(2, 9)).toBe(series);
  });

  test('does not change when a value is pushed', () => {
    const before = of(Array.from({ length: 1000 }, (_, index) => index));
    const points = before.pointsIn(1, 1000, 40);
    before.push(1001, 5);
    expect(before.pointsIn(1, 1000, 40)).toEqual(points);
    expect(before.count).toBe(1000);
  });

  test('keeps count, sum, lowest and highest of any values, however few its buckets are', () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 400 });
    fc.assert(fc.property(values, fc.integer({ min: 1, max: 60 }), fc.constantFrom(2, 4, 16), (all, columns, most) => {
      const series = of(all, most);
      const points = series.pointsIn(1, all.length, columns);
      expect(points.length).toBeLessThanOrEqual(columns);
      expect(points.reduce((sum, { count }) => sum + count, 0)).toBe(all.length);
      expect(points.reduce((sum, { y, count }) => sum + y * count, 0)).toBeCloseTo(all.reduce((sum, y) => sum + y, 0), 2);
      expect(Math.min(...points.map(({ low }) => low))).toBe(Math.min(...all));
      expect(Math.max(...points.map(({ high }) => high))).toBe(Math.max(...all));
      for (const { x, y, low, high } of points) {
        expect(x).toBeGreaterThanOrEqual(1);
        expect(x).toBeLessThanOrEqual(all.length);
        expect(y).toBeGreaterThanOrEqual(low - 1e-6);
        expect(y).toBeLessThanOrEqual(high + 1e-6);
      }
      expect(points.every(({ x }, index) => index === 0 || x > (points[index - 1]?.x ?? Infinity))).toBe(true);
    }));
  });

  test('is the same after it is cut and gets its values again', () => {
    const values = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 1, maxLength: 300 });
    fc.assert(fc.property(values, fc.nat(), fc.constantFrom(4, 16, 2048), (all, at, most) => {
      const cut = 1 + (at % all.length);
      const whole = of(all, most);
      const shorter = whole.before(cut);
      expect(shorter.count).toBe(cut - 1);
      expect(shorter.last).toBe(cut === 1 ? NaN : cut - 1);
      const again = all.slice(cut - 1).reduce((series, y, index) => series.push(cut + index, y), shorter);
      expect(again).toMatchObject({ count: all.length, first: 1, last: all.length, latest: all.at(-1) });
      const [points, expected] = [again.pointsIn(1, all.length, 20), whole.pointsIn(1, all.length, 20)];
      expect(points.reduce((sum, { count }) => sum + count, 0)).toBe(all.length);
      expect(Math.min(...points.map(({ low }) => low))).toBe(Math.min(...expected.map(({ low }) => low)));
      expect(Math.max(...points.map(({ high }) => high))).toBe(Math.max(...expected.map(({ high }) => high)));
    }));
  });

  test('keeps an old bucket whole where it is cut inside, and continues after it', () => {
    const long = of(Array.from({ length: 100_000 }, () => 1));
    const cut = long.before(777);
    expect(cut.last).toBeGreaterThanOrEqual(776);
    expect(cut.last).toBeLessThan(777 + 100_000 / 8);
    expect(counted(cut)).toBe(cut.count);
    expect(cut.count).toBe(cut.last);
    expect(cut.push(cut.last, 5)).toBe(cut);
    expect(cut.push(cut.last + 1, 5).count).toBe(cut.count + 1);
  });

  test('keeps a million steps in bounded memory, with all extremes and counts', () => {
    const steps = 1_000_000;
    let series = newSeries('loss');
    const times: number[] = [];
    for (let x = 1; x <= steps; ) {
      const began = performance.now();
      // One step in a million is the highest and one the lowest.
      for (const end = x + steps / 20; x < end; x += 1) series = series.push(x, x === 333_333 ? 1e6 : x === 777_777 ? -1e6 : Math.sin(x));
      times.push(performance.now() - began);
    }
    expect(series.count).toBe(steps);
    const points = series.pointsIn(1, steps, 600);
    expect(points.length).toBe(600);
    expect(points.reduce((sum, { count }) => sum + count, 0)).toBe(steps);
    const peak = points.find(({ high }) => high === 1e6);
    expect(Math.abs((peak?.x ?? 0) - 333_333)).toBeLessThan(2 * (steps / 600));
    expect(points.find(({ low }) => low === -1e6)).toBeDefined();
    // There are no more points than buckets and newest values, however many columns there are.
    expect(series.pointsIn(1, steps, steps).length).toBeLessThanOrEqual(2048 + 1024 + 64);
    // The newest values are single.
    expect(series.pointsIn(steps - 499, steps, 500).map(({ count }) => count)).toEqual(Array.from({ length: 500 }, () => 1));
    // A push takes as long at the end as at the beginning. The best times count, because other work on the machine disturbs some.
    expect(Math.min(...times.slice(10))).toBeLessThan(4 * Math.min(...times.slice(0, 10)));
  });

  test('accepts any range', () => {
    const series = of(Array.from({ length: 50 }, (_, index) => index));
    fc.assert(fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), fc.integer({ min: 1, max: 500 }), (from, to, columns) => {
      expect(series.pointsIn(from, to, columns).length).toBeLessThanOrEqual(Math.min(columns, 50));
    }));
    expect(total(series).length).toBeGreaterThan(0);
  });
});
