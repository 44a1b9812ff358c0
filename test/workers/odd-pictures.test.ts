import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { gridAvif } from './drawn-files.js';
import { corner, decoded, unsupported } from './decoded.js';
import { largestDifference, pictures } from './fixtures.js';
import { encode, encodeOdd, photograph } from './jpegs.js';

const bytesOf = (name: string): Buffer => readFileSync(pictures + name);

describe('PNG', () => {
  it.each(['red-8-icc.png', 'red-16-icc.png'])('%s: red with a profile is red with 8 and with 16 bits', async (name) => {
    expect(await corner(bytesOf(`odd/${name}`))).toEqual([255, 0, 0]);
  });

  it('the orientation of an EXIF block that is stored as text', async () => {
    const block = '4d4d002a00000008000101120003000000010003000000000000';
    const upright = await sharp(await photograph(40, 30), { raw: { width: 40, height: 30, channels: 3 } }).png().toBuffer();
    const text = (profile: string): Buffer => withChunk(upright, 'tEXt', Buffer.from(`Raw profile type exif\0\nexif\n ${profile.length / 2}\n${profile}\n`));
    const turned = await sharp(upright).rotate(180).png().toBuffer();
    expect(await decoded(text(block), 16)).toEqual(await decoded(turned, 16));
    expect(await decoded(text(Buffer.from('Exif\0\0').toString('hex') + block), 16)).toEqual(await decoded(turned, 16));
    expect(await decoded(text(block.slice(0, 20)), 16), 'a cut block').toEqual(await decoded(upright, 16));
  });
});

