import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { constantFrom, assert as hold, asyncProperty, boolean, integer, record } from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { openFastPath } from '../../src/workers/decode/fast-jpeg.js';
import { decodePicture } from '../../src/workers/decode/picture.js';
import { createResizer } from '../../src/workers/resize/resize.js';
import { largestDifference, namesIn, pictures, taskFor } from './fixtures.js';
import { encode, photograph, subsamplings } from './jpegs.js';

const fastPath = openFastPath();
const bytesOf = (name: string): Buffer => readFileSync(pictures + name);
const fast = (bytes: Buffer, size: number, pixelLimit = 1e8): Uint8Array | null => fastPath.decode(bytes, { size, pixelLimit })?.slice() ?? null;
/** Faster than `toEqual` for many values. */
const same = (left: Uint8Array | null, right: Uint8Array | null): boolean => left !== null && right !== null && Buffer.compare(left, right) === 0;
const meanDifference = (left: Uint8Array, right: Uint8Array): number => left.reduce((sum, value, at) => sum + Math.abs(value - right[at]), 0) / left.length;

const decoded = async (bytes: Buffer, decoder: 'auto' | 'sharp', size: number): Promise<{ refused: string | null; pixels: Uint8Array }> => {
  let pixels = new Uint8Array();
  const refused = await decodePicture(bytes, taskFor('', { decoder, size }), (decoded) => void (pixels = decoded.slice()));
  return { refused, pixels };
};

it.runIf(process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch))('this machine has a fast path', () => expect(fastPath.missing).toBeNull());

