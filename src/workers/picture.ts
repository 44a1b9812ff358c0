import sharp, { type FailOnOptions } from 'sharp';
import { reasonOf } from '../config/index.js';
import { enlarge } from './enlarge.js';
import { openFastLane } from './fast-jpeg.js';
import { formatOf, isCut, type Format } from './formats.js';
import { withoutMetadata } from './jpeg.js';
import { plainHeader } from './jpeg-header.js';
import type { DecodeTask } from './types.js';

interface Decoded {
  readonly data: Buffer;
  readonly info: { readonly width: number; readonly height: number };
}

/** This thread's: it holds the memory of one picture. */
const fastLane = openFastLane();

/**
 * Decodes `bytes` into the task's target as 8-bit sRGB RGB of `size` x `size`: EXIF orientation applied, colour profiles
 * and CMYK taken to sRGB, transparent pixels over the background, the first frame of an animation.
 * @param mayWrite asked once, right before the pixels are copied: false when the target belongs to another picture by now
 * @returns null, or in words why nothing was written
 */
export async function decodePicture(bytes: Buffer, task: DecodeTask, mayWrite: () => boolean): Promise<string | null> {
  const kind = formatOf(bytes);
  if ('refused' in kind) return kind.refused;
  const fast = kind.format === 'JPEG' && task.decoder === 'auto' ? fastLane.decode(bytes, task) : null;
  if (fast !== null) {
    if (mayWrite()) pixelsOf(task).set(fast);
    return null;
  }
  try {
    const decoded = await (kind.format === 'JPEG' ? decodeJpeg(bytes, task) : decode(bytes, task, 'error'));
    if (mayWrite()) write(decoded, task);
    return null;
  } catch (error) {
    return inWords(kind.format, bytes, task, error);
  }
}

/**
 * Of damaged data libjpeg does no more than warn, and goes on with grey or garbage; so warnings are not let pass. But it
 * warns of oddities in the metadata too, which whole photographs have (an unknown version, a broken profile); and which of
 * the two it was cannot be told from the message: libvips keeps one for all threads, so that under load it may be another
 * picture's. So the data are decoded without the metadata, and if nothing is warned of then, the metadata may be odd.
 */
async function decodeJpeg(bytes: Buffer, task: DecodeTask): Promise<Decoded> {
  try {
    return await decode(bytes, task, 'warning');
  } catch {
    await decode(withoutMetadata(bytes), task, 'warning');
    return decode(bytes, task, 'error');
  }
}

/** JPEGs of fewer pixels are decoded whole: the last column that is left of a smaller one stands for half a pixel too much. */
const SHRINKABLE = 1e6;

/**
 * Resizing is libvips' `linear` kernel, a triangle as wide as the reduction: what Pillow calls BILINEAR (mean difference
 * under 1 of 255, where lanczos3, sharp's default, differs by 2 to 4). `fastShrinkOnLoad: false` still shrinks large JPEGs
 * while decoding, but leaves the kernel enough to do to stay within that bound. No edge is made longer here.
 */
function decode(bytes: Buffer, { size, pixelLimit, background }: DecodeTask, failOn: FailOnOptions): Promise<Decoded> {
  const picture = sharp(bytes, { failOn, limitInputPixels: pixelLimit, autoOrient: true });
  const header = plainHeader(bytes);
  // Asking for a colour space to work in is sharp's way to have a picture decoded whole; this one is what it is in already.
  const whole = header !== null && header.width * header.height < SHRINKABLE ? picture.pipelineColourspace('srgb') : picture;
  return whole
    .flatten({ background })
    .resize(size, size, { fit: 'fill', kernel: 'linear', fastShrinkOnLoad: false, withoutEnlargement: true })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
}

const pixelsOf = ({ size, target, offset }: DecodeTask): Uint8Array => new Uint8Array(target, offset, size * size * 3);

function write({ data, info: { width, height } }: Decoded, task: DecodeTask): void {
  if (width === task.size && height === task.size) pixelsOf(task).set(data);
  else enlarge(data, width, height, pixelsOf(task), task.size);
}

function inWords(format: Format, bytes: Uint8Array, { pixelLimit }: DecodeTask, thrown: unknown): string {
  // This one sentence is sharp's own.
  if (/exceeds pixel limit/.test(reasonOf(thrown))) return `it has more than ${pixelLimit.toLocaleString('en')} pixels, the pixel-limit`;
  const cut = isCut(format, bytes);
  return `the ${format} is ${cut === null ? 'damaged or cut short' : cut ? 'cut short' : 'damaged'}`;
}
