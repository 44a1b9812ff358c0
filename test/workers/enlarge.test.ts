import { assert, constant, integer, property, tuple, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { enlarge } from '../../src/workers/decode/enlarge.js';

describe('enlarge', () => {
  it('enlarges a ramp as Pillow does', () => {
    const ramp = Uint8Array.from({ length: 8 * 3 }, (_, index) => Math.floor(index / 3) * 30);
    const row = (size: number): number[] => [...enlarge(ramp, 8, 1, size).subarray(0, size * 3)].filter((_, index) => index % 3 === 0);
    // Image.fromarray(ramp).resize((size, 8), Image.BILINEAR), Pillow 13.0
    expect(row(9)).toEqual([0, 25, 52, 78, 105, 132, 158, 185, 210]);
    expect(row(10)).toEqual([0, 21, 45, 69, 93, 117, 141, 165, 189, 210]);
    expect(row(16)).toEqual([0, 8, 23, 38, 53, 68, 83, 98, 113, 128, 143, 158, 173, 188, 203, 210]);
  });

  it('does not change a picture of the right size, and stays within its values', () => {
    const picture = integer({ min: 1, max: 12 }).chain((size) => tuple(constant(size), uint8Array({ minLength: size * size * 3, maxLength: size * size * 3 })));
    assert(
      property(picture, integer({ min: 0, max: 12 }), ([size, pixels], more) => {
        expect(enlarge(pixels, size, size, size)).toEqual(pixels);
        const large = enlarge(pixels, size, size, size + more);
        expect(Math.min(...large)).toBeGreaterThanOrEqual(Math.min(...pixels));
        expect(Math.max(...large)).toBeLessThanOrEqual(Math.max(...pixels));
      }),
    );
  });
});
