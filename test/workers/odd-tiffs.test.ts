import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { corner, decoded, unsupported } from './decoded.js';
import { tiff, type TiffTags } from './drawn-files.js';
import { photograph } from './jpegs.js';

const RED = [255, 0, 0];
const repeat = (pixel: readonly number[]): Buffer => Buffer.from(Array.from({ length: 64 }, () => pixel).flat());

describe('TIFF', () => {
  const samples = (bits: number, format = 1, more: TiffTags = {}): TiffTags => ({ 258: [bits], 262: [1], 277: [1], 339: [format], ...more });
  const read = (data: Buffer, tags: TiffTags): Promise<number[] | string> => corner(tiff(8, 8, data, tags));
  const floats = Buffer.from(new Float32Array(64).fill(1).buffer);

  it('reads the kinds that it should', async () => {
    expect(await read(repeat([255, 0, 0]), {})).toEqual(RED);
    expect(await read(repeat([200]), samples(8))).toEqual([200, 200, 200]);
    expect(await read(Buffer.alloc(8, 0xff), samples(1))).toEqual([255, 255, 255]);
    expect(await read(Buffer.alloc(128, 0xff), samples(16))).toEqual([255, 255, 255]);
  });

  it('a channel after the colours is transparency only when the file says so', async () => {
    const [fourth, bits] = [repeat([255, 0, 0, 0]), [8, 8, 8, 8]];
    expect(await read(fourth, { 258: bits, 277: [4], 338: [0] })).toEqual(RED);
    expect(await read(fourth, { 258: bits, 277: [4], 338: [2] })).toEqual([255, 255, 255]);
    expect(await read(fourth, { 258: bits, 277: [4] }), 'as Pillow takes it').toEqual([255, 255, 255]);
  });

  it.each<[string, Buffer, TiffTags]>([
    ['floating-point samples of 32 bits', floats, samples(32, 3)],
    ['floating-point samples of 16 bits', Buffer.alloc(128), samples(16, 3)],
    ['signed samples of 8 bits', Buffer.alloc(64), samples(8, 2)],
    ['signed samples of 16 bits', Buffer.alloc(128), samples(16, 2)],
    ['samples of 32 bits', Buffer.alloc(256), samples(32)],
    ['samples of 12 bits', Buffer.alloc(96), samples(12)],
    ['samples of 4 bits in several channels', Buffer.alloc(96), { 258: [4, 4, 4] }],
    ['samples of different sizes', Buffer.alloc(192), { 258: [8, 8, 4] }],
    ['YCbCr colours, neither JPEG nor subsampled', repeat([76, 85, 255]), { 262: [6], 530: [1, 1] }],
    ['CIE Lab colours', Buffer.alloc(192), { 262: [8] }],
    ['ZSTD compression', Buffer.alloc(192), { 259: [50000] }],
    ['LZMA compression', Buffer.alloc(192), { 259: [34925] }],
    ['old-style JPEG compression', Buffer.alloc(192), { 259: [6], 262: [6] }],
    ['unknown (77) compression', Buffer.alloc(192), { 259: [77] }],
    ['tiles of separate channels', Buffer.alloc(192), { 284: [2], 322: [8], 323: [8], 324: [8, 72, 136], 325: [64, 64, 64] }],
    ['separate channels of gray and transparency', Buffer.alloc(128), { 258: [8, 8], 262: [1], 277: [2], 284: [2], 338: [2] }],
    ['5 channels', Buffer.alloc(320), { 258: [8, 8, 8, 8, 8], 277: [5], 338: [0, 0] }],
  ])('refuses %s', async (kind, data, tags) => expect(await read(data, tags)).toBe(unsupported(`a TIFF with ${kind}`)));

  it('is refused when Deflate does not match its checksum', async () => {
    const whole = await sharp(await photograph(60, 45), { raw: { width: 60, height: 45, channels: 3 } }).tiff({ compression: 'deflate' }).toBuffer();
    expect(await decoded(whole)).toBeInstanceOf(Uint8Array);
    for (const at of [0.3, 0.6, 0.9].map((part) => Math.floor(whole.length * part))) {
      const damaged = Buffer.concat([whole.subarray(0, at), Buffer.alloc(40), whole.subarray(at + 40)]);
      expect(await decoded(damaged), `at ${at} of ${whole.length}`).toBe('the TIFF is damaged');
    }
  });

  it('is refused when its palette, its strips or its directory are cut', async () => {
    const palette = tiff(8, 8, repeat([3]), { 258: [8], 262: [3], 277: [1], 320: Array.from({ length: 768 }, (_, at) => (at < 256 ? 65535 : 0)) });
    expect(await corner(palette)).toEqual(RED);
    expect(await decoded(palette.subarray(0, -1))).toBe('the TIFF is cut short');
    const plain = tiff(8, 8, repeat([255, 0, 0]), {});
    expect(await decoded(plain.subarray(0, 210))).toBe('the TIFF is cut short');
  });
});
