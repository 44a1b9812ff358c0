import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { drawChart } from '../../../src/tui/charts/index.js';
import { base, series, textOf } from './frames.js';

// On an axis of infinite length, a point has no position and a line no end.
test('draws values that are too large or too small for an axis in finite time, or leaves them out', () => {
  for (const values of [[1.7e308, -1.7e308, 1], [Number.MAX_VALUE, 0], [-1e300, 1e300], [5e-324, 1, 2], [5e-324, 1e-320]]) {
    for (const options of [{}, { smooth: 0.9 }]) {
      expect(drawChart({ ...base, ...options, series: [series('wild', values)], to: 2 })).toHaveLength(base.height);
    }
  }
});

describe('any chart', () => {
  const number = fc.oneof(fc.double(), fc.double({ min: -10, max: 10 }), fc.constantFrom(0, NaN, Infinity, 1e300, -1e300, 5e-324));
  const curve = fc.array(number, { maxLength: 40 });
  test('has exactly its rows and cells', () => {
    fc.assert(fc.property(
      fc.integer({ min: 10, max: 300 }), fc.integer({ min: 3, max: 100 }), fc.constantFrom('braille', 'ascii'), fc.array(curve, { maxLength: 5 }),
      fc.record({ smooth: fc.constantFrom(0, 0.6, 0.99), unit: fc.constantFrom('number', 'percent'), to: fc.integer({ min: 0, max: 50 }), ruled: fc.boolean(), level: number }),
      (width, height, characters, curves, { smooth, unit, to, ruled, level }) => {
        const lines = drawChart({
          series: curves.map((values, index) => series(`series ${index}`, values)), width, height, from: 0, to, characters, smooth, unit, x: 'epoch',
          marks: [{ x: 3, y: level, text: 'best 3' }], ...(ruled && { rule: { y: level, text: 'baseline' } }),
        });
        expect(lines).toHaveLength(height);
        for (const line of lines) {
          expect(textOf(line)).toHaveLength(width);
          expect(stringWidth(textOf(line))).toBe(width);
        }
      },
    ), { numRuns: 150 });
  });

  test('has exactly its rows and cells where they are one to three', () => {
    for (const [width, height] of [[1, 1], [2, 1], [1, 2], [3, 3]] as const) {
      const lines = drawChart({ ...base, width, height });
      expect(lines.map((line) => textOf(line).length)).toEqual(Array.from({ length: height }, () => width));
    }
  });
});
