import { boxesIn, itemsOf, type Box, type Items } from './boxes.js';
import { unsupported, type Refused, type Source } from './source.js';

const MAJOR_BRAND = 8;
/** Boxes of a whole file. Whatever else follows them is not looked at. */
const KNOWN = new Set(['ftyp', 'meta', 'mdat', 'moov', 'free', 'skip', 'uuid']);

/**
 * Says how an AVIF is decoded, or why it is not. The decoder shows tiles of a grid that are cut or damaged in green, and keeps the
 * values of gray pictures with a limited range. It reads no file whose first brand is `avis`, an animation, but its still picture.
 */
export function avifSource(bytes: Buffer): Source | Refused {
  const boxes = [...boxesIn(bytes, 0, bytes.length)].filter(({ type }) => KNOWN.has(type));
  if (boxes.some(({ end }) => end > bytes.length)) return { refused: 'the AVIF is cut short' };
  const meta = boxes.find(({ type }) => type === 'meta');
  const animation = bytes.toString('latin1', MAJOR_BRAND, MAJOR_BRAND + 4) === 'avis';
  if (meta === undefined) return { refused: animation ? unsupported('an AVIF animation without a still picture') : 'the AVIF is damaged' };
  try {
    const items = itemsOf(bytes, meta);
    if (items === null) return { refused: 'the AVIF is damaged' };
    if (isAlphaTurned(bytes, items)) return { refused: unsupported('an AVIF whose transparency is turned or cut in another way than its colours') };
    const still = animation ? withBrand(bytes, 'avif') : bytes;
    return { bytes: still, limitedGray: isLimitedGray(bytes, items), parts: tilesOf(items).map((tile) => () => withPrimary(still, items, tile)) };
  } catch (error) {
    if (error instanceof RangeError) return { refused: 'the AVIF is damaged' };
    throw error;
  }
}

function withBrand(bytes: Buffer, brand: string): Buffer {
  const copy = Buffer.from(bytes);
  copy.write(brand, MAJOR_BRAND, 'latin1');
  return copy;
}

/** Returns the items that belong to the primary picture: its transparency, and maps of depth or gain. */
const auxiliaries = ({ primary, references }: Items): number[] =>
  references.filter(({ type, to }) => type === 'auxl' && to.includes(primary)).map(({ from }) => from);

/** Returns the items from which a grid is put together: of the primary picture, and of its transparency. */
function tilesOf(items: Items): number[] {
  const pictures = [items.primary, ...auxiliaries(items)];
  return [...new Set(items.references.filter(({ type, from }) => type === 'dimg' && pictures.includes(from)).flatMap(({ to }) => to))];
}

/** Whether the transparency has other transformations (ISO/IEC 23008-12, 6.5) than the picture, which readers take differently. */
function isAlphaTurned(bytes: Buffer, items: Items): boolean {
  const transformations = (item: number): string =>
    (items.properties.get(item) ?? []).filter(({ type }) => /^(irot|imir|clap)$/.test(type)).map((box) => bytes.toString('latin1', box.start - 4, box.end)).join();
  const alphas = auxiliaries(items).filter((item) => items.properties.get(item)?.some((box) => isAlpha(bytes, box)));
  return alphas.some((item) => transformations(item) !== transformations(items.primary));
}

const isAlpha = (bytes: Buffer, { type, start, end }: Box): boolean => type === 'auxC' && bytes.toString('latin1', start, end).includes('alpha');

/** Returns the file with one of its items, which may be hidden, as its picture. */
function withPrimary(bytes: Buffer, { primaryAt, idBytes, flagsAt }: Items, item: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUIntBE(item, primaryAt, idBytes);
  const flags = flagsAt.get(item);
  if (flags !== undefined) copy[flags] &= 0xfe;
  return copy;
}

/** Whether the picture, or the first tile of it, is gray with values from 16 to 235. */
function isLimitedGray(bytes: Buffer, { primary, references, properties }: Items): boolean {
  const tile = references.find(({ type, from }) => type === 'dimg' && from === primary)?.to[0];
  const boxes = [primary, ...(tile === undefined ? [] : [tile])].flatMap((item) => properties.get(item) ?? []);
  const gray = boxes.some(({ type, start }) => type === 'av1C' && (bytes[start + 2] & 0x10) !== 0);
  const range = boxes.find((box) => isRange(bytes, box));
  return gray && range !== undefined && (bytes[range.start + 10] & 0x80) === 0;
}

const isRange = (bytes: Buffer, { type, start }: Box): boolean => type === 'colr' && bytes.toString('latin1', start, start + 4) === 'nclx';
