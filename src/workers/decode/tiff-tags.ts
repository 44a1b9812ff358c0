/** Numbers of the tags that are read (TIFF 6.0). */
export const Tag = {
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  stripOffsets: 273,
  samples: 277,
  stripRows: 278,
  stripBytes: 279,
  planar: 284,
  colourMap: 320,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileBytes: 325,
  extraSamples: 338,
  sampleFormat: 339,
  subsampling: 530,
} as const;
const wanted: ReadonlySet<number> = new Set(Object.values(Tag));

/** The values of each tag. */
export type Tags = ReadonlyMap<number, readonly number[]>;

export const first = (tags: Tags, tag: number, otherwise: number): number => tags.get(tag)?.[0] ?? otherwise;

/** Bytes of a value of each type: BYTE, SHORT, LONG, IFD, and LONG8 and IFD8 of BigTIFF. */
const sizes: Readonly<Record<number, number>> = { 1: 1, 3: 2, 4: 4, 13: 4, 16: 8, 18: 8 };

/**
 * Reads those tags in the first directory of a TIFF or BigTIFF (TIFF 6.0, section 2).
 * @throws RangeError when it, or a value, is not within the file
 */
export function readTags(bytes: Buffer): Tags {
  const littleEndian = bytes[0] === 0x49;
  const number = (at: number, size: number): number => {
    if (size === 8) return Number(littleEndian ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at));
    if (size === 1) return bytes.readUInt8(at);
    return littleEndian ? bytes.readUIntLE(at, size) : bytes.readUIntBE(at, size);
  };
  const big = number(2, 2) === 43;
  const word = big ? 8 : 4;
  const directory = number(big ? 8 : 4, word);
  const countBytes = big ? 8 : 2;
  const entryBytes = 4 + 2 * word;
  const tags = new Map<number, readonly number[]>();
  for (let entry = 0; entry < number(directory, countBytes); entry++) {
    const at = directory + countBytes + entry * entryBytes;
    const tag = number(at, 2);
    const size = sizes[number(at + 2, 2)];
    if (!wanted.has(tag) || tags.has(tag) || size === undefined) continue;
    const count = number(at + 4, word);
    const values = size * count <= word ? at + 4 + word : number(at + 4 + word, word);
    if (values + size * count > bytes.length) throw new RangeError(`tag ${tag} is not within the file`);
    tags.set(tag, Array.from({ length: count }, (_, index) => number(values + index * size, size)));
  }
  return tags;
}
