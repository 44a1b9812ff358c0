/**
 * Resizes 8-bit RGB pixels along one axis at a time, the inner loop of src/workers/resize.ts. AssemblyScript with
 * WebAssembly's SIMD; `npm run wasm` turns it into src/workers/resize-module.ts.
 *
 * An output sample is a sum of `taps` neighbouring input samples times 16-bit weights. The instruction that fits is
 * i32x4.dot_i16x8_s, which multiplies eight 16-bit numbers by eight and adds the products two by two: so taps come in pairs,
 * and the samples of two pixels (or of two rows) are shuffled next to each other, as their weights are in the table.
 *
 * All memory is the caller's: addresses in bytes, tables as `starts` (i32, first input place of each output place) and
 * `weights` (i16, `taps` an output place, an even number; 2^bits is one). Where a table reaches past the last input
 * place its weights are zero, but the bytes are read: the caller leaves room behind.
 */

/**
 * Makes each of `height` rows `target` pixels wide. Four rows go together, so that a weight is loaded once for all; up to
 * three rows past the last are read and written.
 * @param stride bytes from one written row to the next, more than the pixels have: a pixel is written as four bytes
 */
export function across(
  from: usize, width: i32, height: i32, to: usize, stride: usize, target: i32,
  starts: usize, weights: usize, taps: i32, bits: i32,
): void {
  const half = i32x4.splat(1 << (bits - 1));
  const below = <usize>(width * 3);
  for (let row = 0; row < height; row += 4) {
    let weight = weights;
    for (let x = 0; x < target; x++) {
      let pixel = from + load<i32>(starts + (x << 2)) * 3;
      let a = half, b = half, c = half, d = half;
      for (let tap = 0; tap < taps; tap += 2) {
        const pair = v128.load32_splat(weight);
        a = i32x4.add(a, products(pixel, pair));
        b = i32x4.add(b, products(pixel + below, pair));
        c = i32x4.add(c, products(pixel + below * 2, pair));
        d = i32x4.add(d, products(pixel + below * 3, pair));
        pixel += 6;
        weight += 4;
      }
      const all = bytes(a, b, c, d, bits);
      v128.store_lane<u32>(to, all, 0);
      v128.store_lane<u32>(to + stride, all, 1);
      v128.store_lane<u32>(to + stride * 2, all, 2);
      v128.store_lane<u32>(to + stride * 3, all, 3);
      to += 3;
    }
    from += below * 4;
    to += stride * 4 - target * 3;
  }
}

/** Two pixels times two weights, summed: red, green and blue in the first three lanes. */
// @ts-ignore: decorator
@inline
function products(pixel: usize, pair: v128): v128 {
  // r0 g0 b0 r1 g1 b1 becomes r0 r1 g0 g1 b0 b1, each with a zero byte above: 16 bits.
  const order = i8x16(0, -1, 3, -1, 1, -1, 4, -1, 2, -1, 5, -1, -1, -1, -1, -1);
  return i32x4.dot_i16x8_s(i8x16.swizzle(v128.load64_zero(pixel), order), pair);
}

/** Four times four sums as sixteen bytes. */
// @ts-ignore: decorator
@inline
function bytes(a: v128, b: v128, c: v128, d: v128, bits: i32): v128 {
  const ab = i16x8.narrow_i32x4_s(i32x4.shr_s(a, bits), i32x4.shr_s(b, bits));
  const cd = i16x8.narrow_i32x4_s(i32x4.shr_s(c, bits), i32x4.shr_s(d, bits));
  return i8x16.narrow_i16x8_u(ab, cd);
}

/**
 * Makes `target` rows, side by side, of rows that are `stride` bytes apart.
 * @param length bytes of a row; up to 15 past the last are written
 */
export function down(
  from: usize, stride: usize, length: i32, to: usize, target: i32,
  starts: usize, weights: usize, taps: i32, bits: i32,
): void {
  const half = i32x4.splat(1 << (bits - 1));
  for (let row = 0; row < target; row++) {
    const first = from + load<i32>(starts + (row << 2)) * stride;
    for (let at = 0; at < length; at += 16) {
      let a = half, b = half, c = half, d = half;
      let above = first + at;
      for (let tap = 0, weight = weights; tap < taps; tap += 2, weight += 4) {
        const upper = v128.load(above);
        const lower = v128.load(above + stride);
        const pair = v128.load32_splat(weight);
        const left = v128.shuffle<u8>(upper, lower, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
        const right = v128.shuffle<u8>(upper, lower, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
        a = i32x4.add(a, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(left), pair));
        b = i32x4.add(b, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(left), pair));
        c = i32x4.add(c, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(right), pair));
        d = i32x4.add(d, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(right), pair));
        above += stride * 2;
      }
      v128.store(to + at, bytes(a, b, c, d, bits));
    }
    to += length;
    weights += taps << 1;
  }
}
