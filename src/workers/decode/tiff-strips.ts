import { inflateSync } from 'node:zlib';
import { codeOf } from '../../config/index.js';
import { first, readTags, Tag, type Tags } from './tiff-tags.js';

/** A strip or a tile: where its bytes begin, and the byte after them. */
interface Strip {
  readonly from: number;
  readonly to: number;
}

function stripsOf(tags: Tags): Strip[] {
  const lengths = tags.get(Tag.tileBytes) ?? tags.get(Tag.stripBytes) ?? [];
  return (tags.get(Tag.tileOffsets) ?? tags.get(Tag.stripOffsets) ?? []).map((from, index) => ({ from, to: from + (lengths[index] ?? 0) }));
}

/** Whether a strip or a tile ends after the file. */
export const isCut = (bytes: Buffer, tags: Tags): boolean => stripsOf(tags).some(({ to }) => to > bytes.length);

/** Whether a TIFF whose directory can be read is cut. */
export const isTiffTruncated = (bytes: Buffer): boolean => isCut(bytes, readTags(bytes));

/** Bytes of the largest strip that is inflated to look at its checksum. A small file may state more. */
const MAX_STRIP = 2 ** 28;

/** Whether a strip or tile does not match its checksum. libtiff does not look: it stops at the last pixel, before the checksum. */
export function isDeflateDamaged(bytes: Buffer, tags: Tags): boolean {
  const height = first(tags, Tag.height, 0);
  const rows = first(tags, Tag.tileHeight, Math.min(first(tags, Tag.stripRows, height), height));
  const row = Math.ceil((first(tags, Tag.tileWidth, first(tags, Tag.width, 0)) * first(tags, Tag.samples, 1) * first(tags, Tag.bits, 1)) / 8);
  if (rows * row > MAX_STRIP) return false;
  return stripsOf(tags).some(({ from, to }) => {
    try {
      inflateSync(bytes.subarray(from, to), { maxOutputLength: rows * row + 1 });
      return false;
    } catch (error) {
      // There may be more than the pixels.
      return codeOf(error) !== 'ERR_BUFFER_TOO_LARGE';
    }
  });
}
