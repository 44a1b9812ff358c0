const MULTIPLIERS = [0xd2511f53, 0xcd9e8d57] as const;
const KEY_STEPS = [0x9e3779b9, 0xbb67ae85] as const;
const ROUNDS = 10;
const TWO_TO_32 = 2 ** 32;

/**
 * Returns `count` standard normals. They follow from the arguments alone: step 1,000 needs none of the 999 before, so a
 * resumed run gets the numbers it would have got.
 *
 * Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011) and the Box-Muller transform.
 * @param stream separates uses of one seed
 */
export function normals(seed: number, stream: string, step: number, count: number): Float32Array {
  const values = fractions(seed, stream, step, count);
  for (let at = 0; at < values.length; at += 2) {
    const radius = Math.sqrt(-2 * Math.log(values[at]));
    const angle = 2 * Math.PI * values[at + 1];
    values[at] = radius * Math.cos(angle);
    values[at + 1] = radius * Math.sin(angle);
  }
  return new Float32Array(values.subarray(0, count));
}

/** Returns `count` numbers uniform in (-limit, limit), otherwise as `normals`. */
export function uniforms(seed: number, stream: string, step: number, count: number, limit: number): Float32Array {
  const values = fractions(seed, stream, step, count);
  for (let at = 0; at < count; at += 1) values[at] = (2 * values[at] - 1) * limit;
  return new Float32Array(values.subarray(0, count));
}

/** Returns numbers uniform in (0, 1): `count`, rounded up to whole blocks. The loop allocates nothing, because a step needs thousands. */
function fractions(seed: number, stream: string, step: number, count: number): Float64Array {
  const values = new Float64Array(Math.ceil(count / 4) * 4);
  const key = new Uint32Array([seed >>> 0, hash(stream)]);
  const counter = new Uint32Array(4);
  const block = new Uint32Array(4);
  for (let at = 0; at < values.length; at += 4) {
    counter[0] = at / 4;
    counter[1] = step;
    counter[2] = Math.floor(step / TWO_TO_32);
    philox(block, counter, key);
    for (let word = 0; word < 4; word += 1) values[at + word] = (block[word] + 0.5) / TWO_TO_32;
  }
  return values;
}

/** Writes one block of four random words to `out`. */
export function philox(out: Uint32Array, counter: ArrayLike<number>, key: ArrayLike<number>): void {
  let a = counter[0];
  let b = counter[1];
  let c = counter[2];
  let d = counter[3];
  let k0 = key[0];
  let k1 = key[1];
  for (let round = 0; round < ROUNDS; round += 1) {
    const high0 = multiplyHigh(MULTIPLIERS[0], a);
    const high1 = multiplyHigh(MULTIPLIERS[1], c);
    const low0 = Math.imul(MULTIPLIERS[0], a);
    const low1 = Math.imul(MULTIPLIERS[1], c);
    a = high1 ^ b ^ k0;
    b = low1;
    c = high0 ^ d ^ k1;
    d = low0;
    k0 = (k0 + KEY_STEPS[0]) | 0;
    k1 = (k1 + KEY_STEPS[1]) | 0;
  }
  out[0] = a;
  out[1] = b;
  out[2] = c;
  out[3] = d;
}

/** Returns the upper 32 bits of the product of two unsigned 32-bit numbers. It multiplies halves, because the product does not fit a double. */
function multiplyHigh(x: number, y: number): number {
  const x1 = x >>> 16;
  const x0 = x & 0xffff;
  const y1 = y >>> 16;
  const y0 = y & 0xffff;
  const middle = x1 * y0 + ((x0 * y0) >>> 16);
  const carry = (middle % 0x10000) + x0 * y1;
  return (x1 * y1 + Math.floor(middle / 0x10000) + Math.floor(carry / 0x10000)) | 0;
}

/** Returns a number for a stream's name: FNV-1a over UTF-16 units. */
function hash(name: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < name.length; index += 1) value = Math.imul(value ^ name.charCodeAt(index), 0x01000193);
  return value >>> 0;
}
