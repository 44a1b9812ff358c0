import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chart } from '../../src/report/chart.js';
import { takeEvenly } from '../../src/report/take-evenly.js';

describe('takeEvenly', () => {
  it('keeps the first and the last, and at most the given number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 2, max: 50 }), (length, most) => {
        const all = Array.from({ length }, (_, index) => index);
        const taken = takeEvenly(all, most);
        expect(taken).toHaveLength(Math.min(length, most));
        expect([taken[0], taken.at(-1)]).toEqual([0, length - 1]);
        expect(new Set(taken).size).toBe(taken.length);
      }),
    );
  });
});

describe('chart', () => {
  const draw = (points: readonly (readonly [number, number])[]): string =>
    chart({ title: 'T', x: 'epoch', unit: 'percent', series: [{ name: 's', style: 0, points }], mark: { x: 2, y: 0.5, text: 'best' } }).text;

  it('puts every point inside the plot', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 100 }), (ys) => {
        const line = /points="([^"]*)"/.exec(draw(ys.map((y, index) => [index + 1, y])))?.[1] ?? '';
        for (const point of line.split(' ')) {
          const [x = NaN, y = NaN] = point.split(',').map(Number);
          expect(x).toBeGreaterThanOrEqual(56);
          expect(x).toBeLessThanOrEqual(466);
          expect(y).toBeGreaterThanOrEqual(15.9);
          expect(y).toBeLessThanOrEqual(230.1);
        }
      }),
    );
  });

  it('draws more points than a call takes arguments', () => {
    const series = Array.from({ length: 250 }, () => ({ name: 's', style: 0, points: Array.from({ length: 600 }, (_, x) => [x, x / 600] as const) }));
    expect(chart({ title: 'T', x: 'step', unit: 'number', series }).text).toContain('points=');
  });

  it('leaves out points that are not finite', () => {
    expect(draw([[1, 0.1], [2, NaN], [3, Infinity], [4, 0.2]])).not.toMatch(/NaN|Infinity/);
    expect(draw([[1, NaN]])).toContain('no data yet');
  });
});
