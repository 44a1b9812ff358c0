/**
 * Resizes the three planes of a picture and converts them to RGB: the inner loops of src/workers/resize/resize.ts. Written in
 * AssemblyScript with WebAssembly's SIMD. `npm run wasm` compiles it to src/workers/resize/module.ts.
 *
 * An output sample is a sum of neighbouring input samples with 16-bit weights. i32x4.dot_i16x8_s multiplies eight 16-bit numbers by
 * eight others and adds the products in pairs, so taps come in pairs. Between the passes a sample is a 16-bit number with six
 * fraction bits. Only RGB is rounded to 8 bits.
 *
 * The caller owns all memory. Addresses are in bytes. Taps past the last input sample have weight zero, but their bytes are read, so
 * the caller leaves room. Wide constants are loaded from memory and shifts are by constants, because engines would otherwise
 * compute both in every iteration.
 */

/** Fraction bits of a weight: 2^14 is one. */
const BITS: i32 = 14;
/** Fraction bits of a sample between the passes. */
const FRACTION: i32 = 6;
/** Bytes of a step's table. */
const STEP: usize = 80;
/** Rows that are narrowed before the next columns are, so that they stay in the first-level cache. */
const STRIP: i32 = 64;

/**
 * Narrows the `height` rows of a plane. The result is stored in columns of eight samples (16 bytes), row below row, so that the
 * samples that `down` adds are adjacent.
 * @param stride bytes from one row of the plane to the next
 * @param columnBytes bytes from one of the `columns` of the result to the next
 * @param steps `count` steps (at least one) for each four outputs. A step reads sixteen bytes of a row and takes up to four of them
 * for each output. Its table has the indices of two bytes, their weights, the indices of two more, their weights, and the offset
 * of the sixteen bytes in the row
 */
export function across(
  from: usize, stride: i32, height: i32, to: usize, columnBytes: usize, columns: i32, steps: usize, count: i32,
): void {
  for (let strip = 0; strip < height; strip += STRIP) {
    const rows = min(height - strip, STRIP);
    let left = steps;
    let column = to + (strip << 4);
    for (let rest = columns; rest > 0; rest--) {
      const right = left + STEP * count;
      const a = v128.load(left), b = v128.load(left, 16), c = v128.load(left, 32), d = v128.load(left, 48);
      const e = v128.load(right), f = v128.load(right, 16), g = v128.load(right, 32), h = v128.load(right, 48);
      let row = from;
      let leftFrom = from + load<u32>(left, 64);
      let rightFrom = from + load<u32>(right, 64);
      const end = column + (rows << 4);
      for (let at = column; at < end; at += 16) {
        let first = products(v128.load(leftFrom), a, b, c, d);
        let last = products(v128.load(rightFrom), e, f, g, h);
        if (count > 1) {
          for (let more = STEP; more < STEP * count; more += STEP) {
            first = i32x4.add(first, productsOf(row, left + more));
            last = i32x4.add(last, productsOf(row, right + more));
          }
          row += stride;
        }
        v128.store(at, i16x8.narrow_i32x4_s(i32x4.shr_s(first, BITS - FRACTION), i32x4.shr_s(last, BITS - FRACTION)));
        leftFrom += stride;
        rightFrom += stride;
      }
      left = right + STEP * count;
      column += columnBytes;
    }
    from += stride * STRIP;
  }
}

/** Returns four sums of one step. Each selected byte gets a zero byte, which makes it a 16-bit number. */
// @ts-ignore: decorator
@inline
function products(bytes: v128, indices: v128, weights: v128, moreIndices: v128, moreWeights: v128): v128 {
  return i32x4.add(i32x4.dot_i16x8_s(i8x16.swizzle(bytes, indices), weights), i32x4.dot_i16x8_s(i8x16.swizzle(bytes, moreIndices), moreWeights));
}

// @ts-ignore: decorator
@inline
function productsOf(row: usize, step: usize): v128 {
  return products(v128.load(row + load<u32>(step, 64)), v128.load(step), v128.load(step, 16), v128.load(step, 32), v128.load(step, 48));
}

/**
 * Computes `size` rows of `size` RGB pixels from three planes that `across` has narrowed. The planes are named as those of a JPEG.
 * @param columnBytes bytes from one column of luma to the next; `chromaBytes` for the other planes
 * @param to up to 28 bytes are written past the last pixel
 * @param starts first input row of each output row; `chromaStarts` for the other planes
 * @param weights `taps` weights for each output row, an even number, at least four
 * @param colours vectors of eight 16-bit numbers: the rounding; neutral chroma; for red a mask of luma and the factors of Cb and Cr in
 * turn; the same for green and for blue; and the indices that pack four pixels
 */
