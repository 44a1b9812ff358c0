/**
 * Computes a view of a picture: the inner loop of src/workers/views/view.ts. Written in AssemblyScript with WebAssembly's SIMD.
 * `npm run wasm` compiles it to src/workers/views/module.ts.
 *
 * Each output pixel is taken from one place of the picture, bilinear between four pixels. Places beyond the border are reflected at
 * it. Four pixels then go through one colour matrix. Numbers between the steps have 16 bits: i32x4.dot_i16x8_s multiplies eight of
 * them by eight others and adds the products in pairs.
 *
 * The caller owns all memory. Addresses are in bytes. Wide constants are loaded from memory, because engines would otherwise compute
 * them in every iteration.
 */

/** Fraction bits of a place in the picture. */
const PLACE: i64 = 32;
const HALF: i64 = 1 << 31;
/** Fraction bits of a weight between pixels: 2^14 is one. */
const WEIGHT: i32 = 14;
const ONE: i32 = 1 << WEIGHT;
/** Fraction bits of a colour between the two steps. */
const FRACTION: i32 = 6;
/** Fraction bits of a number of the colour matrix. */
const MATRIX: i32 = 12;

/**
 * Computes `size` rows of `size` RGB pixels.
 * @param from `edge` rows of `edge` RGB pixels. Up to a row and 8 bytes are read past the last one
 * @param to up to 40 bytes are written past the last pixel
 * @param map six float64 a, b, c, d, e, f: the output's place (x, y) is at (a x + b y + c, d x + e y + f) in the picture. Places are in
 * pixels from the upper left corner
 * @param colours vectors of 16 bytes: for red, the factors of red and green in turn as 16-bit numbers, the factor of blue and zero
 * in turn, and the sum to begin with as 32-bit numbers; the same for green and for blue; the indices that pair the samples of two
 * pixels; and the indices that pack four pixels
 */
export function view(from: usize, edge: i32, to: usize, size: i32, map: usize, colours: usize): void {
  const redRg = v128.load(colours), redB = v128.load(colours, 16), redSum = v128.load(colours, 32);
  const greenRg = v128.load(colours, 48), greenB = v128.load(colours, 64), greenSum = v128.load(colours, 80);
  const blueRg = v128.load(colours, 96), blueB = v128.load(colours, 112), blueSum = v128.load(colours, 128);
  const pairs = v128.load(colours, 144), order = v128.load(colours, 160);
  const a = load<f64>(map), b = load<f64>(map, 8), c = load<f64>(map, 16);
  const d = load<f64>(map, 24), e = load<f64>(map, 32), f = load<f64>(map, 40);
  const across = fixed(a), down = fixed(d);
  const span = <i64>edge << PLACE;
  const last = <i64>(edge - 1) << PLACE;
  const stride = edge * 3;
  for (let row = 0; row < size; row++) {
    const y = <f64>row + 0.5;
    let u = fixed(a * 0.5 + b * y + c), v = fixed(d * 0.5 + e * y + f);
    const end = to + size * 3;
    for (let at = to; at < end; at += 12) {
      const first = sample(from, stride, span, last, u, v, pairs);
      u += across;
      v += down;
      const second = sample(from, stride, span, last, u, v, pairs);
      u += across;
      v += down;
      const third = sample(from, stride, span, last, u, v, pairs);
      u += across;
      v += down;
      const fourth = sample(from, stride, span, last, u, v, pairs);
      u += across;
      v += down;
      const left = i16x8.narrow_i32x4_s(first, second), right = i16x8.narrow_i32x4_s(third, fourth);
      const rg = i32x4.shuffle(left, right, 0, 2, 4, 6), b = i32x4.shuffle(left, right, 1, 3, 5, 7);
      const redGreen = i16x8.narrow_i32x4_s(colour(rg, b, redRg, redB, redSum), colour(rg, b, greenRg, greenB, greenSum));
      const blue = colour(rg, b, blueRg, blueB, blueSum);
      v128.store(at, i8x16.swizzle(i8x16.narrow_i16x8_u(redGreen, i16x8.narrow_i32x4_s(blue, blue)), order));
    }
    to = end;
  }
}

/** Fills a square of RGB pixels with one value, within a picture of rows of `stride` bytes. `at` is its first byte. */
export function fill(at: usize, stride: i32, bytes: i32, rows: i32, value: i32): void {
  for (let row = 0; row < rows; row++) memory.fill(at + stride * row, <u8>value, bytes);
}

// @ts-ignore: decorator
@inline
function fixed(place: f64): i64 {
  return <i64>nearest(place * 4294967296.0);
}

/** Returns red, green, blue and zero at a place of the picture. */
// @ts-ignore: decorator
@inline
function sample(from: usize, stride: i32, span: i64, last: i64, u: i64, v: i64, pairs: v128): v128 {
  if (<u64>u >= <u64>span) u = reflect(u, span);
  if (<u64>v >= <u64>span) v = reflect(v, span);
  // Between the border and the middle of the outermost pixels there is only that pixel.
  u = within(u - HALF, last);
  v = within(v - HALF, last);
  const x = <i32>(u >> (PLACE - WEIGHT)) & (ONE - 1), y = <i32>(v >> (PLACE - WEIGHT)) & (ONE - 1);
  const both = (x * y) >> WEIGHT;
  const upper = (ONE - x - y + both) | ((x - both) << 16), lower = (y - both) | (both << 16);
  const at = from + <i32>(v >> PLACE) * stride + <i32>(u >> PLACE) * 3;
  const top = i8x16.swizzle(v128.load64_zero(at), pairs), bottom = i8x16.swizzle(v128.load64_zero(at + stride), pairs);
  return i32x4.shr_s(i32x4.add(i32x4.dot_i16x8_s(top, i32x4.splat(upper)), i32x4.dot_i16x8_s(bottom, i32x4.splat(lower))), WEIGHT - FRACTION);
}

/** Reflects a place at the borders 0 and `span`, as often as it takes. */
function reflect(place: i64, span: i64): i64 {
  const period = span << 1;
  let rest = place % period;
  if (rest < 0) rest += period;
  return rest < span ? rest : period - 1 - rest;
}

// @ts-ignore: decorator
@inline
function within(place: i64, last: i64): i64 {
  const low = select<i64>(place, 0, place > 0);
  return select<i64>(low, last, low < last);
}

// @ts-ignore: decorator
@inline
function colour(rg: v128, b: v128, factorsRg: v128, factorB: v128, sum: v128): v128 {
  return i32x4.shr_s(i32x4.add(i32x4.add(i32x4.dot_i16x8_s(rg, factorsRg), i32x4.dot_i16x8_s(b, factorB)), sum), FRACTION + MATRIX);
}
