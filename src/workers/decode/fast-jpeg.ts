import { reasonOf } from '../../config/index.js';
import { plainHeader, type JpegHeader } from './jpeg-header.js';
import { createResizer, type Resizer } from '../resize/resize.js';
import { openTurbo, type Turbo } from './turbo.js';
import { orient } from './orient.js';
import type { DecodeTask } from '../types.js';

type Limits = Pick<DecodeTask, 'size' | 'pixelLimit'>;

/** Decodes JPEGs and resizes them by libjpeg-turbo and WebAssembly alone. */
export interface FastPath {
  /** In words why this machine has none, so that sharp reads everything; else null. */
  readonly missing: string | null;
  /**
   * @returns the picture as `size * size * 3` bytes of sRGB RGB, there until the next call; null when it is none for this
   * lane or when anything about it is odd, be it only a warning: sharp judges then
   */
  decode(bytes: Buffer, limits: Limits): Uint8Array | null;
}

/** Pixels that the fast lane's memory grows to, 24 MiB a thread. Larger pictures that cannot be shrunk go to sharp. */
const MOST_PIXELS = 2 ** 23;
/**
 * What is left for the resizing to do when a picture is shrunk while it is decoded: enough to hide how that was done, which is a mean
 * difference under 0.5 of 255. Pictures of many pixels have less detail in them, pixel for pixel, and half as much is enough.
 */
const LEFT_TO_DO = 3;
const LEFT_TO_DO_OF_MANY = 1.5;
const MANY_PIXELS = 4e6;
/** In narrower pictures libjpeg just repeats a sample of colour that two pixels share. */
const NARROW = 5;

/**
 * Of the time that sharp takes for a small photograph most is overhead. libjpeg-turbo, called directly, writes its pixels
 * to where the resizing begins. What passes here is whole as far as libjpeg can tell: the same library judges in sharp.
 */
export function openFastPath(): FastPath {
  try {
    const turbo = openTurbo();
    const resizer = createResizer();
    return { missing: null, decode: (bytes, limits) => decode(turbo, resizer, bytes, limits) };
  } catch (error) {
    return { missing: reasonOf(error).split('\n')[0], decode: () => null };
  }
}

/** Why this machine has no fast lane, in words; null where it has one. */
export const missingFastPath = (): string | null => openFastPath().missing;

function decode(turbo: Turbo, resizer: Resizer, bytes: Buffer, { size, pixelLimit }: Limits): Uint8Array | null {
  const header = plainHeader(bytes);
  if (header === null || header.width * header.height > pixelLimit) return null;
  const stored = turbo.header(bytes);
  if (stored === null || stored.width !== header.width || stored.height !== header.height) return null;
  const reduction = reductionOf(header, size);
  // Of a picture that is shrunk, libjpeg keeps more of the colour for RGB than in planes.
  const layout = reduction === 1 && header.width >= NARROW ? stored.layout : 'rgb';
  const [width, height] = [header.width / reduction, header.height / reduction];
  if ((width + 2 * size) * height > MOST_PIXELS) return null;
  const decoded = (room: Buffer): boolean => turbo.decode(bytes, Math.ceil(width), Math.ceil(height), layout, room);
  const pixels = resizer.resize({ width, height, layout }, size, decoded);
  return pixels === null || header.orientation === 1 ? pixels : orient(pixels, size, header.orientation);
}

/** The largest of 8, 4, 2 and 1 that leaves the resizing enough to do. */
function reductionOf({ width, height }: JpegHeader, size: number): number {
  const left = width * height < MANY_PIXELS ? LEFT_TO_DO : LEFT_TO_DO_OF_MANY;
  return [8, 4, 2].find((reduction) => Math.min(width, height) >= size * reduction * left) ?? 1;
}