describe('JPEG', () => {
  const [width, height] = [240, 180];
  const ordinary = async (quality: number): Promise<Buffer> => encode(await photograph(width, height), width, height, { quality });
  const QUANTISATION = 0xdb;
  const HUFFMAN = 0xc4;

  it('one without its tables never gets those of the picture before it', async () => {
    const [other, whole] = [await ordinary(40), await ordinary(85)];
    const [noHuffman, noQuantisation] = [without(whole, HUFFMAN), without(whole, QUANTISATION)];
    const fancy = encodeOdd(await photograph(width, height), width, height, { optimize: true });
    for (const before of [other, fancy, whole, noQuantisation]) {
      await decoded(before, 32);
      expect(await decoded(noHuffman, 32), 'the standard tables').toEqual(await decoded(whole, 32));
      await decoded(before, 32);
      expect(await decoded(noQuantisation, 32)).toBe('the JPEG is damaged');
    }
  });

  it('bytes between its segments are skipped', async () => {
    const whole = await ordinary(90);
    const at = whole.indexOf(Buffer.from([0xff, QUANTISATION]));
    for (const junk of [[0, 0], [0xff], [0xff, 0xff], [1, 2, 3], [0xff, 0]]) {
      const odd = Buffer.concat([whole.subarray(0, at), Buffer.from(junk), whole.subarray(at)]);
      for (const decoder of ['auto', 'sharp'] as const) expect(await decoded(odd, 32, decoder), `${junk.join(' ')}, ${decoder}`).toEqual(await decoded(whole, 32, decoder));
    }
  });

  /** Returns a JPEG with a profile, which is sRGB's with other letters or numbers. */
  async function withProfile(plain: Buffer, change: (profile: Buffer) => void): Promise<Buffer> {
    const { icc } = await sharp(await sharp(plain).withIccProfile('srgb').jpeg().toBuffer()).metadata();
    const profile = Buffer.from(icc ?? []);
    change(profile);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(profile.length + 16);
    return Buffer.concat([plain.subarray(0, 2), Buffer.from([0xff, 0xe2]), length, Buffer.from('ICC_PROFILE\0\x01\x01', 'latin1'), profile, plain.subarray(2)]);
  }
  /** Replaces the exponent of the curves, which is the first number of their formula. */
  const setExponent = (profile: Buffer, exponent: number): void => {
    for (let at = profile.indexOf('para'); at >= 0; at = profile.indexOf('para', at + 1)) profile.writeInt32BE(exponent * 2 ** 16, at + 12);
  };
  const compare = async (ours: Buffer, theirs: Buffer, size: number): Promise<{ mean: number; largest: number }> => {
    const [left, right] = [await decoded(ours, size), await decoded(theirs, size)];
    if (typeof left === 'string' || typeof right === 'string') throw new Error(`${String(left)}, ${String(right)}`);
    return { mean: left.reduce((sum, value, at) => sum + Math.abs(value - right[at]), 0) / left.length, largest: largestDifference(left, right) };
  };

  it.each([32, 64, 96, 224])('at %d px a profile with the numbers of sRGB changes nothing, whatever its name', async (size) => {
    const plain = encode(await photograph(401, 401), 401, 401, { subsampling: '4:4:4', quality: 95 });
    const renamed = await withProfile(plain, (profile) => profile.write('s\0P\0E\0C', profile.indexOf('s\0R\0G\0B', 0, 'latin1'), 'latin1'));
    expect(await compare(renamed, plain, size)).toEqual({ mean: 0, largest: 0 });
    // Curves that are nearly sRGB's: sharp converts them.
    const near = await withProfile(plain, (profile) => setExponent(profile, 2.44));
    const { mean, largest } = await compare(near, plain, size);
    expect(mean).toBeGreaterThan(0.1);
    expect(mean).toBeLessThan(2);
    expect(largest).toBeLessThan(10);
  });

  it('a profile that is called sRGB, but has a linear curve, is converted', async () => {
    const plain = encode(await photograph(240, 180), 240, 180, {});
    const linear = await withProfile(plain, (profile) => setExponent(profile, 1));
    expect((await compare(linear, plain, 32)).mean).toBeGreaterThan(20);
    expect(await decoded(linear, 32)).toEqual(await decoded(linear, 32, 'sharp'));
  });

  it('a profile that claims four billion tags costs no memory', async () => {
    const plain = await sharp(await photograph(40, 30), { raw: { width: 40, height: 30, channels: 3 } }).withIccProfile('srgb').jpeg().toBuffer();
    const tags = plain.indexOf('ICC_PROFILE') + 14 + 128;
    const odd = Buffer.concat([plain.subarray(0, tags), Buffer.alloc(4, 0xff), plain.subarray(tags + 4)]);
    expect(await decoded(odd, 16)).toEqual(await decoded(plain, 16, 'sharp'));
  });

  it('the orientation that only XMP states', async () => {
    const plain = await ordinary(95);
    const packet = 'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><rdf:Description tiff:Orientation="3"/></x:xmpmeta>';
    const odd = Buffer.concat([plain.subarray(0, 2), Buffer.from([0xff, 0xe1, 0, packet.length + 2]), Buffer.from(packet, 'latin1'), plain.subarray(2)]);
    for (const decoder of ['auto', 'sharp'] as const) {
      const [upright, turned] = [await decoded(plain, 16, decoder), await decoded(odd, 16, decoder)];
      if (typeof upright === 'string' || typeof turned === 'string') throw new Error('both are whole');
      expect([...turned.subarray(0, 3)], decoder).toEqual([...upright.subarray(-3)]);
    }
  });

  it('lossless ones are read whole, and those of more bits are refused with that reason', async () => {
    const pixels = await photograph(width, height);
    const lossless = await decoded(encodeOdd(pixels, width, height, { lossless: true }), 16);
    expect(lossless).toEqual(await decoded(await sharp(pixels, { raw: { width, height, channels: 3 } }).png().toBuffer(), 16));
    const deeper = Buffer.alloc(pixels.length * 2);
    pixels.forEach((value, at) => deeper.writeUInt16LE(value * 16, at * 2));
    expect(await decoded(encodeOdd(deeper, width, height, { bits: 12 }))).toBe(unsupported('a JPEG with 12 bits per sample'));
    expect(await decoded(encodeOdd(deeper, width, height, { bits: 16, lossless: true }))).toBe(unsupported('a JPEG with 16 bits per sample'));
  });
});

describe('AVIF', () => {
  it('gray with a limited range', async () => expect(await corner(bytesOf('odd/g0limited00.avif'))).toEqual([0, 0, 0]));

  it('a grid is read, and refused when it is cut or any of its tiles is damaged', async () => {
    const { bytes, tilesAt } = await gridAvif(['#ff0000', '#0000ff', '#ffffff']);
    const pixels = await decoded(bytes, 24);
    if (typeof pixels === 'string') throw new Error(pixels);
    expect([2, 12, 21].map((x) => [...pixels.subarray(x * 3, x * 3 + 3)])).toEqual([[255, 0, 0], [0, 0, 255], [255, 255, 255]]);
    expect(await decoded(bytes.subarray(0, -4))).toBe('the AVIF is cut short');
    expect(await decoded(bytes.subarray(0, tilesAt[1]))).toBe('the AVIF is cut short');
    for (const at of tilesAt) expect(await decoded(Buffer.concat([bytes.subarray(0, at), Buffer.alloc(12), bytes.subarray(at + 12)])), `at ${at}`).toBe('the AVIF is damaged');
  });

  it("an animation's still picture", async () => {
    const animation = bytesOf('good/plain.avif');
    animation.write('avis', 8, 'latin1');
    expect(await decoded(animation)).toEqual(await decoded(bytesOf('good/plain.avif')));
    const moving = Buffer.from('\0\0\0\x14ftypavis\0\0\0\0avif\0\0\0\x08moov', 'latin1');
    expect(await decoded(moving)).toBe(unsupported('an AVIF animation without a still picture'));
  });

  it('is refused when its transparency is turned in another way than its colours', async () => {
    expect(await decoded(bytesOf('odd/glib.avif'))).toBe(unsupported('an AVIF whose transparency is turned or cut in another way than its colours'));
  });

  it('a damaged one makes GLib complain, but not on standard error once the decoder is loaded', () => {
    const folder = fileURLToPath(new URL('../../', import.meta.url));
    const program = (first: string): string => `
      ${first}
      const { default: sharp } = await import('sharp');
      await sharp(${JSON.stringify(`${pictures}odd/glib.avif`)}).raw().toBuffer().catch(() => console.log('refused'));`;
    const printed = (first: string): string =>
      execFileSync('sh', ['-c', '"$0" --input-type=module -e "$1" 2>&1', process.execPath, program(first)], { cwd: folder, encoding: 'utf8' });
    expect(printed('')).toContain('GLib-GObject-CRITICAL');
    expect(printed("await import('./dist/workers/decode/picture.js');")).toBe('refused\n');
  });
});

