const MULTIPLIERS = [0xd2511f53, 0xcd9e8d57] as const;
const KEY_STEPS = [0x9e3779b9, 0xbb67ae85] as const;
const ROUNDS = 10;
const TWO_TO_32 = 2 ** 32;

/**
 * `count` standard normals, a pure function of its arguments: numbers for step 1,000 need none of the 999 before, so a
 * resumed run draws what it would have drawn. `stream` separates uses of one seed.
 *
 * Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011) and Box and Muller's transform.
 */
export function normals(seed: number, stream: string, step: number, count: number): Float32Array {
  const values = new Float32Array(count);
  fill(values, seed, stream, step, (first, second) => {
    const radius = Math.sqrt(-2 * Math.log(first));
    return [radius * Math.cos(2 * Math.PI * second), radius * Math.sin(2 * Math.PI * second)];
  });
  return values;
}

/** `count` numbers uniform in (-limit, limit), otherwise as `normals`. */
export function uniforms(seed: number, stream: string, step: number, count: number, limit: number): Float32Array {
  const values = new Float32Array(count);
  fill(values, seed, stream, step, (first, second) => [(2 * first - 1) * limit, (2 * second - 1) * limit]);
  return values;
}

/** Fills `values` two at a time from pairs of uniform numbers in (0, 1). */
function fill(values: Float32Array, seed: number, stream: string, step: number, pair: (first: number, second: number) => readonly [number, number]): void {
  const key = hash(stream);
  const block = new Uint32Array(4);
  for (let at = 0; at < values.length; at += 4) {
    philox(block, [at / 4, step >>> 0, Math.floor(step / TWO_TO_32), 0], [seed >>> 0, key]);
    const [a, b, c, d] = [...block].map((word) => (word + 0.5) / TWO_TO_32);
    values.set([...pair(a, b), ...pair(c, d)].slice(0, values.length - at), at);
  }
}

/** One block of four random words into `out`. */
export function philox(out: Uint32Array, counter: readonly number[], key: readonly number[]): void {
  let [a, b, c, d] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < ROUNDS; round += 1) {
    const high0 = multiplyHigh(MULTIPLIERS[0], a);
    const high1 = multiplyHigh(MULTIPLIERS[1], c);
    const low0 = Math.imul(MULTIPLIERS[0], a);
    const low1 = Math.imul(MULTIPLIERS[1], c);
    [a, b, c, d] = [high1 ^ b ^ k0, low1, high0 ^ d ^ k1, low0];
    k0 = (k0 + KEY_STEPS[0]) | 0;
    k1 = (k1 + KEY_STEPS[1]) | 0;
  }
  out[0] = a;
  out[1] = b;
  out[2] = c;
  out[3] = d;
}

/** Upper 32 bits of the product of two unsigned 32-bit numbers, by halves: the whole does not fit a double. */
function multiplyHigh(x: number, y: number): number {
  const [x1, x0, y1, y0] = [x >>> 16, x & 0xffff, y >>> 16, y & 0xffff];
  const middle = x1 * y0 + ((x0 * y0) >>> 16);
  const carry = (middle % 0x10000) + x0 * y1;
  return (x1 * y1 + Math.floor(middle / 0x10000) + Math.floor(carry / 0x10000)) | 0;
}

/** FNV-1a over UTF-16 units: a number for a stream's name. */
function hash(name: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < name.length; index += 1) value = Math.imul(value ^ name.charCodeAt(index), 0x01000193);
  return value >>> 0;
}
