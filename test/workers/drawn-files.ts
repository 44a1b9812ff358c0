import sharp from 'sharp';

/** Tags of a TIFF that the samples below need. All values are 16 or 32 bits. */
export interface TiffTags {
  readonly [tag: number]: readonly number[] | undefined;
}

/** Returns a little-endian TIFF of one strip. `tags` replace those of a picture of 8-bit RGB; undefined leaves a tag out. */
export function tiff(width: number, height: number, data: Buffer, tags: TiffTags): Buffer {
  const [header, strip] = [8, 273];
  const all: TiffTags = {
    256: [width], 257: [height], 258: [8, 8, 8], 259: [1], 262: [2], [strip]: [header], 277: [3], 278: [height], 279: [data.length], ...tags,
  };
  const entries = Object.entries(all).flatMap(([tag, values]): [number, readonly number[]][] => (values === undefined ? [] : [[Number(tag), values]]));
  const long = (tag: number): boolean => tag === strip || tag === 279;
  const directory = Buffer.alloc(2 + entries.length * 12 + 4);
  const beyond: Buffer[] = [];
  let end = header + data.length + (data.length % 2) + directory.length;
  directory.writeUInt16LE(entries.length, 0);
  entries.forEach(([tag, values], index) => {
    const at = 2 + index * 12;
    const bytes = Buffer.alloc(Math.max(values.length * (long(tag) ? 4 : 2), 4));
    values.forEach((value, place) => (long(tag) ? bytes.writeUInt32LE(value, place * 4) : bytes.writeUInt16LE(value, place * 2)));
    directory.writeUInt16LE(tag, at);
    directory.writeUInt16LE(long(tag) ? 4 : 3, at + 2);
    directory.writeUInt32LE(values.length, at + 4);
    if (bytes.length <= 4) bytes.copy(directory, at + 8);
    else {
      directory.writeUInt32LE(end, at + 8);
      beyond.push(bytes);
      end += bytes.length;
    }
  });
  const start = Buffer.alloc(header);
  start.write('II*\0', 'latin1');
  start.writeUInt32LE(header + data.length + (data.length % 2), 4);
  return Buffer.concat([start, data, Buffer.alloc(data.length % 2), directory, ...beyond]);
}

const number = (value: number, bytes: number): Buffer => {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntBE(value, 0, bytes);
  return buffer;
};
const box = (type: string, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), ...parts]);
  return Buffer.concat([number(body.length + 4, 4), body]);
};
const fullBox = (type: string, ...parts: readonly Buffer[]): Buffer => box(type, Buffer.alloc(4), ...parts);

/** Returns the contents of the first box of a type. */
export function contentsOf(bytes: Buffer, type: string): Buffer {
  const at = bytes.indexOf(type, 0, 'latin1');
  return bytes.subarray(at + 4, at - 4 + bytes.readUInt32BE(at - 4));
}

/** Returns an AVIF whose picture is a row of tiles of these colours, each 64 x 64 pixels, and where its tiles' data begin. */
export async function gridAvif(colours: readonly string[]): Promise<{ bytes: Buffer; tilesAt: number[] }> {
  const edge = 64;
  const tiles = await Promise.all(
    colours.map((background) => sharp({ create: { width: edge, height: edge, channels: 3, background } }).avif({ chromaSubsampling: '4:4:4', lossless: true }).toBuffer()),
  );
  const grid = Buffer.from([0, 0, 0, colours.length - 1, ...number(edge * colours.length, 2), ...number(edge, 2)]);
  const items = [grid, ...tiles.map((tile) => contentsOf(tile, 'mdat'))];
  const ids = items.map((_, index) => index + 1);
  const size = (width: number): Buffer => fullBox('ispe', number(width, 4), number(edge, 4));
  const properties = box(
    'iprp',
    box('ipco', size(edge * colours.length), size(edge), box('av1C', contentsOf(tiles[0], 'av1C')), box('colr', contentsOf(tiles[0], 'colr'))),
    fullBox('ipma', number(ids.length, 4), ...ids.map((id) => Buffer.from([0, id, ...(id === 1 ? [2, 1, 4] : [3, 2, 0x83, 4])]))),
  );
  const meta = (offset: number): Buffer => {
    let at = offset;
    const places = items.map((item, index) => {
      const place = Buffer.concat([number(ids[index], 2), number(0, 2), number(1, 2), number(at, 4), number(item.length, 4)]);
      at += item.length;
      return place;
    });
    return fullBox(
      'meta',
      fullBox('hdlr', number(0, 4), Buffer.from('pict'), Buffer.alloc(13)),
      fullBox('pitm', number(1, 2)),
      fullBox('iloc', Buffer.from([0x44, 0]), number(ids.length, 2), ...places),
      fullBox('iinf', number(ids.length, 2), ...ids.map((id) => box('infe', Buffer.from([2, 0, 0, id === 1 ? 0 : 1]), number(id, 2), number(0, 2), Buffer.from(id === 1 ? 'grid\0' : 'av01\0')))),
      fullBox('iref', box('dimg', number(1, 2), number(colours.length, 2), ...ids.slice(1).map((id) => number(id, 2)))),
      properties,
    );
  };
  const brands = box('ftyp', Buffer.from('avif\0\0\0\0avifmif1miaf'));
  const start = brands.length + meta(0).length + 8;
  const bytes = Buffer.concat([brands, meta(start), box('mdat', ...items)]);
  const tilesAt = items.slice(1).map((_, index) => start + items.slice(0, index + 1).reduce((sum, { length }) => sum + length, 0));
  return { bytes, tilesAt };
}