describe.runIf(fastPath.missing === null)('the fast path', () => {
  const names = constantFrom('4:4:4', '4:2:2', '4:2:0', 'gray', '4:4:0', '4:1:1', '4:4:1');
  const edge = integer({ min: 1, max: 130 });
  const kinds = record({ width: edge, height: edge, size: integer({ min: 20, max: 100 }), subsampling: names, progressive: boolean(), quality: integer({ min: 50, max: 100 }) });

  /** Decodes with sharp without shrinking, which clips and rounds each pixel, and then resizes. */
  const decodedWhole = async (bytes: Buffer, size: number): Promise<Uint8Array> => {
    const { data, info: { width, height } } = await sharp(bytes).toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
    const pixels = createResizer().resize({ width, height, layout: 'rgb' }, size, (room) => data.copy(room) === room.length);
    if (pixels === null) throw new Error('there is a picture');
    return pixels;
  };

  it('decodes every kind of JPEG to the pixels that sharp decodes', async () => {
    await hold(
      asyncProperty(kinds, async ({ width, height, size, ...encoding }) => {
        const bytes = encode(await photograph(width, height), width, height, encoding);
        const [ours, theirs] = [fast(bytes, size), await decodedWhole(bytes, size)];
        if (ours === null) throw new Error('the fast path should decode it');
        // libjpeg shrinks a picture only when the resizer still has a reduction of three to do.
        if (Math.min(width, height) >= size * 6) return;
        expect(meanDifference(ours, theirs)).toBeLessThan(0.6);
        if (encoding.subsampling === 'gray' || width < 5) expect(largestDifference(ours, theirs)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 30 },
    );
  });

  // Where a JPEG's pixel is outside of RGB's range, sharp clips it before the sum, and the fast path after it.
  it.each([['4:4:4', 0.5, 12], ['4:2:0', 1.1, 60]] as const)('%s of pure colours differs by %d on average and %d at their edges', async (subsampling, mean, most) => {
    const [width, height] = [400, 360];
    const colours = [[255, 0, 0], [0, 0, 255], [255, 255, 255], [0, 255, 0], [0, 0, 0], [255, 255, 0], [0, 255, 255]];
    const pixels = Buffer.from(Array.from({ length: width * height }, (_, at) => colours[(Math.floor((at % width) / 23) + Math.floor(at / width / 19)) % 7]).flat());
    const bytes = encode(pixels, width, height, { subsampling });
    const [ours, theirs] = [fast(bytes, 224), await decodedWhole(bytes, 224)];
    if (ours === null) throw new Error('the fast path should decode it');
    expect(meanDifference(ours, theirs)).toBeLessThan(mean);
    expect(largestDifference(ours, theirs)).toBeLessThanOrEqual(most);
  });

  it.each(Object.keys(subsamplings))('%s resized differs from sharp by less than 1 on average', async (name) => {
    for (const [width, height] of [[403, 361], [225, 500]]) {
      const bytes = encode(await photograph(width, height), width, height, { subsampling: name as keyof typeof subsamplings });
      const [ours, theirs] = [await decoded(bytes, 'auto', 224), await decoded(bytes, 'sharp', 224)];
      expect(ours.refused).toBeNull();
      expect(same(ours.pixels, fast(bytes, 224))).toBe(true);
      expect(meanDifference(ours.pixels, theirs.pixels)).toBeLessThan(0.5);
      expect(largestDifference(ours.pixels, theirs.pixels)).toBeLessThanOrEqual(12);
    }
  });

  it.each([32, 64])('at %d px, where both may shrink while decoding, differs from sharp by less than 1 on average', async (size) => {
    const bytes = encode(await photograph(401, 397), 401, 397, { subsampling: '4:2:0' });
    expect(meanDifference((await decoded(bytes, 'auto', size)).pixels, (await decoded(bytes, 'sharp', size)).pixels)).toBeLessThan(1);
  });

  it('resizes as Pillow, within 0.3 of 255 on average, or 0.5 when the picture is shrunk while it is decoded', async () => {
    const pillow = async (name: string): Promise<Uint8Array> => sharp(bytesOf(`pillow/${name}`)).raw().toBuffer();
    const photo = bytesOf('pillow/photo.jpg');
    const whole = fast(photo, 112);
    expect(whole === null ? 255 : meanDifference(whole, await pillow('photo-112.png'))).toBeLessThan(0.3);
    expect(largestDifference(whole ?? [], await pillow('photo-112.png'))).toBeLessThanOrEqual(8);
    const small = fast(photo, 32);
    expect(small === null ? 255 : meanDifference(small, await pillow('photo-32.png'))).toBeLessThan(0.25);
    // The last column of a shrunk picture counts in part.
    const [width, height] = [401, 397];
    const bytes = encode(await photograph(width, height), width, height, { subsampling: '4:4:4', quality: 98 });
    const shrunk = fast(bytes, 32);
    const pixels = await sharp(bytes).raw().toBuffer();
    const unshrunk = createResizer().resize({ width, height, layout: 'rgb' }, 32, (room) => pixels.copy(room) === room.length);
    expect(shrunk === null || unshrunk === null ? 255 : meanDifference(shrunk, unshrunk)).toBeLessThan(0.5);
  });

  it('decodes the plain JPEGs of the fixtures, oriented as EXIF says', async () => {
    const read = namesIn('good').filter((name) => fast(bytesOf(`good/${name}`), 32) !== null);
    expect(read).toEqual([
      'baseline.jpg', 'gray.jpg', ...[1, 2, 3, 4, 5, 6, 7, 8].map((orientation) => `orientation-${orientation}.jpg`), 'progressive.jpg',
    ]);
    for (const name of read) {
      expect(largestDifference(fast(bytesOf(`good/${name}`), 32) ?? [], (await decoded(bytesOf(`good/${name}`), 'sharp', 32)).pixels), name).toBeLessThanOrEqual(1);
    }
  });

  it('leaves a bad picture to sharp, with the same reason, and decodes the next one', async () => {
    for (const name of namesIn('bad')) {
      expect(fast(bytesOf(`bad/${name}`), 32), name).toBeNull();
      expect((await decoded(bytesOf(`bad/${name}`), 'auto', 32)).refused, name).toBe((await decoded(bytesOf(`bad/${name}`), 'sharp', 32)).refused);
      expect(fast(bytesOf('good/baseline.jpg'), 32), `after ${name}`).not.toBeNull();
    }
  });

  it('decodes nothing that sharp refuses, wherever a picture is damaged or cut', async () => {
    const photo = bytesOf('pillow/photo.jpg');
    const damage = record({ at: integer({ min: 2, max: photo.length - 1 }), bit: integer({ min: 0, max: 7 }), cut: integer({ min: 0, max: 3 }) });
    await hold(
      asyncProperty(damage, async ({ at, bit, cut }) => {
        const bytes = Buffer.from(cut === 0 ? photo.subarray(0, at) : photo);
        if (cut !== 0) bytes[at] ^= 1 << bit;
        if (fast(bytes, 64) !== null) expect((await decoded(bytes, 'sharp', 64)).refused).toBeNull();
      }),
      { numRuns: 80 },
    );
  });

  it('leaves other colours and too many pixels to sharp', async () => {
    const plain = sharp(await photograph(40, 30), { raw: { width: 40, height: 30, channels: 3 } });
    expect(fast(await plain.clone().withIccProfile('srgb').jpeg().toBuffer(), 20)).not.toBeNull();
    expect(fast(await plain.clone().withIccProfile('p3').jpeg().toBuffer(), 20)).toBeNull();
    const bytes = await plain.clone().jpeg().toBuffer();
    expect(fast(bytes, 20, 1200)).not.toBeNull();
    expect(fast(bytes, 20, 1199)).toBeNull();
  });

  it('survives threads that end in the middle of a picture, and each leaks less than 1 MB of addresses', () => {
    const program = fileURLToPath(new URL('ended-threads.mjs', import.meta.url));
    const printed = execFileSync(process.execPath, [program, `${pictures}pillow/photo.jpg`], { encoding: 'utf8' });
    expect(printed).toMatch(/^-?\d+\n$/);
    expect(Number(printed)).toBeLessThan(1024);
  });
});