describe('GIF', () => {
  /** 4 x 4 pixels, of which the first frame covers 2 x 2 in the middle with red. */
  const part = Buffer.from('474946383961040004008001 00ff00000000ff2c01000100020002000002030404 05003b'.replaceAll(' ', ''), 'hex');

  it('shows the background where the first frame does not cover the picture', async () => {
    const pixels = await decoded(part, 4);
    if (typeof pixels === 'string') throw new Error(pixels);
    expect([...pixels.subarray(0, 3)]).toEqual([255, 255, 255]);
    expect([...pixels.subarray((4 + 1) * 3, (4 + 1) * 3 + 3)]).toEqual([255, 0, 0]);
  });

  it('is refused when its first frame is cut, and read when only later ones are', async () => {
    const animation = bytesOf('good/animated.gif');
    expect(await decoded(animation.subarray(0, -1))).toEqual(await decoded(animation));
    expect(await decoded(part.subarray(0, -2))).toBe('the GIF is cut short');
    expect(await decoded(Buffer.from(part).fill(0x77, 19, 20))).toBe('the GIF is damaged');
  });

  it('is refused when pixels of its first frame are missing', async () => {
    const short = Buffer.concat([part.subarray(0, 29), Buffer.from('02024401003b', 'hex')]);
    expect(await decoded(short)).toBe('the GIF is damaged');
    const photo = await sharp(await photograph(60, 45), { raw: { width: 60, height: 45, channels: 3 } }).gif().toBuffer();
    expect(await decoded(photo)).toBeInstanceOf(Uint8Array);
    // The last block of the codes is the one before the empty block and the trailer.
    const lengths = [...photo.keys()].filter((at) => at + 1 + photo[at] === photo.length - 2);
    expect(await decoded(Buffer.concat([photo.subarray(0, lengths[0]), photo.subarray(-2)]))).toBe('the GIF is damaged');
  });
});

describe('other formats are named', () => {
  it.each([
    ['a BMP', 'BM\x36\x30\0\0\0\0\0\0\x36\0\0\0'], ['a Photoshop document', '8BPS\0\x01'], ['an icon', '\0\0\x01\0\x01\0'], ['a JPEG XL picture', '\xff\x0a\0\0'],
    ['a JPEG XL picture', '\0\0\0\x0cJXL \r\n\x87\n'], ['a JPEG 2000 picture', '\0\0\0\x0cjP  \r\n\x87\n'], ['an OpenEXR picture', '\x76\x2f\x31\x01\x02'],
  ])('%s', async (name, start) => expect(await decoded(Buffer.from(start, 'latin1'))).toBe(`it is ${name}, a format that is not supported`));
});

/** Returns a JPEG without its segments of a type. */
function without(bytes: Buffer, type: number): Buffer {
  const parts = [bytes.subarray(0, 2)];
  let at = 2;
  while (bytes[at + 1] !== 0xda) {
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (bytes[at + 1] !== type) parts.push(bytes.subarray(at, end));
    at = end;
  }
  return Buffer.concat([...parts, bytes.subarray(at)]);
}

/** Returns a PNG with another chunk after its header. The checksum is right. */
function withChunk(bytes: Buffer, type: string, data: Buffer): Buffer {
  const header = 33;
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([bytes.subarray(0, header), length, body, checksum, bytes.subarray(header)]);
}

function crc32(bytes: Buffer): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ ((crc & 1) === 1 ? 0xedb88320 : 0);
  }
  return (crc ^ -1) >>> 0;
}
