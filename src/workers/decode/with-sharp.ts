import type { FailOnOptions, Metadata, Sharp } from 'sharp';
import { loadSharp } from '../../config/index.js';
import { orient } from './orient.js';
import { orientationOf } from './orientation.js';
import type { Source } from './source.js';
import { isResizable, type Resizer } from '../resize/resize.js';
import type { DecodeTask } from '../types.js';

const sharp = loadSharp();

type Settings = Pick<DecodeTask, 'size' | 'pixelLimit' | 'background'>;

/**
 * Decodes and resizes a picture with sharp.
 * @returns `size * size * 3` bytes of sRGB, valid until the resizer's next call
 * @throws Error when the picture is damaged
 */
export async function decodeWithSharp(source: Source, settings: Settings, failOn: FailOnOptions, resizer: Resizer): Promise<Uint8Array> {
  const { size, pixelLimit } = settings;
  const picture = sharp(source.bytes, { failOn, limitInputPixels: pixelLimit });
  const metadata = await picture.metadata();
  const whole = toSrgb(picture, metadata, source, settings);
  const { data, info: { width, height } } = await (isResizable(metadata.width, metadata.height, size) ? whole : shrink(whole, metadata, size))
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  for (const part of source.parts ?? []) await sharp(part(), { failOn, limitInputPixels: pixelLimit }).raw().toBuffer();
  const orientation = orientationOf(metadata);
  const pixels = width === size && height === size ? data : resized(data, width, height, size, resizer);
  return orientation === 1 ? pixels : orient(pixels, size, orientation);
}

/** Spaces of eight bits for those of sixteen. With sixteen bits sharp converts profiles to Display P3, and ignores those of gray. */
const eightBits: Readonly<Record<string, string>> = { rgb16: 'srgb', grey16: 'b-w' };

function toSrgb(picture: Sharp, { space }: Metadata, { dropAlpha, limitedGray, lossless }: Source, { background }: Settings): Sharp {
  // With a space to convert to first, sharp never shrinks a picture while it decodes it.
  const shallow = eightBits[space ?? ''] ?? (lossless === true ? space : undefined);
  let colours = shallow === undefined ? picture : picture.pipelineColourspace(shallow);
  colours = dropAlpha === true ? colours.removeAlpha() : colours.flatten({ background });
  if (limitedGray === true) colours = colours.linear(255 / 219, (-16 * 255) / 219);
  return colours.toColourspace('srgb');
}

/** Reduction that is left for the resizer, in which the traces of libvips' own kernels vanish. */
const RESIZER_REDUCTION = 3;

/**
 * Shrinks a picture with a triangle as wide as the reduction, as the resizer does: by a whole number in each direction, or to `size` if
 * the result is still too large for the resizer. JPEGs may shrink while they are decoded, but `fastShrinkOnLoad: false` leaves the
 * kernel at least a reduction of two. libvips only shrinks here, because it enlarges with a shift of half a pixel.
 */
function shrink(picture: Sharp, { width, height }: Metadata, size: number): Sharp {
  const shrunk = (length: number): number => Math.ceil(length / Math.max(Math.floor(length / (size * RESIZER_REDUCTION)), 1));
  const target = isResizable(shrunk(width), shrunk(height), size) ? ([shrunk(width), shrunk(height)] as const) : ([size, size] as const);
  return picture.resize(...target, { fit: 'fill', kernel: 'linear', fastShrinkOnLoad: false, withoutEnlargement: true });
}

function resized(data: Buffer, width: number, height: number, size: number, resizer: Resizer): Uint8Array {
  const pixels = resizer.resize({ width, height, layout: 'rgb' }, size, (memory) => data.copy(memory) === memory.length);
  if (pixels === null) throw new Error(`${data.length} bytes for ${width} x ${height} pixels`);
  return pixels;
}
