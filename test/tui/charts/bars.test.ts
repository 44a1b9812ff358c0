import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawBar, drawShares, drawSparkline } from '../../../src/tui/charts/index.js';
import { textOf } from './frames.js';

describe('a bar', () => {
  test('is exact to an eighth of a cell', () => {
    expect([0, 0.05, 0.43, 0.99, 1].map((share) => textOf(drawBar({ width: 10, share, characters: 'braille' })))).toEqual([
      '··········', '▌·········', '████▎·····', '█████████▉', '██████████',
    ]);
  });

  test('is exact to a cell in ASCII', () => {
    expect(textOf(drawBar({ width: 10, share: 0.43, characters: 'ascii' }))).toBe('####......');
  });

  test('has one colour and a dim rest', () => {
    expect(drawBar({ width: 4, share: 0.5, characters: 'braille', colour: 'green' })).toEqual([{ text: '██', colour: 'green' }, { text: '··', dim: true }]);
  });

  test('has exactly its width for any share', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 200 }), fc.double(), fc.constantFrom('braille', 'ascii'), (width, share, characters) => {
      expect(textOf(drawBar({ width, share, characters }))).toHaveLength(width);
    }));
  });
});

describe('a bar of shares', () => {
  test('shows each share in its own shade', () => {
    const parts = [{ share: 0.5 }, { share: 0.2 }, { share: 0.1 }];
    expect(textOf(drawShares({ width: 20, parts, characters: 'braille' }))).toBe('██████████▒▒▒▒░░····');
    expect(textOf(drawShares({ width: 20, parts, characters: 'ascii' }))).toBe('##########====..    ');
  });

  test('has exactly its width for any shares', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 200 }), fc.array(fc.double()), (width, shares) => {
      expect(textOf(drawShares({ width, parts: shares.map((share) => ({ share })), characters: 'braille' }))).toHaveLength(width);
    }));
  });
});

describe('a sparkline', () => {
  test('shows the newest values at the right', () => {
    expect(textOf(drawSparkline({ width: 8, values: [9, 9, 0, 1, 2, 3, 4, 5, 6, 7], characters: 'braille' }))).toBe('▁▂▃▄▅▆▇█');
    expect(textOf(drawSparkline({ width: 8, values: [0, 3, 7], characters: 'braille' }))).toBe('     ▁▄█');
    expect(textOf(drawSparkline({ width: 8, values: [0, 3, 6], characters: 'ascii' }))).toBe('     _=#');
  });

  test('has gaps, and takes its limits', () => {
    expect(textOf(drawSparkline({ width: 4, values: [1, NaN, 1, 1], high: 2, characters: 'braille' }))).toBe('▅ ▅▅');
    expect(textOf(drawSparkline({ width: 3, values: [0, 0, 0], characters: 'braille' }))).toBe('▁▁▁');
  });

  test('has exactly its width for any values', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 200 }), fc.array(fc.double()), (width, values) => {
      expect(textOf(drawSparkline({ width, values, characters: 'braille' }))).toHaveLength(width);
    }));
  });
});
