import { formatCount, reasonOf } from '../../config/index.js';
import { createResizer } from '../resize/resize.js';
import type { DecodeTask } from '../types.js';
import { avifSource } from './avif.js';
import { openFastPath } from './fast-jpeg.js';
import { formatOf, isTruncated, type Format } from './formats.js';
import { gifSource } from './gif.js';
import { withoutMetadata } from './jpeg-segments.js';
import { jpegSource } from './jpeg.js';
import { silenceGlib } from './silence.js';
import type { Refused, Source } from './source.js';
import { tiffSource } from './tiff.js';
import { decodeWithSharp } from './with-sharp.js';

type Settings = Pick<DecodeTask, 'size' | 'pixelLimit' | 'background' | 'decoder'>;

/** This thread's resizer and fast path. They hold the memory of one picture. */
const resizer = createResizer();
const fastPath = openFastPath(resizer);
silenceGlib();

/** Looks into the formats that the decoder would show wrong, or refuse without the true reason. */
const sources: Readonly<Partial<Record<Format, (bytes: Buffer) => Source | Refused>>> = { JPEG: jpegSource, TIFF: tiffSource, AVIF: avifSource, GIF: gifSource };

/**
 * Decodes a picture to `size` x `size` pixels of 8-bit sRGB: with its orientation applied, colour profiles and CMYK converted,
 * transparent pixels over the background, and the first frame of an animation. docs/pictures.md says what is read of each format.
 * @param use receives the `size * size * 3` bytes, which are valid only during the call
 * @returns null, or the reason why the picture cannot be decoded
 */
export async function decodePicture(bytes: Buffer, settings: Settings, use: (pixels: Uint8Array) => void): Promise<string | null> {
  const kind = formatOf(bytes);
  if ('refused' in kind) return kind.refused;
  const source = sources[kind.format]?.(bytes) ?? { bytes };
  if ('refused' in source) return source.refused;
  const fast = kind.format === 'JPEG' && settings.decoder === 'auto' ? fastPath.decode(source.bytes, settings) : null;
  if (fast !== null) {
    use(fast);
    return null;
  }
  try {
    use(await (kind.format === 'JPEG' ? decodeJpeg(source, settings) : decodeWithSharp(source, settings, 'error', resizer)));
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
async function decodeJpeg(source: Source, settings: Settings): Promise<Uint8Array> {
  try {
    return await decodeWithSharp(source, settings, 'warning', resizer);
  } catch {
    await decodeWithSharp({ bytes: withoutMetadata(source.bytes) }, settings, 'warning', resizer);
    return decodeWithSharp(source, settings, 'error', resizer);
  }
}

function refusalOf(format: Format, bytes: Uint8Array, { pixelLimit }: Settings, error: unknown): string {
  // This sentence is sharp's own.
  if (/exceeds pixel limit/.test(reasonOf(error))) return `it has more than ${formatCount(pixelLimit)} pixels, the pixel-limit`;
  return `the ${format} is ${isTruncated(format, bytes) ? 'cut short' : 'damaged'}`;
}
