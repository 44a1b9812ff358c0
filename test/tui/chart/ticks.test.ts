import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linearAxis, logAxis, ticksWithin, type Axis } from '../../../src/tui/chart/ticks.js';

const labels = (axis: Pick<Axis, 'ticks'>) => axis.ticks.map(({ label }) => label);

describe('an axis', () => {
  test('has ticks at 1, 2 or 5 times powers of ten', () => {
    expect(labels(linearAxis(0, 2.3, 5, 'number'))).toEqual(['0', '0.5', '1.0', '1.5', '2.0', '2.5']);
    expect(labels(linearAxis(0.513, 0.862, 4, 'percent'))).toEqual(['50 %', '60 %', '70 %', '80 %', '90 %']);
    expect(labels(linearAxis(0, 38_000, 4, 'number'))).toEqual(['0', '10k', '20k', '30k', '40k']);
    expect(labels(linearAxis(0, 3_200_000, 4, 'number'))).toEqual(['0', '1M', '2M', '3M']);
    expect(labels(linearAxis(-3, 3, 3, 'number'))).toEqual(['-2', '0', '2']);
    expect(labels(linearAxis(0, 1200, 3, 'number'))).toEqual(['0', '500', '1000']);
  });

  test('has a constant in its middle', () => {
    const axis = linearAxis(4, 4, 3, 'number');
    expect(axis.share(4)).toBeCloseTo(0.5);
    expect(labels(linearAxis(1, 1, 3, 'percent')).at(-1)).toBe('100 %');
    expect(linearAxis(0, 0, 3, 'number').share(0)).toBeCloseTo(0.5);
  });

  test('of logarithms has powers of ten, or 1, 2 and 5 times them', () => {
    expect(labels(logAxis(0.001, 1000, 6, 'number'))).toEqual(['0.001', '0.01', '0.1', '1', '10', '100', '1000']);
    expect(labels(logAxis(0.2, 5, 6, 'number'))).toEqual(['0.2', '0.5', '1', '2', '5']);
    expect(labels(logAxis(1e-6, 1e6, 4, 'number'))).toEqual(['1e-6', '0.001', '1', '1000', '1M']);
    expect(logAxis(1, 100, 3, 'number').share(10)).toBeCloseTo(0.5);
  });

  test('holds its values, and has two ticks at least', () => {
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    fc.assert(fc.property(value, value, fc.integer({ min: 1, max: 12 }), (one, other, wanted) => {
      const [low, high] = [Math.min(one, other), Math.max(one, other)];
      const axis = linearAxis(low, high, wanted, 'number');
      expect(axis.share(low)).toBeGreaterThanOrEqual(-1e-5);
      expect(axis.share(high)).toBeLessThanOrEqual(1 + 1e-5);
      expect(axis.ticks.length).toBeGreaterThanOrEqual(2);
      expect(axis.ticks.length).toBeLessThanOrEqual(2 * wanted + 3);
      expect(new Set(labels(axis)).size).toBe(axis.ticks.length);
    }));
  });

  test('of logarithms holds its values', () => {
    const value = fc.double({ min: 1e-9, max: 1e9, noNaN: true });
    fc.assert(fc.property(value, value, fc.integer({ min: 1, max: 12 }), (one, other, wanted) => {
      const [low, high] = [Math.min(one, other), Math.max(one, other)];
      const axis = logAxis(low, high, wanted, 'number');
      expect(axis.share(low)).toBeGreaterThanOrEqual(-1e-5);
      expect(axis.share(high)).toBeLessThanOrEqual(1 + 1e-5);
      expect(axis.ticks.length).toBeGreaterThanOrEqual(2);
      expect(axis.ticks.length).toBeLessThanOrEqual(wanted + 3);
    }));
  });

  test('of tiny and of huge numbers is written with exponents', () => {
    expect(labels(linearAxis(0, 2.4e-7, 5, 'number'))).toEqual(['0', '5e-8', '1.0e-7', '1.5e-7', '2.0e-7', '2.5e-7']);
    expect(labels(linearAxis(0, 3e18, 3, 'number'))).toEqual(['0', '1e18', '2e18', '3e18']);
  });

  test('along x has whole numbers where steps are counted', () => {
    expect(labels({ ticks: ticksWithin(1, 3, 8, true) })).toEqual(['1', '2', '3']);
    expect(labels({ ticks: ticksWithin(0, 10_000, 5, true) })).toEqual(['0', '2k', '4k', '6k', '8k', '10k']);
    expect(labels({ ticks: ticksWithin(0.2, 1.1, 4, false) })).toEqual(['0.5', '1.0']);
    expect(ticksWithin(0, 10, 0, true)).toEqual([]);
  });
});
