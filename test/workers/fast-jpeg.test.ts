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

const lane = openFastPath();
const bytesOf = (name: string): Buffer => readFileSync(pictures + name);
const fast = (bytes: Buffer, size: number, pixelLimit = 1e8): Uint8Array | null => lane.decode(bytes, { size, pixelLimit })?.slice() ?? null;
/** Quicker than `toEqual` for many. */
const same = (left: Uint8Array | null, right: Uint8Array | null): boolean => left !== null && right !== null && Buffer.compare(left, right) === 0;
const meanDifference = (left: Uint8Array, right: Uint8Array): number => left.reduce((sum, value, at) => sum + Math.abs(value - right[at]), 0) / left.length;

const decoded = async (bytes: Buffer, decoder: 'auto' | 'sharp', size: number): Promise<{ said: string | null; pixels: Uint8Array }> => {
  let pixels = new Uint8Array();
  const said = await decodePicture(bytes, taskFor('', { decoder, size }), (decoded) => void (pixels = decoded.slice()));
  return { said, pixels };
};

it.runIf(process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch))('this machine has a fast lane', () => expect(lane.missing).toBeNull());

describe.runIf(lane.missing === null)('the fast lane', () => {
  const names = constantFrom('4:4:4', '4:2:2', '4:2:0', 'gray', '4:4:0', '4:1:1', '4:4:1');
  const edge = integer({ min: 1, max: 130 });
  const kinds = record({ width: edge, height: edge, size: integer({ min: 20, max: 100 }), subsampling: names, progressive: boolean(), quality: integer({ min: 50, max: 100 }) });

  /** Decoded whole by sharp, each pixel cut off at what RGB can be and rounded, and resized then. */
  const wholly = async (bytes: Buffer, size: number): Promise<Uint8Array> => {
    const { data, info: { width, height } } = await sharp(bytes).toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
    const pixels = createResizer().resize({ width, height, layout: 'rgb' }, size, (room) => data.copy(room) === room.length);
    if (pixels === null) throw new Error('there was a picture');
    return pixels;
  };

  it('decodes every kind of JPEG to the pixels that sharp decodes', async () => {
    await hold(
      asyncProperty(kinds, async ({ width, height, size, ...encoding }) => {
        const bytes = encode(await photograph(width, height), width, height, encoding);
        const [ours, theirs] = [fast(bytes, size), await wholly(bytes, size)];
        if (ours === null) throw new Error('it is for the fast lane');
        // Nothing is shrunk while it is decoded unless the resizing has three times as much to do.
        if (Math.min(width, height) >= size * 6) return;
        expect(meanDifference(ours, theirs)).toBeLessThan(0.6);
        if (encoding.subsampling === 'gray' || width < 5) expect(largestDifference(ours, theirs)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 30 },
    );
  });

  // Where a JPEG's pixel is past what RGB can be, sharp cuts it off and then adds it up, and the fast lane adds it up first.
  it.each([['4:4:4', 0.5, 12], ['4:2:0', 1.1, 60]] as const)('%s of nothing but pure colours differs by %d, and %d where they meet', async (subsampling, mean, most) => {
    const [width, height] = [400, 360];
    const colours = [[255, 0, 0], [0, 0, 255], [255, 255, 255], [0, 255, 0], [0, 0, 0], [255, 255, 0], [0, 255, 255]];
    const pixels = Buffer.from(Array.from({ length: width * height }, (_, at) => colours[(Math.floor((at % width) / 23) + Math.floor(at / width / 19)) % 7]).flat());
    const bytes = encode(pixels, width, height, { subsampling });
    const [ours, theirs] = [fast(bytes, 224), await wholly(bytes, 224)];
    if (ours === null) throw new Error('it is for the fast lane');
    expect(meanDifference(ours, theirs)).toBeLessThan(mean);
    expect(largestDifference(ours, theirs)).toBeLessThanOrEqual(most);
  });

  it.each(Object.keys(subsamplings))('%s resized differs from sharp by less than 1 on average', async (name) => {
    for (const [width, height] of [[403, 361], [225, 500]]) {
      const bytes = encode(await photograph(width, height), width, height, { subsampling: name as keyof typeof subsamplings });
      const [ours, theirs] = [await decoded(bytes, 'auto', 224), await decoded(bytes, 'sharp', 224)];
      expect(ours.said).toBeNull();
      expect(same(ours.pixels, fast(bytes, 224))).toBe(true);
      expect(meanDifference(ours.pixels, theirs.pixels)).toBeLessThan(0.5);
      expect(largestDifference(ours.pixels, theirs.pixels)).toBeLessThanOrEqual(12);
    }
  });

  it.each([32, 64])('and sharp differ by less than 1 on average at %d px too, where either may shrink while decoding', async (size) => {
    const bytes = encode(await photograph(401, 397), 401, 397, { subsampling: '4:2:0' });
    expect(meanDifference((await decoded(bytes, 'auto', size)).pixels, (await decoded(bytes, 'sharp', size)).pixels)).toBeLessThan(1);
  });

  it('resizes as Pillow does, within 0.3 of 255 on average, and within 0.5 when shrunk while it is decoded', async () => {
    const pillow = async (name: string): Promise<Uint8Array> => sharp(bytesOf(`pillow/${name}`)).raw().toBuffer();
    const photo = bytesOf('pillow/photo.jpg');
    const whole = fast(photo, 112);
    expect(whole === null ? 255 : meanDifference(whole, await pillow('photo-112.png'))).toBeLessThan(0.3);
    expect(largestDifference(whole ?? [], await pillow('photo-112.png'))).toBeLessThanOrEqual(8);
    const small = fast(photo, 32);
    expect(small === null ? 255 : meanDifference(small, await pillow('photo-32.png'))).toBeLessThan(0.25);
    // Only part of the last column of a shrunk picture is picture.
    const [width, height] = [401, 397];
    const bytes = encode(await photograph(width, height), width, height, { subsampling: '4:4:4', quality: 98 });
    const shrunk = fast(bytes, 32);
    const pixels = await sharp(bytes).raw().toBuffer();
    const unshrunk = createResizer().resize({ width, height, layout: 'rgb' }, 32, (room) => pixels.copy(room) === room.length);
    expect(shrunk === null || unshrunk === null ? 255 : meanDifference(shrunk, unshrunk)).toBeLessThan(0.5);
  });

  it('reads what it can of the fixtures, oriented as it is meant to be', async () => {
    const read = namesIn('good').filter((name) => fast(bytesOf(`good/${name}`), 32) !== null);
    expect(read).toEqual([
      'baseline.jpg', 'gray.jpg', ...[1, 2, 3, 4, 5, 6, 7, 8].map((orientation) => `orientation-${orientation}.jpg`), 'progressive.jpg',
    ]);
    for (const name of read) {
      expect(largestDifference(fast(bytesOf(`good/${name}`), 32) ?? [], (await decoded(bytesOf(`good/${name}`), 'sharp', 32)).pixels), name).toBeLessThanOrEqual(1);
    }
  });

  it('leaves a bad picture to sharp, in the same words, and reads the next', async () => {
    for (const name of namesIn('bad')) {
      expect(fast(bytesOf(`bad/${name}`), 32), name).toBeNull();
      expect((await decoded(bytesOf(`bad/${name}`), 'auto', 32)).said, name).toBe((await decoded(bytesOf(`bad/${name}`), 'sharp', 32)).said);
      expect(fast(bytesOf('good/baseline.jpg'), 32), `after ${name}`).not.toBeNull();
    }
  });

  it('takes nothing that sharp refuses, wherever a picture is damaged or cut', async () => {
    const photo = bytesOf('pillow/photo.jpg');
    const damage = record({ at: integer({ min: 2, max: photo.length - 1 }), bit: integer({ min: 0, max: 7 }), cut: integer({ min: 0, max: 3 }) });
    await hold(
      asyncProperty(damage, async ({ at, bit, cut }) => {
        const bytes = Buffer.from(cut === 0 ? photo.subarray(0, at) : photo);
        if (cut !== 0) bytes[at] ^= 1 << bit;
        if (fast(bytes, 64) !== null) expect((await decoded(bytes, 'sharp', 64)).said).toBeNull();
      }),
      { numRuns: 80 },
    );
  });

  it('leaves to sharp what has other colours, and what has too many pixels', async () => {
    const plain = sharp(await photograph(40, 30), { raw: { width: 40, height: 30, channels: 3 } });
    expect(fast(await plain.clone().withIccProfile('srgb').jpeg().toBuffer(), 20)).not.toBeNull();
    expect(fast(await plain.clone().withIccProfile('p3').jpeg().toBuffer(), 20)).toBeNull();
    const bytes = await plain.clone().jpeg().toBuffer();
    expect(fast(bytes, 20, 1200)).not.toBeNull();
    expect(fast(bytes, 20, 1199)).toBeNull();
  });

  it('survives, with the process, threads that are ended in the middle of it, and they leave it less than 1 MB of addresses each', () => {
    const program = fileURLToPath(new URL('ended-threads.mjs', import.meta.url));
    const told = execFileSync(process.execPath, [program, `${pictures}pillow/photo.jpg`], { encoding: 'utf8' });
    expect(told).toMatch(/^-?\d+\n$/);
    expect(Number(told)).toBeLessThan(1024);
  }, 30_000);
});