export function down(
  luma: usize, cbPlane: usize, crPlane: usize, columnBytes: usize, chromaBytes: usize, size: i32, to: usize,
  starts: usize, weights: usize, taps: i32, chromaStarts: usize, chromaWeights: usize, chromaTaps: i32, colours: usize,
): void {
  const rounding = v128.load(colours), neutral = v128.load(colours, 16);
  const redLuma = v128.load(colours, 32), red = v128.load(colours, 48);
  const greenLuma = v128.load(colours, 64), green = v128.load(colours, 80);
  const blueLuma = v128.load(colours, 96), blue = v128.load(colours, 112);
  const order = v128.load(colours, 128);
  for (let row = 0; row < size; row++) {
    const first = load<i32>(chromaStarts + (row << 2)) << 4;
    let y = luma + (load<i32>(starts + (row << 2)) << 4), cb = cbPlane + first, cr = crPlane + first;
    const a = v128.load32_splat(weights), b = v128.load32_splat(weights, 4);
    const c = v128.load32_splat(chromaWeights), d = v128.load32_splat(chromaWeights, 4);
    const end = to + size * 3;
    for (let at = to; at < end; at += 24) {
      const light = i16x8.add(sum(y, a, b, weights, taps), rounding);
      const u = i16x8.sub(sum(cb, c, d, chromaWeights, chromaTaps), neutral);
      const v = i16x8.sub(sum(cr, c, d, chromaWeights, chromaTaps), neutral);
      const left = low(u, v), right = high(u, v);
      const r = bytes(v128.and(light, redLuma), left, right, red);
      const g = bytes(v128.and(light, greenLuma), left, right, green);
      const b = bytes(v128.and(light, blueLuma), left, right, blue);
      const rg = i8x16.shuffle(r, g, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const b0 = i16x8.extend_low_i8x16_u(b);
      v128.store(at, i8x16.swizzle(low(rg, b0), order));
      v128.store(at, i8x16.swizzle(high(rg, b0), order), 12);
      y += columnBytes;
      cb += chromaBytes;
      cr += chromaBytes;
    }
    to = end;
    weights += taps << 1;
    chromaWeights += chromaTaps << 1;
  }
}

/** Returns eight weighted sums of the samples below each other from `at` on. `first` and `second` hold the first four weights. */
// @ts-ignore: decorator
@inline
function sum(at: usize, first: v128, second: v128, weights: usize, taps: i32): v128 {
  const one = v128.load(at), two = v128.load(at, 16), three = v128.load(at, 32), four = v128.load(at, 48);
  let left = i32x4.add(i32x4.dot_i16x8_s(low(one, two), first), i32x4.dot_i16x8_s(low(three, four), second));
  let right = i32x4.add(i32x4.dot_i16x8_s(high(one, two), first), i32x4.dot_i16x8_s(high(three, four), second));
  if (taps > 4) {
    for (let tap = 4; tap < taps; tap += 2) {
      const upper = v128.load(at + (tap << 4)), lower = v128.load(at + (tap << 4), 16);
      const pair = v128.load32_splat(weights + (tap << 1));
      left = i32x4.add(left, i32x4.dot_i16x8_s(low(upper, lower), pair));
      right = i32x4.add(right, i32x4.dot_i16x8_s(high(upper, lower), pair));
    }
  }
  return i16x8.narrow_i32x4_s(i32x4.shr_s(left, BITS), i32x4.shr_s(right, BITS));
}

/** Returns one colour of eight pixels, twice, from their luma and from Cb and Cr in turn. */
// @ts-ignore: decorator
@inline
function bytes(light: v128, left: v128, right: v128, factors: v128): v128 {
  const first = i32x4.shr_s(i32x4.dot_i16x8_s(left, factors), BITS), last = i32x4.shr_s(i32x4.dot_i16x8_s(right, factors), BITS);
  const colour = i16x8.shr_s(i16x8.add(light, i16x8.narrow_i32x4_s(first, last)), FRACTION);
  return i8x16.narrow_i16x8_u(colour, colour);
}

/** Interleaves the first four 16-bit numbers of two vectors. */
// @ts-ignore: decorator
@inline
function low(one: v128, two: v128): v128 {
  return i16x8.shuffle(one, two, 0, 8, 1, 9, 2, 10, 3, 11);
}

/** Interleaves the last four 16-bit numbers of two vectors. */
// @ts-ignore: decorator
@inline
function high(one: v128, two: v128): v128 {
  return i16x8.shuffle(one, two, 4, 12, 5, 13, 6, 14, 7, 15);
}
