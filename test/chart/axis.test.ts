import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { extentOf, logAxis, stepAxis, valueAxis, type Axis } from '../../src/chart/index.js';

const labels = (axis: Axis) => axis.ticks.map(({ label }) => label);

describe('a value axis', () => {
  test('has its ticks at 1, 2 or 5 times a power of ten', () => {
    expect(labels(valueAxis(0, 2.3, 5, 'number'))).toEqual(['0', '0.5', '1.0', '1.5', '2.0', '2.5']);
    expect(labels(valueAxis(0.513, 0.862, 4, 'percent'))).toEqual(['50 %', '60 %', '70 %', '80 %', '90 %']);
    expect(labels(valueAxis(0, 38_000, 4, 'number'))).toEqual(['0', '10k', '20k', '30k', '40k']);
    expect(labels(valueAxis(0, 3_200_000, 4, 'number'))).toEqual(['0', '1M', '2M', '3M']);
    expect(labels(valueAxis(-3, 3, 3, 'number'))).toEqual(['-2', '0', '2']);
    expect(labels(valueAxis(0, 1200, 3, 'number'))).toEqual(['0', '500', '1000']);
  });

  test('has a constant value in its middle', () => {
    const axis = valueAxis(4, 4, 3, 'number');
    expect(axis.share(4)).toBeCloseTo(0.5);
    expect(labels(valueAxis(1, 1, 3, 'percent')).at(-1)).toBe('100 %');
    expect(valueAxis(0, 0, 3, 'number').share(0)).toBeCloseTo(0.5);
  });

  test('contains its values and has at least two ticks', () => {
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    fc.assert(fc.property(value, value, fc.integer({ min: 1, max: 12 }), (one, other, wanted) => {
      const [low, high] = [Math.min(one, other), Math.max(one, other)];
      const axis = valueAxis(low, high, wanted, 'number');
      expect(axis.share(low)).toBeGreaterThanOrEqual(-1e-5);
      expect(axis.share(high)).toBeLessThanOrEqual(1 + 1e-5);
      expect(axis.ticks.length).toBeGreaterThanOrEqual(2);
      expect(axis.ticks.length).toBeLessThanOrEqual(2 * wanted + 3);
      expect(new Set(labels(axis)).size).toBe(axis.ticks.length);
    }));
  });

  test('writes tiny and huge numbers with exponents', () => {
    expect(labels(valueAxis(0, 2.4e-7, 5, 'number'))).toEqual(['0', '5e-8', '1.0e-7', '1.5e-7', '2.0e-7', '2.5e-7']);
    expect(labels(valueAxis(0, 3e18, 3, 'number'))).toEqual(['0', '1e18', '2e18', '3e18']);
  });

  test('contains values that are equal or nearly so, also percentages below 0 and above 100 %', () => {
    const size = fc.oneof(fc.double({ min: -1e3, max: 1e3, noNaN: true }), fc.constantFrom(-1000, -1, 0, 1, 1.5));
    const difference = fc.oneof(fc.double({ min: 0, max: 1e-5, noNaN: true }), fc.constantFrom(0, 1e-15, 1e-12, 1e-9));
    fc.assert(fc.property(size, difference, fc.constantFrom('number' as const, 'percent' as const), (low, above, unit) => {
      const axis = valueAxis(low, low + above, 5, unit);
      for (const inside of [low, low + above]) expect(axis.share(inside)).toSatisfy((share: number) => share >= -1e-5 && share <= 1 + 1e-5);
      expect(axis.ticks.length).toBeGreaterThanOrEqual(2);
    }), { numRuns: 1000 });
  });
});

test('the extent of more values than a call takes arguments', () => {
  expect(extentOf(Array.from({ length: 300_000 }, (_, index) => index - 7))).toEqual([-7, 299_992]);
});

describe('a step axis', () => {
  test('has its ticks at whole numbers', () => {
    expect(labels(stepAxis(1, 3, 8))).toEqual(['1', '2', '3']);
    expect(labels(stepAxis(0, 10_000, 5))).toEqual(['0', '2k', '4k', '6k', '8k', '10k']);
    expect(labels(stepAxis(5, 5, 8))).toEqual(['5']);
    expect(labels(stepAxis(0, 10, 0))).toEqual([]);
  });

  test('ends at exactly the given values', () => {
    expect([3, 5, 7].map(stepAxis(3, 7, 4).share)).toEqual([0, 0.5, 1]);
    expect(stepAxis(3, 3, 4).share(3)).toBe(0);
  });
});

describe('a logarithmic axis', () => {
  test('has its ticks at powers of ten, and at 2 and 5 times these where there is room', () => {
    expect(labels(logAxis(0.0012, 0.7, 4))).toEqual(['1e-3', '0.01', '0.1', '1']);
    expect(labels(logAxis(0.15, 0.9, 4))).toEqual(['0.1', '0.2', '0.5', '1']);
    expect(labels(logAxis(0.15, 0.9, 2))).toEqual(['0.1', '1']);
    expect(labels(logAxis(2.5, 4, 3))).toEqual(['2', '5']);
    expect(labels(logAxis(3e-2, 2e4, 3))).toEqual(['0.1', '10', '1000']);
  });

  test('has factors at equal distances, and values at or below its low end at that end', () => {
    const axis = logAxis(0.01, 10, 4);
    expect([0.01, 0.1, 1, 10].map((value) => axis.share(value).toFixed(6))).toEqual(['0.000000', '0.333333', '0.666667', '1.000000']);
    expect([0, -1, 0.001].map(axis.share)).toEqual([0, 0, 0]);
  });

  test('contains its values, six decades below the highest at most, and has at least two ticks', () => {
    const value = fc.double({ min: 1e-300, max: 1e300, noNaN: true });
    fc.assert(fc.property(value, value, fc.integer({ min: 1, max: 12 }), (one, other, wanted) => {
      const [low, high] = [Math.min(one, other), Math.max(one, other)];
      const axis = logAxis(low, high, wanted);
      for (const inside of [low, high]) expect(axis.share(inside)).toSatisfy((share: number) => share >= 0 && share <= 1 + 1e-9);
      expect(axis.share(Math.max(low, high / 1e6))).toBeLessThan(axis.share(high) + 1e-9);
      expect(axis.ticks.length).toBeGreaterThanOrEqual(2);
      expect(axis.ticks.length).toBeLessThanOrEqual(Math.max(3, wanted));
    }));
  });
});
