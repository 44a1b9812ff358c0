import { errors } from './errors.js';

/**
 * The safetensors format (https://github.com/huggingface/safetensors#format): eight bytes of header length, little-endian;
 * a JSON header `{name: {dtype, shape, data_offsets: [begin, end]}, "__metadata__": {text: text}}`; then the tensors' bytes in
 * C order, little-endian, without gaps or overlaps.
 */

/** A tensor of a file. The type of the array gives the dtype: F32, U8 or I64. F16 and BF16 are read as F32. */
export interface StoredTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array | Uint8Array | BigInt64Array;
}

/** The tensors of a file by name, and its metadata. */
export interface SafetensorsFile {
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The format's limit on the header, bytes. */
const MAX_HEADER = 100_000_000;

const BYTES = { F32: 4, F16: 2, BF16: 2, U8: 1, I64: 8 } as const;
type Dtype = keyof typeof BYTES;

interface Entry {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/**
 * Reads a whole file. Checks everything in the header before it reads any data.
 * @param bytes the file
 * @param where the path, for errors
 * @throws WorkFailed naming `where` and what is wrong with it
 */
export function readSafetensors(bytes: Uint8Array, where: string): SafetensorsFile {
  const broken = (reason: string) => errors.notSafetensors(where, reason);
  if (bytes.length < 8) throw broken(`it has ${bytes.length} bytes, and the length of the header alone takes 8`);
  const length = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);
  if (length > BigInt(Math.min(MAX_HEADER, bytes.length - 8))) {
    throw broken(`it says that the header has ${length} bytes, and ${bytes.length - 8} follow`);
  }
  const data = bytes.subarray(8 + Number(length));
  const { entries, metadata } = parseHeader(bytes.subarray(8, 8 + Number(length)), broken);
  checkCover(entries, data.length, broken);
  return { tensors: new Map(entries.map((entry) => [entry.name, { shape: entry.shape, values: decode(entry, data) }])), metadata };
}

/**
 * Returns a file's bytes, in pieces to write one after another. The same tensors give the same bytes.
 * @param metadata text that readers may ignore
 */
export function serializeSafetensors(tensors: ReadonlyMap<string, StoredTensor>, metadata: Readonly<Record<string, string>> = {}): Uint8Array[] {
  // Widest first: readers that map the file need every tensor to start at a multiple of its width.
  const ordered = [...tensors].sort(([, a], [, b]) => b.values.BYTES_PER_ELEMENT - a.values.BYTES_PER_ELEMENT);
  const header: [string, unknown][] = Object.keys(metadata).length > 0 ? [['__metadata__', metadata]] : [];
  let offset = 0;
  for (const [name, { shape, values }] of ordered) {
    if (name === '__metadata__') throw new Error('a tensor cannot be called __metadata__');
    if (product(shape) !== values.length) throw new Error(`${name}: ${values.length} values do not fill [${shape.join(', ')}]`);
    header.push([name, { dtype: dtypeOf(values), shape, data_offsets: [offset, offset + values.byteLength] }]);
    offset += values.byteLength;
  }
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const start = new Uint8Array(8 + Math.ceil(text.length / 8) * 8).fill(0x20, 8);
  new DataView(start.buffer).setBigUint64(0, BigInt(start.length - 8), true);
  start.set(text, 8);
  return [start, ...ordered.map(([, { values }]) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength))];
}

type Broken = (reason: string) => Error;

function parseHeader(bytes: Uint8Array, broken: Broken): { entries: Entry[]; metadata: Record<string, string> } {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw broken('the header is not JSON');
  }
  if (!isRecord(header)) throw broken('the header is not a JSON object');
  const entries: Entry[] = [];
  let metadata: Record<string, string> = {};
  for (const [name, value] of Object.entries(header)) {
    if (name !== '__metadata__') entries.push(parseEntry(name, value, broken));
    else if (isTexts(value)) metadata = value;
    else throw broken('__metadata__ is not an object of texts');
  }
  return { entries: entries.sort((a, b) => a.begin - b.begin || a.end - b.end), metadata };
}

