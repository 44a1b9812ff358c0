import { reasonOf } from '../../config/index.js';
import { createResizer, isResizable, type Resizer } from '../resize/resize.js';
import type { DecodeTask } from '../types.js';
import { plainHeader, type JpegHeader } from './jpeg-header.js';
import { orient } from './orient.js';
import { openTurbo, type Turbo } from './turbo.js';

type Limits = Pick<DecodeTask, 'size' | 'pixelLimit'>;

/** Decodes and resizes JPEGs with libjpeg-turbo and WebAssembly, without sharp. */
export interface FastPath {
  /** Reason why this machine has no fast path, so that sharp decodes everything. Null when it has one. */
  readonly missing: string | null;
  /**
   * @returns `size * size * 3` bytes of sRGB, valid until the next call. Null when sharp must decode the picture: it is not a plain
   * JPEG, or libjpeg has warned of something
   */
  decode(bytes: Buffer, limits: Limits): Uint8Array | null;
}

/**
 * Reduction that is left for the resizer when libjpeg shrinks a picture while it decodes it. It is enough to hide the shrinking: the
 * mean difference is below 0.5 of 255. Pictures with many pixels have less detail per pixel, so half as much is enough.
 */
const RESIZER_REDUCTION = 3;
const RESIZER_REDUCTION_LARGE = 1.5;
const LARGE_PIXELS = 4e6;
/** In narrower pictures libjpeg repeats a colour sample that two pixels share, and does not interpolate. */
const NARROW = 5;

/**
 * Opens the fast path for this thread. sharp spends most of its time for a small photograph on overhead. Here libjpeg-turbo is called
 * directly, and writes its pixels where the resizer reads them. Damaged pictures do not pass: sharp uses the same library.
 */
export function openFastPath(resizer: Resizer = createResizer()): FastPath {
  try {
    const turbo = openTurbo();
    return { missing: null, decode: (bytes, limits) => decode(turbo, resizer, bytes, limits) };
  } catch (error) {
    return { missing: reasonOf(error).split('\n')[0], decode: () => null };
  }
}

/** Returns the reason why this machine has no fast path, or null when it has one. */
export const missingFastPath = (): string | null => openFastPath().missing;

function decode(turbo: Turbo, resizer: Resizer, bytes: Buffer, { size, pixelLimit }: Limits): Uint8Array | null {
  const header = plainHeader(bytes);
  if (header === null || header.width * header.height > pixelLimit) return null;
  const stored = turbo.header(bytes);
  if (stored === null || stored.width !== header.width || stored.height !== header.height) return null;
  const reduction = reductionFor(header, size);
  // When libjpeg shrinks, it keeps more of the colours in RGB than in planes.
  const layout = reduction === 1 && header.width >= NARROW ? stored.layout : 'rgb';
  const [width, height] = [header.width / reduction, header.height / reduction];
  if (!isResizable(width, height, size)) return null;
  const decodeTo = (memory: Buffer): boolean => turbo.decode(bytes, Math.ceil(width), Math.ceil(height), layout, memory);
  const pixels = resizer.resize({ width, height, layout }, size, decodeTo);
  return pixels === null || header.orientation === 1 ? pixels : orient(pixels, size, header.orientation);
}

/** Returns the largest of 8, 4, 2 and 1 that leaves enough for the resizer. */
function reductionFor({ width, height }: JpegHeader, size: number): number {
  const left = width * height < LARGE_PIXELS ? RESIZER_REDUCTION : RESIZER_REDUCTION_LARGE;
  return [8, 4, 2].find((reduction) => Math.min(width, height) >= size * reduction * left) ?? 1;
}
