/** A box of an ISO media file (ISO/IEC 14496-12, 4.2). */
export interface Box {
  readonly type: string;
  /** First byte of its contents. */
  readonly start: number;
  /** Byte after the box. */
  readonly end: number;
}

/** Yields the boxes in a part of a file, until something is none. The last one may end after the file. */
export function* boxesIn(bytes: Buffer, from: number, to: number): Generator<Box> {
  for (let at = from; at + 8 <= to; ) {
    const size = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const large = size === 1;
    if (!/^[ -~]{4}$/.test(type) || (large && at + 16 > to)) return;
    const end = size === 0 ? to : at + (large ? Number(bytes.readBigUInt64BE(at + 8)) : size);
    const start = at + (large ? 16 : 8);
    if (end < start) return;
    yield { type, start, end };
    at = end;
  }
}

/** An AVIF's items, and what it says of them (ISO/IEC 14496-12, 8.11, and 23008-12, 9). Numbers of items are as in the file. */
export interface Items {
  readonly primary: number;
  /** Position of the number of the primary item, and its bytes: 2 or 4. */
  readonly primaryAt: number;
  readonly idBytes: number;
  /** Position of each item's flags, the lowest of which says that it is hidden. */
  readonly flagsAt: ReadonlyMap<number, number>;
  readonly references: readonly Reference[];
  /** Properties of each item. */
  readonly properties: ReadonlyMap<number, readonly Box[]>;
}

export interface Reference {
  readonly type: string;
  readonly from: number;
  readonly to: readonly number[];
}

/**
 * Reads the box `meta`.
 * @returns null when it names no primary item
 * @throws RangeError when a box is cut
 */
export function itemsOf(bytes: Buffer, meta: Box): Items | null {
  const inside = (box: Box, header: number): Box[] => [...boxesIn(bytes, box.start + header, Math.min(box.end, bytes.length))];
  const children = inside(meta, FULL_BOX);
  const child = (type: string): Box | undefined => children.find((box) => box.type === type);
  const [pitm, iinf, iref, iprp] = [child('pitm'), child('iinf'), child('iref'), child('iprp')];
  if (pitm === undefined) return null;
  const idBytes = bytes[pitm.start] === 0 ? 2 : 4;
  const primaryAt = pitm.start + FULL_BOX;
  const infes = iinf === undefined ? [] : inside(iinf, FULL_BOX + (bytes[iinf.start] === 0 ? 2 : 4));
  const properties = iprp === undefined ? [] : inside(iprp, 0);
  const ipco = properties.find(({ type }) => type === 'ipco');
  return {
    primary: bytes.readUIntBE(primaryAt, idBytes),
    primaryAt,
    idBytes,
    flagsAt: new Map(infes.map(({ start }) => [bytes.readUIntBE(start + FULL_BOX, bytes[start] < 3 ? 2 : 4), start + FULL_BOX - 1])),
    references: iref === undefined ? [] : inside(iref, FULL_BOX).map((box) => referenceIn(bytes, box, bytes[iref.start] === 0 ? 2 : 4)),
    properties: associations(bytes, properties.filter(({ type }) => type === 'ipma'), ipco === undefined ? [] : inside(ipco, 0)),
  };
}

/** Bytes of the version and the flags, with which a full box begins. */
const FULL_BOX = 4;

function referenceIn(bytes: Buffer, { type, start }: Box, idBytes: number): Reference {
  const id = (at: number): number => bytes.readUIntBE(at, idBytes);
  const count = bytes.readUInt16BE(start + idBytes);
  return { type, from: id(start), to: Array.from({ length: count }, (_, index) => id(start + idBytes + 2 + index * idBytes)) };
}

/** Reads which item has which properties (ISO/IEC 23008-12, 9.3.1). */
function associations(bytes: Buffer, ipmas: readonly Box[], boxes: readonly Box[]): Map<number, readonly Box[]> {
  const properties = new Map<number, readonly Box[]>();
  for (const { start } of ipmas) {
    const idBytes = bytes[start] < 1 ? 2 : 4;
    const indexBytes = (bytes[start + 3] & 1) === 1 ? 2 : 1;
    let at = start + FULL_BOX + 4;
    for (let left = bytes.readUInt32BE(start + FULL_BOX); left > 0; left--) {
      const item = bytes.readUIntBE(at, idBytes);
      const count = bytes.readUInt8(at + idBytes);
      const first = at + idBytes + 1;
      // The highest bit says that the property is essential. Indices begin with 1.
      const indices = Array.from({ length: count }, (_, index) => bytes.readUIntBE(first + index * indexBytes, indexBytes) & (indexBytes === 2 ? 0x7fff : 0x7f));
      properties.set(item, indices.flatMap((index) => boxes[index - 1] ?? []));
      at = first + count * indexBytes;
    }
  }
  return properties;
}
