import { segmentsOf, withoutJunk } from './jpeg-segments.js';
import { unsupported, type Refused, type Source } from './source.js';

/** Kinds of frames that the decoder cannot read (ITU-T T.81, table B.1). */
const kinds: Readonly<Record<number, string>> = {
  0xc5: 'a hierarchical JPEG', 0xc6: 'a hierarchical JPEG', 0xc7: 'a hierarchical JPEG', 0xcb: 'a lossless JPEG with arithmetic coding',
  0xcd: 'a hierarchical JPEG', 0xce: 'a hierarchical JPEG', 0xcf: 'a hierarchical JPEG',
};
const LOSSLESS = 0xc3;
const TABLES = new Set([0xc4, 0xc8, 0xcc]);

/** Says how a JPEG is decoded, or why it is not. Bytes between its segments, which libjpeg reports as damage, are left out. */
export function jpegSource(bytes: Buffer): Source | Refused {
  const { segments, junk } = segmentsOf(bytes);
  const frame = segments.find(({ type }) => (type & 0xf0) === 0xc0 && !TABLES.has(type));
  if (frame !== undefined) {
    const bits = bytes[frame.at + 4];
    const kind = kinds[frame.type] ?? (bits === 8 || bits === undefined ? null : `a JPEG with ${bits} bits per sample`);
    if (kind !== null) return { refused: unsupported(kind) };
  }
  return { bytes: junk ? withoutJunk(bytes) : bytes, lossless: frame?.type === LOSSLESS };
}
