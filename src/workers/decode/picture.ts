import sharp, { type FailOnOptions } from 'sharp';
import { formatCount, reasonOf } from '../../config/index.js';
import type { DecodeTask } from '../types.js';
import { enlarge } from './enlarge.js';
import { openFastPath } from './fast-jpeg.js';
import { formatOf, isTruncated, type Format } from './formats.js';
import { plainHeader } from './jpeg-header.js';
import { withoutMetadata } from './jpeg-segments.js';

type Settings = Pick<DecodeTask, 'size' | 'pixelLimit' | 'background' | 'decoder'>;

/** This thread's fast path. It holds the memory of one picture. */
const fastPath = openFastPath();

/**
 * Decodes a picture to `size` x `size` pixels of 8-bit sRGB: with EXIF orientation applied, colour profiles and CMYK converted,
 * transparent pixels over the background, and the first frame of an animation.
 * @param use receives the `size * size * 3` bytes, which are valid only during the call
 * @returns null, or the reason why the picture cannot be decoded
 */
export async function decodePicture(bytes: Buffer, settings: Settings, use: (pixels: Uint8Array) => void): Promise<string | null> {
  const kind = formatOf(bytes);
  if ('refused' in kind) return kind.refused;
  const fast = kind.format === 'JPEG' && settings.decoder === 'auto' ? fastPath.decode(bytes, settings) : null;
  if (fast !== null) {
    use(fast);
    return null;
  }
  try {
    use(await (kind.format === 'JPEG' ? decodeJpeg(bytes, settings) : decodeWithSharp(bytes, settings, 'error')));
    return null;
  } catch (error) {
    return refusalOf(kind.format, bytes, settings, error);
  }
}

/**
 * Decodes a JPEG with sharp, and refuses damaged data.
 *
 * libjpeg only warns about damaged data and goes on with grey or garbage, so a warning counts as an error. But it also warns about
 * odd metadata (an unknown version, a broken profile), which whole photographs have. The message does not say which it was:
 * libvips keeps one message for all threads, so under load it may belong to another picture. So after a warning the data are
 * decoded once without metadata. If that gives no warning, only the metadata are odd.
 */
async function decodeJpeg(bytes: Buffer, settings: Settings): Promise<Uint8Array> {
  try {
    return await decodeWithSharp(bytes, settings, 'warning');
  } catch {
    await decodeWithSharp(withoutMetadata(bytes), settings, 'warning');
    return decodeWithSharp(bytes, settings, 'error');
  }
}

/**
 * JPEGs with fewer pixels than this are not shrunk while they are decoded: the last column of a small shrunk picture covers half
 * a pixel too much.
 */
const SHRINKABLE_PIXELS = 1e6;

/**
 * Decodes and resizes with libvips' `linear` kernel, a triangle as wide as the reduction. Pillow calls this BILINEAR: the mean
 * difference is below 1 of 255, where lanczos3, sharp's default, differs by 2 to 4. `fastShrinkOnLoad: false` still shrinks large
 * JPEGs while decoding, but leaves the kernel enough to do to stay below that difference. libvips only shrinks here.
 */
async function decodeWithSharp(bytes: Buffer, { size, pixelLimit, background }: Settings, failOn: FailOnOptions): Promise<Uint8Array> {
  const picture = sharp(bytes, { failOn, limitInputPixels: pixelLimit, autoOrient: true });
  const header = plainHeader(bytes);
  // A colour space to work in makes sharp decode the whole picture. The picture is in this one already.
  const whole = header !== null && header.width * header.height < SHRINKABLE_PIXELS ? picture.pipelineColourspace('srgb') : picture;
  const { data, info: { width, height } } = await whole
    .flatten({ background })
    .resize(size, size, { fit: 'fill', kernel: 'linear', fastShrinkOnLoad: false, withoutEnlargement: true })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return width === size && height === size ? data : enlarge(data, width, height, size);
}

function refusalOf(format: Format, bytes: Uint8Array, { pixelLimit }: Settings, error: unknown): string {
  // This sentence is sharp's own.
  if (/exceeds pixel limit/.test(reasonOf(error))) return `it has more than ${formatCount(pixelLimit)} pixels, the pixel-limit`;
  const truncated = isTruncated(format, bytes);
  return `the ${format} is ${truncated === null ? 'damaged or cut short' : truncated ? 'cut short' : 'damaged'}`;
}
