import { reasonOf } from '../config/index.js';
import { plainHeader, type JpegHeader } from './jpeg-header.js';
import { createResizer, type Resizer } from './resize.js';
import { openTurbo, type Turbo } from './turbo.js';
import { turn } from './turn.js';
import type { DecodeTask } from './types.js';

type Limits = Pick<DecodeTask, 'size' | 'pixelLimit'>;

/** Decodes JPEGs and resizes them by libjpeg-turbo and WebAssembly alone. */
export interface FastLane {
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
/** What is left for the resizing to do, when a picture is shrunk while it is decoded: enough to hide how that was done (a mean
 * difference under 0.5 of 255, where 2 would leave 0.9; and 0 to 1 for whole pictures). */
const LEFT_TO_DO = 3;

/**
 * Of the time that sharp takes for a small photograph most is overhead. libjpeg-turbo, called directly, writes its pixels
 * to where the resizing begins. What passes here is whole as far as libjpeg can tell: the same library judges in sharp.
 */
export function openFastLane(): FastLane {
  try {
    const turbo = openTurbo();
    const resizer = createResizer();
    return { missing: null, decode: (bytes, limits) => decode(turbo, resizer, bytes, limits) };
  } catch (error) {
    return { missing: reasonOf(error).split('\n')[0], decode: () => null };
  }
}

/** Why this machine has no fast lane, in words; null where it has one. */
export const fastLane = (): string | null => openFastLane().missing;

function decode(turbo: Turbo, resizer: Resizer, bytes: Buffer, { size, pixelLimit }: Limits): Uint8Array | null {
  const header = plainHeader(bytes);
  if (header === null || header.width * header.height > pixelLimit) return null;
  const reduction = reductionOf(header, size);
  const [width, height] = [header.width / reduction, header.height / reduction];
  if ((width + size) * height > MOST_PIXELS) return null;
  const pixels = resizer.resize(width, height, size, (room) =>
    turbo.decode(bytes, reduction, (wide, high) => (wide === Math.ceil(width) && high === Math.ceil(height) ? room : null)),
  );
  return pixels === null || header.orientation === 1 ? pixels : turn(pixels, size, header.orientation);
}

/** The largest of 8, 4, 2 and 1 that leaves the resizing enough to do. */
function reductionOf({ width, height }: JpegHeader, size: number): number {
  return [8, 4, 2].find((reduction) => Math.min(width, height) >= size * reduction * LEFT_TO_DO) ?? 1;
}
