import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WorkFailed } from '../../src/config/index.js';
import { readSafetensors, serializeSafetensors, type StoredTensor } from '../../src/models/safetensors.js';

/** Returns the bytes of a file: a header, then data. */
function file(header: unknown, data: Uint8Array = new Uint8Array(0)): Buffer {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, data]);
}

const read = (bytes: Uint8Array) => readSafetensors(bytes, 'w.safetensors');
const bytesOf = (tensors: ReadonlyMap<string, StoredTensor>, metadata?: Record<string, string>) => Buffer.concat(serializeSafetensors(tensors, metadata));

const tensor = fc.array(fc.nat(4), { maxLength: 4 }).chain((shape): fc.Arbitrary<StoredTensor> => {
  const length = shape.reduce((total, edge) => total * edge, 1);
  const sized = { minLength: length, maxLength: length };
  return fc.oneof(
    fc.float32Array(sized).map((values) => ({ shape, values })),
    fc.uint8Array(sized).map((values) => ({ shape, values })),
    fc.bigInt64Array(sized).map((values) => ({ shape, values })),
  );
});
const names = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', '1', 'größe', 'layer1.0.bn1.weight')).filter((name) => name !== '__metadata__');
const tensors = fc.array(fc.tuple(names, tensor), { maxLength: 6 }).map((entries) => new Map(entries));

describe('serializeSafetensors', () => {
  it('writes names, shapes, types, values and metadata that are read back the same', () => {
    fc.assert(fc.property(tensors, fc.dictionary(fc.string(), fc.string(), { noNullPrototype: true }), (tensors, metadata) => {
      const back = read(bytesOf(tensors, metadata));
      expect(new Map([...back.tensors].sort())).toEqual(new Map([...tensors].sort()));
      expect(back.metadata).toEqual(metadata);
    }));
  });

  it('starts every tensor at a multiple of its width, in any order', () => {
    const bytes = bytesOf(new Map<string, StoredTensor>([
      ['a', { shape: [3], values: Uint8Array.of(1, 2, 3) }],
      ['b', { shape: [], values: BigInt64Array.of(7n) }],
      ['c', { shape: [1], values: Float32Array.of(0.5) }],
    ]));
    const header = JSON.parse(bytes.subarray(8, 8 + Number(bytes.readBigUInt64LE())).toString());
    expect((8 + Number(bytes.readBigUInt64LE())) % 8).toBe(0);
    expect(header.b.data_offsets).toEqual([0, 8]);
    expect(header.c.data_offsets).toEqual([8, 12]);
    expect(header.a.data_offsets).toEqual([12, 15]);
  });

  it('refuses values that do not fill the shape', () => {
    expect(() => serializeSafetensors(new Map([['w', { shape: [2, 2], values: new Float32Array(3) }]]))).toThrow('w: 3 values do not fill [2, 2]');
  });
});

describe('half floats', () => {
  it('reads F16 as F32: normal, subnormal, infinite, not a number', () => {
    const data = Buffer.from(Uint16Array.of(0x3c00, 0xc000, 0x3555, 0x0001, 0x7bff, 0x7c00, 0xfc00, 0x7e00, 0x8000).buffer);
    const { values } = read(file({ w: { dtype: 'F16', shape: [9], data_offsets: [0, 18] } }, data)).tensors.get('w') ?? {};
    expect([...(values ?? [])]).toEqual([1, -2, 0.333251953125, 2 ** -24, 65504, Infinity, -Infinity, NaN, -0]);
  });

  it('reads every finite F16 as sign, exponent and fraction say', () => {
    const bits = Uint16Array.from({ length: 2 ** 16 }, (_, index) => index).filter((half) => (half & 0x7c00) !== 0x7c00);
    const { values = [] } = read(file({ w: { dtype: 'F16', shape: [bits.length], data_offsets: [0, bits.byteLength] } }, Buffer.from(bits.buffer))).tensors.get('w') ?? {};
    const expected = Array.from(bits, (half) => {
      const [exponent, fraction] = [(half >> 10) & 0x1f, (half & 0x3ff) / 1024];
      return (half & 0x8000 ? -1 : 1) * (exponent === 0 ? fraction * 2 ** -14 : (1 + fraction) * 2 ** (exponent - 15));
    });
    expect([...values]).toEqual(expected);
  });

  it('reads BF16 as the upper half of F32', () => {
    fc.assert(fc.property(fc.float({ noNaN: true }), (value) => {
      const upper = new Uint32Array(Float32Array.of(value).buffer)[0] ?? 0;
      const data = Buffer.from(Uint16Array.of(upper >>> 16).buffer);
      const back = read(file({ w: { dtype: 'BF16', shape: [], data_offsets: [0, 2] } }, data)).tensors.get('w')?.values;
      expect(back).toEqual(new Float32Array(Uint32Array.of((upper >>> 16) << 16).buffer));
    }));
  });
});

