import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { assert, constant, constantFrom, double, integer, property, tuple, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createResizer } from '../../src/workers/resize/resize.js';
import type { Layout } from '../../src/workers/resize/planes.js';
import type { Sharing } from '../../src/workers/resize/taps.js';
import { largestDifference } from './fixtures.js';

const root = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const resizer = createResizer();
const resized = (pixels: Uint8Array, width: number, height: number, size: number, layout: Layout = 'rgb'): Uint8Array => {
  const result = resizer.resize({ width, height, layout }, size, (memory) => {
    memory.set(pixels);
    return true;
  });
  if (result === null) throw new Error('there is a picture');
  return result.slice();
};

/** Resizes in the obvious way: the mean under a triangle, without rounding, first across and then down, for each of three channels. */
function resizedExactly(pixels: ArrayLike<number>, width: number, height: number, size: number): number[] {
  const mean = (span: number, output: number, at: (index: number) => number): number => {
    const reach = Math.max(span / size, 1);
    const centre = ((output + 0.5) * span) / size;
    let [sum, weights] = [0, 0];
    for (let index = 0; index < Math.ceil(span); index++) {
      const weight = Math.max(1 - Math.abs(index + 0.5 - centre) / reach, 0);
      sum += weight * at(index);
      weights += weight;
    }
    return sum / weights;
  };
  const row = Math.ceil(width) * 3;
  const outputs = Array.from({ length: size }, (_, output) => output);
  const across = Array.from({ length: Math.ceil(height) }, (_, y) =>
    outputs.flatMap((x) => [0, 1, 2].map((channel) => mean(width, x, (index) => pixels[y * row + index * 3 + channel]))),
  );
  return outputs.flatMap((y) => outputs.flatMap((x) => [0, 1, 2].map((channel) => mean(height, y, (index) => across[index][x * 3 + channel]))));
}

/** Returns every pixel's luma, Cb and Cr: chroma interpolated as by libjpeg where two pixels share a sample, repeated where four do. */
function asPixels(samples: Uint8Array, width: number, height: number, layout: Layout): number[] {
  const [wide, high] = typeof layout === 'string' ? [1, 1] : layout;
  const [columns, rows] = [Math.ceil(width / wide), Math.ceil(height / high)];
  const lumaLength = columns * wide * rows * high;
  const shares = (pixel: number, sharing: number, last: number): [sample: number, share: number][] => {
    const own = Math.floor(pixel / sharing);
    const neighbour = Math.min(Math.max(own + (pixel % 2 === 0 ? -1 : 1), 0), last);
    return sharing === 2 ? [[own, 0.75], [neighbour, 0.25]] : [[own, 1]];
  };
  const colour = (plane: number, x: number, y: number): number => {
    if (layout === 'gray') return 128;
    const down = shares(y, high, rows - 1);
    const from = lumaLength + plane * columns * rows;
    return shares(x, wide, columns - 1).reduce((sum, [column, share]) =>
      down.reduce((total, [row, part]) => total + share * part * samples[from + row * columns + column], sum), 0);
  };
  return Array.from({ length: width * height }, (_, at) => [at % width, Math.floor(at / width)])
    .flatMap(([x, y]) => [samples[y * columns * wide + x], colour(0, x, y), colour(1, x, y)]);
}

/** Converts JFIF's colours to RGB. */
const rgbOf = (pixels: readonly number[]): number[] =>
  Array.from({ length: pixels.length / 3 }, (_, at) => pixels.slice(at * 3, at * 3 + 3)).flatMap(([y, cb, cr]) =>
    [y + 1.402 * (cr - 128), y - 0.344136 * (cb - 128) - 0.714136 * (cr - 128), y + 1.772 * (cb - 128)].map((value) => Math.min(Math.max(value, 0), 255)));

const edge = integer({ min: 1, max: 28 });
const picture = tuple(edge, edge).chain(([width, height]) => {
  const bytes = width * height * 3;
  return tuple(constant(width), constant(height), uint8Array({ minLength: bytes, maxLength: bytes }));
});

describe('resize', () => {
  it('computes the mean under a triangle, to any size, smaller and larger', () => {
    assert(
      property(picture, integer({ min: 1, max: 30 }), ([width, height, pixels], size) => {
        expect(largestDifference(resized(pixels, width, height, size), resizedExactly(pixels, width, height, size))).toBeLessThan(0.75);
      }),
      { numRuns: 60 },
    );
  });

  it('counts the last column and row in part', () => {
    assert(
      property(picture, double({ min: 0.1, max: 1, noNaN: true }), integer({ min: 1, max: 30 }), ([width, height, pixels], part, size) => {
        const [wide, high] = [width - 1 + part, height - 1 + part];
        expect(largestDifference(resized(pixels, wide, high, size), resizedExactly(pixels, wide, high, size))).toBeLessThan(0.75);
      }),
      { numRuns: 60 },
    );
  });

  it('resizes the planes of a JPEG as if their chroma were interpolated first', () => {
    const sharing = constantFrom<Sharing>(1, 2, 4);
    const stored = tuple(edge, edge, constantFrom('planes', 'gray'), sharing, sharing).chain(([width, height, kind, wide, high]) => {
      const [columns, rows] = [Math.ceil(width / wide), Math.ceil(height / high)];
      const length = kind === 'gray' ? width * height : columns * rows * (wide * high + 2);
      const layout: Layout = kind === 'gray' ? 'gray' : [wide, high];
      return tuple(constant({ width, height, layout }), uint8Array({ minLength: length, maxLength: length }));
    });
    assert(
      property(stored, integer({ min: 1, max: 30 }), ([{ width, height, layout }, samples], size) => {
        const exact = rgbOf(resizedExactly(asPixels(samples, width, height, layout), width, height, size));
        expect(largestDifference(resized(samples, width, height, size, layout), exact)).toBeLessThan(0.75);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps a flat picture flat, and does not change one of the right size', () => {
    assert(
      property(picture, integer({ min: 1, max: 30 }), integer({ min: 0, max: 255 }), ([width, height, pixels], size, value) => {
        expect(new Set(resized(new Uint8Array(pixels.length).fill(value), width, height, size))).toEqual(new Set([value]));
        if (width === height) expect(resized(pixels, width, height, width)).toEqual(pixels);
      }),
      { numRuns: 60 },
    );
  });

  it('does not depend on the picture before', () => {
    const [small, large] = [new Uint8Array(3 * 5 * 3).fill(9), new Uint8Array(900 * 700 * 3).fill(255)];
    resized(large, 900, 700, 64);
    expect(new Set(resized(small, 3, 5, 64))).toEqual(new Set([9]));
    expect(new Set(resized(small, 5, 3, 2))).toEqual(new Set([9]));
  });

  it('returns null when there is no picture', () => {
    expect(resizer.resize({ width: 4, height: 4, layout: 'rgb' }, 2, () => false)).toBeNull();
  });

  it('has in src what assembly/resize.ts compiles to, and the views what assembly/view.ts does', () => {
    const compiled = execFileSync(process.execPath, [root('assembly/build.mjs'), '--print', 'resize', 'view'], { encoding: 'utf8' });
    expect(compiled).toBe(['resize', 'views'].map((folder) => readFileSync(root(`src/workers/${folder}/module.ts`), 'utf8')).join(''));
  });
});
