import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { loadLibrary } from '../../src/workers/decode/turbo.js';
import { pictures } from './fixtures.js';

export interface Encoding {
  readonly subsampling?: keyof typeof subsamplings;
  readonly progressive?: boolean;
  readonly quality?: number;
}

/** libjpeg-turbo's numbers of the chroma subsamplings. */
export const subsamplings = { '4:4:4': 0, '4:2:2': 1, '4:2:0': 2, gray: 3, '4:4:0': 4, '4:1:1': 5, '4:4:1': 6 };

/** Returns the photograph of the fixtures as RGB, resized to `width` x `height`. */
export async function photograph(width: number, height: number): Promise<Buffer> {
  return sharp(readFileSync(`${pictures}pillow/photo.jpg`)).resize(width, height, { fit: 'fill' }).raw().toBuffer();
}

/** Encodes RGB pixels with any subsampling, which sharp cannot. */
export const encode = (pixels: Buffer, width: number, height: number, { subsampling = '4:2:0', progressive = false, quality = 90 }: Encoding): Buffer =>
  compress(pixels, width, height, 8, [[QUALITY, quality], [SUBSAMPLING, subsamplings[subsampling]], [PROGRESSIVE, Number(progressive)]]);

/** Encodes RGB pixels, of 16 bits when `bits` is more than 8, with what no camera writes. */
export const encodeOdd = (pixels: Buffer, width: number, height: number, odd: { optimize?: true; lossless?: true; bits?: 12 | 16 }): Buffer =>
  compress(pixels, width, height, odd.bits ?? 8, odd.lossless === true ? [[LOSSLESS, 1], [PREDICTOR, 1]] : [[QUALITY, 60], [SUBSAMPLING, 0], [OPTIMIZE, Number(odd.optimize === true)]]);

/** Parameters (turbojpeg.h). */
const [NO_REALLOCATION, QUALITY, SUBSAMPLING, OPTIMIZE, PROGRESSIVE, LOSSLESS, PREDICTOR] = [2, 3, 4, 11, 12, 15, 16];

function compress(pixels: Buffer, width: number, height: number, bits: 8 | 12 | 16, parameters: readonly (readonly [number, number])[]): Buffer {
  const library = loadLibrary();
  const handle: unknown = library.func('void *tj3Init(int)')(0);
  const set = library.func('int tj3Set(void *, int, int)');
  for (const [parameter, value] of [[NO_REALLOCATION, 1], ...parameters]) set(handle, parameter, value);
  const memory = Buffer.alloc(width * height * 8 + 4096);
  const encoder = library.func(`int tj3Compress${bits}(void *, const uint8_t *, int, int, int, int, uint8_t **, _Inout_ size_t *)`);
  const size = [memory.length];
  if (encoder(handle, pixels, width, 0, height, 0, [memory], size) !== 0) throw new Error('libjpeg-turbo did not encode');
  library.func('void tj3Destroy(void *)')(handle);
  return memory.subarray(0, size[0]);
}