describe('refuses a file that contradicts itself', () => {
  const entry = { dtype: 'F32', shape: [2], data_offsets: [0, 8] };
  const eight = new Uint8Array(8);

  it.each([
    ['empty', Buffer.alloc(0), 'it has 0 bytes'],
    ['only a length', Buffer.alloc(8), 'the header is not JSON'],
    ['a header longer than the file', Buffer.from([255, 0, 0, 0, 0, 0, 0, 0, 123]), 'the header has 255 bytes, and 1 follow'],
    ['a header of 2^64 - 1 bytes', Buffer.alloc(64, 255), 'the header has 18446744073709551615 bytes'],
    ['a header that is no object', file('[1]'), 'not a JSON object'],
    ['a header in another encoding', file('').fill(0), 'not JSON'],
    ['an unknown dtype', file({ w: { ...entry, dtype: 'F8_E4M3' } }, eight), 'tensor "w" has dtype "F8_E4M3"'],
    ['a dtype out of the prototype', file({ w: { ...entry, dtype: 'constructor' } }, eight), 'tensor "w" has dtype "constructor"'],
    ['an entry that is no object', file({ w: null }), 'tensor "w" has dtype undefined'],
    ['a negative edge', file({ w: { ...entry, shape: [-2] } }, eight), 'shape of tensor "w"'],
    ['a fractional edge', file({ w: { ...entry, shape: [0.5] } }, eight), 'shape of tensor "w"'],
    ['an edge past all bounds', file({ w: { ...entry, shape: [2 ** 53 - 1, 2 ** 53 - 1, 2 ** 53 - 1] } }, eight), 'does not fit 8 bytes'],
    ['three offsets', file({ w: { ...entry, data_offsets: [0, 8, 8] } }, eight), 'offsets of tensor "w"'],
    ['offsets backwards', file({ w: { ...entry, data_offsets: [8, 0] } }, eight), 'offsets of tensor "w"'],
    ['offsets of another shape', file({ w: { ...entry, data_offsets: [0, 4] } }, eight), 'of shape [2] and dtype F32 does not fit 4 bytes'],
    ['data cut short', file({ w: entry }, eight.subarray(1)), 'the tensors take 8 bytes, and the file has 7'],
    ['data without a tensor', file({ w: entry }, new Uint8Array(9)), 'the tensors take 8 bytes, and the file has 9'],
    ['an overlap', file({ v: entry, w: { ...entry, data_offsets: [4, 12] } }, new Uint8Array(12)), 'tensor "w" begins at byte 4 of the data, and the one before ends at 8'],
    ['a gap', file({ v: entry, w: { ...entry, data_offsets: [12, 20] } }, new Uint8Array(20)), 'tensor "w" begins at byte 12'],
    ['metadata that is no text', file({ __metadata__: { a: 1 } }), '__metadata__ is not an object of texts'],
  ])('%s, in a sentence with the path', (_, bytes, reason) => {
    expect(() => read(bytes)).toThrow(WorkFailed);
    expect(() => read(bytes)).toThrow('w.safetensors cannot be read as safetensors: ');
    expect(() => read(bytes)).toThrow(reason);
  });

  it('reads or refuses a file that is cut short or has any byte changed, and never crashes', () => {
    const whole = bytesOf(new Map([['w', { shape: [2], values: Float32Array.of(1, 2) }], ['b', { shape: [], values: Float32Array.of(3) }]]), { step: '4' });
    const sound = (bytes: Uint8Array) => {
      try {
        for (const { shape, values } of read(bytes).tensors.values()) expect(values.length).toBe(shape.reduce((total, edge) => total * edge, 1));
      } catch (error) {
        expect(error).toBeInstanceOf(WorkFailed);
      }
    };
    for (let length = 0; length < whole.length; length += 1) expect(() => read(whole.subarray(0, length))).toThrow(WorkFailed);
    fc.assert(fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, value) => {
      const changed = Buffer.from(whole);
      changed[at] = value;
      sound(changed);
    }), { numRuns: 1000 });
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), sound));
  });
});

describe('files that PyTorch wrote', () => {
  const folder = new URL('../../fixtures/golden/', import.meta.url);

  it.each(readdirSync(folder).filter((name) => name.endsWith('.safetensors')))('reads %s whole, and writes it with the same values', (name) => {
    const { tensors } = readSafetensors(readFileSync(new URL(name, folder)), name);
    expect(tensors.size).toBeGreaterThan(20);
    const floats = [...tensors.values()].flatMap(({ values }) => (values instanceof Float32Array ? [values] : []));
    expect(floats.every((values) => values.every((value) => Math.abs(value) < 1e4))).toBe(true);
    const again = bytesOf(tensors);
    expect(bytesOf(read(again).tensors).equals(again)).toBe(true);
  });

  it('reads labels as I64, pictures as U8 and weights as F32, in PyTorch’s shapes', () => {
    const { tensors } = readSafetensors(readFileSync(new URL('classifier.safetensors', folder)), 'classifier');
    expect(tensors.get('labels')?.values).toBeInstanceOf(BigInt64Array);
    expect(tensors.get('images')?.values).toBeInstanceOf(Uint8Array);
    expect(tensors.get('images')?.shape.slice(1)).toEqual([3, 48, 40]);
    expect(tensors.get('c0.conv1.weight')?.shape).toEqual([8, 3, 7, 7]);
    expect(tensors.get('c0.conv1.weight')?.values).toBeInstanceOf(Float32Array);
  });
});
