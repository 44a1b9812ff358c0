import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { assert, constant, double, integer, property, tuple, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createResizer } from '../../src/workers/resize.js';
import { largestDifference } from './fixtures.js';

const root = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const resizer = createResizer();
const resized = (pixels: Uint8Array, width: number, height: number, size: number): Uint8Array => {
  const result = resizer.resize(width, height, size, (room) => {
    room.set(pixels);
    return true;
  });
  if (result === null) throw new Error('there was a picture');
  return result.slice();
};

/** The same in plain words: the mean under a triangle, in numbers that are not rounded, first across and then down. */
function inPlainWords(pixels: ArrayLike<number>, width: number, height: number, size: number): number[] {
  const mean = (span: number, place: number, at: (index: number) => number): number => {
    const reach = Math.max(span / size, 1);
    const centre = ((place + 0.5) * span) / size;
    let [sum, weights] = [0, 0];
    for (let index = 0; index < Math.ceil(span); index++) {
      const weight = Math.max(1 - Math.abs(index + 0.5 - centre) / reach, 0);
      sum += weight * at(index);
      weights += weight;
    }
    return sum / weights;
  };
  const row = Math.ceil(width) * 3;
  const places = Array.from({ length: size }, (_, place) => place);
  const across = Array.from({ length: Math.ceil(height) }, (_, y) =>
    places.flatMap((x) => [0, 1, 2].map((channel) => mean(width, x, (index) => pixels[y * row + index * 3 + channel]))),
  );
  return places.flatMap((y) => places.flatMap((x) => [0, 1, 2].map((channel) => mean(height, y, (index) => across[index][x * 3 + channel]))));
}

const edge = integer({ min: 1, max: 40 });
const picture = tuple(edge, edge).chain(([width, height]) => {
  const bytes = width * height * 3;
  return tuple(constant(width), constant(height), uint8Array({ minLength: bytes, maxLength: bytes }));
});

describe('resize', () => {
  it('is the mean under a triangle, of any size, smaller and larger', () => {
    assert(
      property(picture, integer({ min: 1, max: 30 }), ([width, height, pixels], size) => {
        expect(largestDifference(resized(pixels, width, height, size), inPlainWords(pixels, width, height, size))).toBeLessThan(1.1);
      }),
    );
  });

  it('of a picture whose last column and row are meant in part', () => {
    assert(
      property(picture, double({ min: 0.1, max: 1, noNaN: true }), integer({ min: 1, max: 30 }), ([width, height, pixels], part, size) => {
        const [wide, high] = [width - 1 + part, height - 1 + part];
        expect(largestDifference(resized(pixels, wide, high, size), inPlainWords(pixels, wide, high, size))).toBeLessThan(1.1);
      }),
    );
  });

  it('leaves a flat picture flat, and one of the right size alone', () => {
    assert(
      property(picture, integer({ min: 1, max: 30 }), integer({ min: 0, max: 255 }), ([width, height, pixels], size, value) => {
        expect(new Set(resized(new Uint8Array(pixels.length).fill(value), width, height, size))).toEqual(new Set([value]));
        if (width === height) expect(resized(pixels, width, height, width)).toEqual(pixels);
      }),
    );
  });

  it('does not see what was in its memory before', () => {
    const [small, large] = [new Uint8Array(3 * 5 * 3).fill(9), new Uint8Array(900 * 700 * 3).fill(255)];
    resized(large, 900, 700, 64);
    expect(new Set(resized(small, 3, 5, 64))).toEqual(new Set([9]));
    expect(new Set(resized(small, 5, 3, 2))).toEqual(new Set([9]));
  });

  it('gives nothing when there is no picture', () => {
    expect(resizer.resize(4, 4, 2, () => false)).toBeNull();
  });

  it('stands in src as assembly/resize.ts compiles', () => {
    const compiled = execFileSync(process.execPath, [root('assembly/build.mjs'), '--print'], { encoding: 'utf8' });
    expect(compiled).toBe(readFileSync(root('src/workers/resize-module.ts'), 'utf8'));
  }, 60_000);
});
