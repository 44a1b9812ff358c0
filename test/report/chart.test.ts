import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chart } from '../../src/report/chart.js';
import { linear, thinned, ticks } from '../../src/report/scale.js';

describe('ticks', () => {
  it('are round, ascend and take the range in', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (low, span) => {
        const { values, labels } = ticks(low, low + span, 5);
        expect(values.length).toBeGreaterThanOrEqual(2);
        expect(values.length).toBeLessThanOrEqual(8);
        const slack = ((values[1] ?? NaN) - (values[0] ?? NaN)) * 1e-6;
        expect(values[0] ?? NaN).toBeLessThanOrEqual(low + slack);
        expect(values.at(-1) ?? NaN).toBeGreaterThanOrEqual(low + span - slack);
        expect(values.every((value, index) => index === 0 || value > (values[index - 1] ?? NaN))).toBe(true);
        expect(new Set(labels).size).toBe(labels.length);
      }),
    );
  });

  it('of epochs are whole', () => {
    expect(ticks(1, 3, 8, true)).toEqual({ values: [1, 2, 3], labels: ['1', '2', '3'] });
    expect(ticks(5, 5, 8, true).values.every(Number.isInteger)).toBe(true);
  });

  it('of shares read as people write them', () => {
    expect(ticks(0.31, 0.74, 5).labels).toEqual(['0.3', '0.4', '0.5', '0.6', '0.7', '0.8']);
  });
});

describe('thinned', () => {
  it('keeps the first and the last, and no more than asked', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 2, max: 50 }), (length, most) => {
        const all = Array.from({ length }, (_, index) => index);
        const kept = thinned(all, most);
        expect(kept).toHaveLength(Math.min(length, most));
        expect([kept[0], kept.at(-1)]).toEqual([0, length - 1]);
        expect(new Set(kept).size).toBe(kept.length);
      }),
    );
  });
});

describe('chart', () => {
  const draw = (points: readonly (readonly [number, number])[]): string =>
    chart({ title: 'T', x: 'epoch', unit: 'percent', series: [{ name: 's', look: 0, points }], mark: { x: 2, y: 0.5, text: 'best' } }).text;

  it('puts every point inside the plot', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 100 }), (ys) => {
        const line = /points="([^"]*)"/.exec(draw(ys.map((y, index) => [index + 1, y])))?.[1] ?? '';
        for (const point of line.split(' ')) {
          const [x = NaN, y = NaN] = point.split(',').map(Number);
          expect(x).toBeGreaterThanOrEqual(52);
          expect(x).toBeLessThanOrEqual(624);
          expect(y).toBeGreaterThanOrEqual(17.9);
          expect(y).toBeLessThanOrEqual(260.1);
        }
      }),
    );
  });

  it('leaves out what is not finite', () => {
    expect(draw([[1, 0.1], [2, NaN], [3, Infinity], [4, 0.2]])).not.toMatch(/NaN|Infinity/);
    expect(draw([[1, NaN]])).toContain('nothing yet');
  });

  it('maps a line onto another, and a point without an extent onto its start', () => {
    expect(linear(0, 10, 100, 200)(5)).toBe(150);
    expect(linear(3, 3, 100, 200)(3)).toBe(100);
  });
});
