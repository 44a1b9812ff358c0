import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CUT_GRAY, wholePicture, type Transform } from '../../src/workers/views/transform.js';
import { createViewer } from '../../src/workers/views/view.js';
import { largestDifference } from './fixtures.js';
import { plainView } from './plain-view.js';

const viewer = createViewer();

function viewOf(pixels: Uint8Array, edge: number, transform: Transform, size = edge): Uint8Array {
  viewer.load(pixels, edge);
  return viewer.compute(transform, size).slice();
}

/** A picture in which neighbouring pixels have nothing in common. */
const noise = (edge: number, seed: number): Uint8Array => Uint8Array.from({ length: edge * edge * 3 }, (_, index) => Math.imul(index + 1, (seed << 1) | 1) >>> 23);
const picture = fc.record({ edge: fc.integer({ min: 1, max: 40 }), seed: fc.integer({ min: 1, max: 2 ** 31 }) }).map(({ edge, seed }) => ({ edge, pixels: noise(edge, seed) }));
const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const flipped = (size: number): Transform => ({ ...wholePicture(size, size), map: [-1, 0, size, 0, 1, 0] });
const mean = (pixels: Uint8Array, channel: number): number => pixels.filter((_, index) => index % 3 === channel).reduce((sum, value) => sum + value, 0) / (pixels.length / 3);

describe('a view', () => {
  it('is the picture itself when nothing changes', () => {
    fc.assert(fc.property(picture, ({ edge, pixels }) => void expect(largestDifference(viewOf(pixels, edge, wholePicture(edge, edge)), pixels)).toBe(0)));
  });

  it('is the picture itself after two flips, and mirrored after one', () => {
    fc.assert(fc.property(picture, ({ edge, pixels }) => {
      const once = viewOf(pixels, edge, flipped(edge));
      const mirrored = Uint8Array.from(pixels, (_, index) => {
        const [pixel, channel] = [Math.floor(index / 3), index % 3];
        return pixels[((Math.floor(pixel / edge) + 1) * edge - 1 - (pixel % edge)) * 3 + channel];
      });
      expect(largestDifference(once, mirrored)).toBe(0);
      expect(largestDifference(viewOf(once, edge, flipped(edge)), pixels)).toBe(0);
    }));
  });

  it('agrees with a plain computation within 1 of 255, for any map, colours and size', () => {
    const transform = fc.record({
      map: fc.tuple(between(-3, 3), between(-3, 3), between(-99, 99), between(-3, 3), between(-3, 3), between(-99, 99)),
      gain: between(0, 4), offset: between(-128, 128), saturation: between(0, 2), cut: fc.constant(null),
    });
    fc.assert(fc.property(picture, transform, fc.integer({ min: 1, max: 40 }), ({ edge, pixels }, transform, size) => {
      expect(largestDifference(viewOf(pixels, edge, transform, size), plainView(pixels, edge, transform, size))).toBeLessThanOrEqual(1);
    }), { numRuns: 300 });
  });

  it('agrees with a plain computation at the sizes of photographs', () => {
    for (const [edge, size] of [[256, 224], [1170, 512], [73, 64]]) {
      const transform: Transform = { map: [0.6, 0.31, 20, -0.3, 0.62, 90], gain: 1.2, offset: -20, saturation: 0.7, cut: null };
      const pixels = noise(edge, 77);
      expect(largestDifference(viewOf(pixels, edge, transform, size), plainView(pixels, edge, transform, size))).toBeLessThanOrEqual(1);
    }
  });

  it('has colours whose means move as asked', () => {
    // No colour of these comes near 0 or 255, where it would be cut off.
    const colours = fc.record({ gain: between(0.5, 1.4), offset: between(-20, 20), saturation: between(0, 1.3) });
    fc.assert(fc.property(fc.integer({ min: 1, max: 2 ** 31 }), colours, (seed, { gain, offset, saturation }) => {
      const edge = 32;
      const pixels = noise(edge, seed).map((value) => 90 + value / 8);
      const view = viewOf(pixels, edge, { ...wholePicture(edge, edge), gain, offset, saturation });
      const means = [0, 1, 2].map((channel) => mean(pixels, channel));
      const gray = 0.299 * means[0] + 0.587 * means[1] + 0.114 * means[2];
      means.forEach((before, channel) => expect(Math.abs(mean(view, channel) - (gain * (gray + saturation * (before - gray)) + offset))).toBeLessThan(0.6));
    }));
  });

  it('without saturation is gray, with the gray of each pixel', () => {
    fc.assert(fc.property(picture, ({ edge, pixels }) => {
      const view = viewOf(pixels, edge, { ...wholePicture(edge, edge), saturation: 0 });
      const gray = pixels.map((_, index) => {
        const at = index - (index % 3);
        return Math.round(0.299 * pixels[at] + 0.587 * pixels[at + 1] + 0.114 * pixels[at + 2]);
      });
      expect(largestDifference(view, gray)).toBeLessThanOrEqual(1);
      expect(largestDifference(view.filter((_, index) => index % 3 === 0), view.filter((_, index) => index % 3 === 2))).toBe(0);
    }));
  });

  it('has the gray square where it is asked for, and nowhere else', () => {
    const box = fc.tuple(...[0, 0, 0, 0].map(() => fc.integer({ min: 0, max: 30 })));
    fc.assert(fc.property(box, ([one, other, three, four]) => {
      const [left, top] = [Math.min(one, other), Math.min(three, four)];
      const cut = { left, top, width: Math.abs(one - other), height: Math.abs(three - four) };
      const pixels = noise(30, 9);
      const view = viewOf(pixels, 30, { ...wholePicture(30, 30), cut });
      const isCut = (index: number): boolean => {
        const [x, y] = [Math.floor(index / 3) % 30, Math.floor(index / 90)];
        return x >= left && x < left + cut.width && y >= top && y < top + cut.height;
      };
      expect(largestDifference(view, pixels.map((value, index) => (isCut(index) ? CUT_GRAY : value)))).toBe(0);
    }));
  });

  it('does not depend on the pictures and views before it', () => {
    const transform: Transform = { map: [0.5, 0, 3, 0, 0.5, 2], gain: 1.1, offset: 3, saturation: 0.5, cut: { left: 1, top: 1, width: 3, height: 3 } };
    const pixels = noise(20, 3);
    const first = viewOf(pixels, 20, transform, 16);
    viewOf(noise(300, 5), 300, flipped(300));
    expect(viewOf(pixels, 20, transform, 16)).toEqual(first);
  });
});
