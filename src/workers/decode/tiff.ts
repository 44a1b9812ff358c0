import { unsupported, type Refused, type Source } from './source.js';
import { isCut, isDeflateDamaged } from './tiff-strips.js';
import { first, readTags, Tag, type Tags } from './tiff-tags.js';

/** Compressions that the decoder reads: none, CCITT, LZW, JPEG, Deflate, PackBits, ThunderScan and WebP. */
const COMPRESSIONS = new Set([1, 2, 3, 4, 5, 7, 8, 32771, 32773, 32809, 32946, 50001]);
const otherCompressions: Readonly<Record<number, string>> = {
  6: 'old-style JPEG', 34676: 'LogLuv', 34677: 'LogLuv', 34712: 'JPEG 2000', 34887: 'LERC', 34925: 'LZMA', 50000: 'ZSTD', 50002: 'JPEG XL', 52546: 'JPEG XL',
};
const JPEG = 7;
const DEFLATE = new Set([8, 32946]);

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
    tags = readTags(bytes);
  } catch (error) {
    if (error instanceof RangeError) return { refused: 'the TIFF is cut short' };
    throw error;
  }
  const kind = unsupportedKind(tags);
  if (kind !== null) return { refused: unsupported(`a TIFF with ${kind}`) };
  if (DEFLATE.has(first(tags, Tag.compression, 1)) && isDeflateDamaged(bytes, tags)) return { refused: `the TIFF is ${isCut(bytes, tags) ? 'cut short' : 'damaged'}` };
  const extra = samplesOf(tags) - (channels[photometricOf(tags)] ?? 0);
  return { bytes, dropAlpha: extra > 0 && !ALPHAS.includes(first(tags, Tag.extraSamples, ALPHA)) };
}

const samplesOf = (tags: Tags): number => first(tags, Tag.samples, 1);
const photometricOf = (tags: Tags): number => first(tags, Tag.photometric, BLACK_IS_ZERO);

/** Returns what cannot be read in a TIFF. Null when everything can. */
function unsupportedKind(tags: Tags): string | null {
  const [photometric, compression, samples] = [photometricOf(tags), first(tags, Tag.compression, 1), samplesOf(tags)];
  if (!COMPRESSIONS.has(compression)) return `${otherCompressions[compression] ?? `unknown (${compression})`} compression`;
  const colours = channels[photometric];
  if (colours === undefined) return otherColours[photometric] ?? `unknown colours (${photometric})`;
  const subsampling = tags.get(Tag.subsampling) ?? [2, 2];
  if (photometric === YCBCR && compression !== JPEG && subsampling.every((factor) => factor === 1)) return 'YCbCr colours, neither JPEG nor subsampled';

  const format = tags.get(Tag.sampleFormat)?.find((value) => value !== 1);
  const bits = first(tags, Tag.bits, 1);
  if (format !== undefined) return `${sampleFormats[format] ?? 'undefined'} samples of ${bits} bits`;
  if ((tags.get(Tag.bits) ?? []).slice(0, samples).some((value) => value !== bits)) return 'samples of different sizes';
  const small = colours === 1 && samples === 1 && [1, 2, 4].includes(bits);
  if (!small && bits !== 8 && bits !== 16) return `samples of ${bits} bit${bits === 1 ? '' : 's'}${bits < 8 ? ' in several channels' : ''}`;

  if (samples < colours) return `${samples} samples for ${colours} channels`;
  if (samples > colours + 1) return `${samples} channels`;
  const separate = first(tags, Tag.planar, 1) === SEPARATE && samples > 1;
  if (separate && tags.has(Tag.tileOffsets)) return 'tiles of separate channels';
  // The decoder doubles the rows of these.
  if (separate && colours === 1) return 'separate channels of gray and transparency';
  return null;
}
