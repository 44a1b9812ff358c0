import { unsupported, type Refused, type Source } from './source.js';
import { readTags, type Tags } from './tiff-tags.js';

const BITS = 258;
const COMPRESSION = 259;
const PHOTOMETRIC = 262;
const STRIP_OFFSETS = 273;
const SAMPLES = 277;
const STRIP_BYTES = 279;
const PLANAR = 284;
const COLOUR_MAP = 320;
const TILE_OFFSETS = 324;
const TILE_BYTES = 325;
const EXTRA_SAMPLES = 338;
const SAMPLE_FORMAT = 339;
const SUBSAMPLING = 530;
const WANTED = [
  BITS, COMPRESSION, PHOTOMETRIC, STRIP_OFFSETS, SAMPLES, STRIP_BYTES, PLANAR, COLOUR_MAP, TILE_OFFSETS, TILE_BYTES, EXTRA_SAMPLES, SAMPLE_FORMAT, SUBSAMPLING,
];

/** Compressions that the decoder reads: none, CCITT, LZW, JPEG, Deflate, PackBits, ThunderScan and WebP. */
const COMPRESSIONS = new Set([1, 2, 3, 4, 5, 7, 8, 32771, 32773, 32809, 32946, 50001]);
const otherCompressions: Readonly<Record<number, string>> = {
  6: 'old-style JPEG', 34676: 'LogLuv', 34677: 'LogLuv', 34712: 'JPEG 2000', 34887: 'LERC', 34925: 'LZMA', 50000: 'ZSTD', 50002: 'JPEG XL', 52546: 'JPEG XL',
};
const JPEG = 7;

const [WHITE_IS_ZERO, BLACK_IS_ZERO, RGB, PALETTE, CMYK, YCBCR] = [0, 1, 2, 3, 5, 6];
/** Colour channels of each photometric interpretation that is read. */
const channels: Readonly<Record<number, number>> = { [WHITE_IS_ZERO]: 1, [BLACK_IS_ZERO]: 1, [RGB]: 3, [PALETTE]: 1, [CMYK]: 4, [YCBCR]: 3 };
const otherColours: Readonly<Record<number, string>> = {
  4: 'a mask', 8: 'CIE Lab colours', 9: 'ICC Lab colours', 10: 'ITU Lab colours', 32803: 'the raw data of a camera', 32844: 'LogL colours', 32845: 'LogLuv colours', 34892: 'the raw data of a camera',
};

const sampleFormats: Readonly<Record<number, string>> = { 2: 'signed', 3: 'floating-point', 5: 'complex', 6: 'complex' };
const SEPARATE = 2;
/** Values of ExtraSamples that are transparency. Others have no meaning for the picture. Without the tag it is taken as transparency. */
const ALPHAS = [1, 2];
const ALPHA = 2;

/** Says how a TIFF is decoded, or why it is not. The list is closed: the decoder reads more kinds than it reads right. */
export function tiffSource(bytes: Buffer): Source | Refused {
  let tags: Tags;
  try {
    tags = readTags(bytes, WANTED);
  } catch (error) {
    if (error instanceof RangeError) return { refused: 'the TIFF is cut short' };
    throw error;
  }
  const kind = unsupportedKind(tags);
  if (kind !== null) return { refused: unsupported(`a TIFF with ${kind}`) };
  const extra = samplesOf(tags) - (channels[photometricOf(tags)] ?? 0);
  return { bytes, dropAlpha: extra > 0 && !ALPHAS.includes(first(tags, EXTRA_SAMPLES, ALPHA)) };
}

/** Whether a strip or a tile of a TIFF ends after the file. */
export function isTiffTruncated(bytes: Buffer): boolean {
  const tags = readTags(bytes, [STRIP_OFFSETS, STRIP_BYTES, TILE_OFFSETS, TILE_BYTES]);
  const offsets = tags.get(TILE_OFFSETS) ?? tags.get(STRIP_OFFSETS) ?? [];
  const lengths = tags.get(TILE_BYTES) ?? tags.get(STRIP_BYTES) ?? [];
  return offsets.some((offset, index) => offset + (lengths[index] ?? 0) > bytes.length);
}

const first = (tags: Tags, tag: number, otherwise: number): number => tags.get(tag)?.[0] ?? otherwise;
const samplesOf = (tags: Tags): number => first(tags, SAMPLES, 1);
const photometricOf = (tags: Tags): number => first(tags, PHOTOMETRIC, BLACK_IS_ZERO);

/** Returns what cannot be read in a TIFF. Null when everything can. */
function unsupportedKind(tags: Tags): string | null {
  const [photometric, compression, samples] = [photometricOf(tags), first(tags, COMPRESSION, 1), samplesOf(tags)];
  if (!COMPRESSIONS.has(compression)) return `${otherCompressions[compression] ?? `unknown (${compression})`} compression`;
  const colours = channels[photometric];
  if (colours === undefined) return otherColours[photometric] ?? `unknown colours (${photometric})`;
  const subsampling = tags.get(SUBSAMPLING) ?? [2, 2];
  if (photometric === YCBCR && compression !== JPEG && subsampling.every((factor) => factor === 1)) return 'YCbCr colours, neither JPEG nor subsampled';

  const format = tags.get(SAMPLE_FORMAT)?.find((value) => value !== 1);
  const bits = first(tags, BITS, 1);
  if (format !== undefined) return `${sampleFormats[format] ?? 'undefined'} samples of ${bits} bits`;
  if ((tags.get(BITS) ?? []).slice(0, samples).some((value) => value !== bits)) return 'samples of different sizes';
  const small = colours === 1 && samples === 1 && [1, 2, 4].includes(bits);
  if (!small && bits !== 8 && bits !== 16) return `samples of ${bits} bit${bits === 1 ? '' : 's'}${bits < 8 ? ' in several channels' : ''}`;

  if (samples < colours) return `${samples} samples for ${colours} channels`;
  if (samples > colours + 1) return `${samples} channels`;
  const separate = first(tags, PLANAR, 1) === SEPARATE && samples > 1;
  if (separate && tags.has(TILE_OFFSETS)) return 'tiles of separate channels';
  // The decoder doubles the rows of these.
  if (separate && colours === 1) return 'separate channels of gray and transparency';
  return null;
}
