import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { decodePicture } from '../../src/workers/decode/picture.js';
import { createDecodePool } from '../../src/workers/index.js';
import { largestDifference, colourOfQuarters, namesIn, pixelsOf, refusalOf, quarters, taskFor } from './fixtures.js';

const pool = createDecodePool({ workers: 2 });
afterAll(() => pool.close());

const decoded = async (...[name, changes]: Parameters<typeof taskFor>): Promise<number[][]> => {
  const task = taskFor(name, changes);
  expect(await refusalOf(pool, task), name).toBeNull();
  return quarters(task);
};
const difference = (actual: number[][], expected: number[][]): number => largestDifference(actual.flat(), expected.flat());

const red = [255, 0, 0];
const white = [255, 255, 255];
/** Colours of every fixture without alpha or animation. */
const colours = [red, [0, 255, 0], [0, 0, 255], [255, 255, 0]];

describe('pictures are decoded as people see them', () => {
  const exact = ['plain.png', 'plain.webp', 'plain.avif', 'plain.gif', 'plain.tiff', 'palette.png', 'sixteen-bit.png', 'png-named.jpg'];
  it.each(exact)('%s, exactly', async (name) => {
    expect(await decoded(`good/${name}`)).toEqual(colours);
  });

  const jpegs = namesIn('good').filter((name) => /orientation|baseline|progressive|odd-version/.test(name));
  it.each(jpegs)('%s, within JPEG\'s rounding', async (name) => {
    expect(difference(await decoded(`good/${name}`), colours)).toBeLessThanOrEqual(2);
  });

  it('has a picture for each of the eight orientations', () => {
    expect(jpegs.filter((name) => name.startsWith('orientation'))).toHaveLength(8);
  });

  it.each(['cmyk.jpg', 'cmyk.tiff'])('%s, as far as ink allows', async (name) => {
    // Ink cannot show a screen's pure green and blue, but it keeps what is dark and light.
    const shown = await decoded(`good/${name}`);
    expect(difference([shown[0], shown[3]], [red, [255, 255, 0]])).toBeLessThanOrEqual(30);
    const [, green, blue] = shown;
    expect(green[1]).toBeGreaterThan(Math.max(green[0], green[2]));
    expect(blue[2]).toBeGreaterThan(Math.max(blue[0], blue[1]) * 1.5);
  });

  it('grays with equal channels, the same with 8 and 16 bits', async () => {
    const shown = await decoded('good/gray.png');
    for (const [r, g, b] of shown) expect([g, b]).toEqual([r, r]);
    expect(new Set(shown.map(([value]) => value)).size).toBe(4);
    expect(await decoded('good/gray-sixteen-bit.png')).toEqual(shown);
    expect(difference(await decoded('good/gray.jpg'), shown)).toBeLessThanOrEqual(2);
  });

  it.each(['alpha.png', 'alpha.webp'])('%s over the background', async (name) => {
    const pink = [255, 127, 127];
    expect(difference(await decoded(`good/${name}`), [white, pink, white, pink])).toBeLessThanOrEqual(1);
    const dark = [128, 0, 64];
    expect(difference(await decoded(`good/${name}`, { background: '#000080' }), [[0, 0, 128], dark, [0, 0, 128], dark])).toBeLessThanOrEqual(1);
  });

  it.each(['animated.gif', 'animated.webp'])('the first frame of %s', async (name) => {
    expect(await decoded(`good/${name}`)).toEqual([red, red, red, red]);
  });

  it.each([[30, 400_000], [400_000, 30], [3500, 3000]])('%d x %d pixels, which are more than the resizer takes', async (width, height) => {
    const half = { width: width / 2, height: Math.round(height / 2), channels: 3, background: '#ff0000' } as const;
    const picture = sharp({ create: { width, height, channels: 3, background: '#0000ff' }, limitInputPixels: false }).composite([{ input: { create: half }, left: 0, top: 0 }]);
    const bytes = await picture.png({ compressionLevel: 1 }).toBuffer();
    const blue = [0, 0, 255];
    for (const size of [32, 600]) {
      let shown: number[][] = [];
      expect(await decodePicture(bytes, taskFor('', { size }), (pixels) => void (shown = colourOfQuarters(pixels, size)))).toBeNull();
      expect(shown, `${size} px`).toEqual([red, blue, blue, blue]);
    }
  });

  it('into the task\'s place in the target, and nowhere else', async () => {
    const bytes = 8 * 8 * 3;
    const target = new SharedArrayBuffer(bytes * 3);
    new Uint8Array(target).fill(7);
    const task = taskFor('good/plain.png', { size: 8, target, offsets: [bytes] });
    expect(await refusalOf(pool, task)).toBeNull();
    expect(quarters(task)).toEqual(colours);
    for (const outside of [new Uint8Array(target, 0, bytes), new Uint8Array(target, bytes * 2)]) expect(new Set(outside)).toEqual(new Set([7]));
  });
});

describe('resizing agrees with Pillow\'s BILINEAR', () => {
  const meanDifference = async (name: string, reference: string, size: number): Promise<number> => {
    const ours = taskFor(`pillow/${name}`, { size });
    const theirs = taskFor(`pillow/${reference}`, { size });
    expect(await Promise.all([refusalOf(pool, ours), refusalOf(pool, theirs)])).toEqual([null, null]);
    const other = pixelsOf(theirs);
    return pixelsOf(ours).reduce((sum, value, place) => sum + Math.abs(value - other[place]), 0) / other.length;
  };

  it.each([
    ['a photograph made smaller', 'photo.jpg', 'photo-112.png', 112],
    ['a photograph shrunk while it is decoded', 'photo.jpg', 'photo-32.png', 32],
    ['a picture made larger', 'small.png', 'small-32.png', 32],
    ['a picture made lower and wider', 'small.png', 'small-24.png', 24],
  ])('%s', async (_what, name, reference, size) => {
    expect(await meanDifference(name, reference, size)).toBeLessThan(1);
  });
});