function parseEntry(name: string, value: unknown, broken: Broken): Entry {
  const { dtype, shape, data_offsets: offsets } = isRecord(value) ? value : {};
  if (typeof dtype !== 'string' || !isDtype(dtype)) {
    throw broken(`tensor ${JSON.stringify(name)} has dtype ${JSON.stringify(dtype)}; only ${Object.keys(BYTES).join(', ')} can be read`);
  }
  if (!isCounts(shape)) throw broken(`the shape of tensor ${JSON.stringify(name)} is not a list of counts`);
  const [begin, end] = isCounts(offsets) && offsets.length === 2 ? offsets : [];
  if (begin === undefined || end === undefined || begin > end) throw broken(`the offsets of tensor ${JSON.stringify(name)} are not a range`);
  if (product(shape) * BYTES[dtype] !== end - begin) {
    throw broken(`tensor ${JSON.stringify(name)} of shape [${shape.join(', ')}] and dtype ${dtype} does not fit ${end - begin} bytes`);
  }
  return { name, dtype, shape, begin, end };
}

/** Checks that tensors cover the data exactly, end to end. `entries` are sorted by their begin. */
function checkCover(entries: readonly Entry[], length: number, broken: Broken): void {
  let end = 0;
  for (const entry of entries) {
    if (entry.begin !== end) throw broken(`tensor ${JSON.stringify(entry.name)} begins at byte ${entry.begin} of the data, and the one before ends at ${end}`);
    end = entry.end;
  }
  if (end !== length) throw broken(`the tensors take ${end} bytes, and the file has ${length}`);
}

function decode({ dtype, begin, end }: Entry, data: Uint8Array): StoredTensor['values'] {
  // A copy starts at offset 0, where a typed array of any width may lie. It also frees the file's bytes.
  const { buffer } = new Uint8Array(data.subarray(begin, end));
  switch (dtype) {
    case 'F32': return new Float32Array(buffer);
    case 'U8': return new Uint8Array(buffer);
    case 'I64': return new BigInt64Array(buffer);
    case 'F16': return fromHalves(new Uint16Array(buffer));
    case 'BF16': return fromUpperHalves(new Uint16Array(buffer));
  }
}

/** Converts IEEE 754 binary16: a sign, five bits of exponent, ten of fraction. `Float32Array.from` with a function takes twenty times as long. */
function fromHalves(halves: Uint16Array): Float32Array {
  const bits = new Uint32Array(halves.length);
  const values = new Float32Array(bits.buffer);
  for (let index = 0; index < halves.length; index += 1) {
    const half = halves[index];
    bits[index] = ((half & 0x8000) << 16) | ((half & 0x7fff) << 13);
    // An exponent of ones stands for an infinity or NaN. All others have a bias of 15 there and of 127 here.
    if ((half & 0x7c00) === 0x7c00) bits[index] |= 0x7f800000;
    else values[index] *= 2 ** 112;
  }
  return values;
}

/** Converts bfloat16: the upper half of a float32. */
function fromUpperHalves(halves: Uint16Array): Float32Array {
  const bits = new Uint32Array(halves.length);
  for (let index = 0; index < halves.length; index += 1) bits[index] = halves[index] << 16;
  return new Float32Array(bits.buffer);
}

function dtypeOf(values: StoredTensor['values']): Dtype {
  if (values instanceof Float32Array) return 'F32';
  return values instanceof Uint8Array ? 'U8' : 'I64';
}

const product = (shape: readonly number[]) => shape.reduce((total, edge) => total * edge, 1);
const isDtype = (text: string): text is Dtype => Object.hasOwn(BYTES, text);
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isTexts = (value: unknown): value is Record<string, string> => isRecord(value) && Object.values(value).every((text) => typeof text === 'string');
const isCounts = (value: unknown): value is number[] => Array.isArray(value) && value.every((count) => Number.isSafeInteger(count) && count >= 0);
