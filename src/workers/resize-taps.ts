/** Which input places each output place is made of, along one axis, in the form that assembly/resize.ts reads. */
export interface Taps {
  /** Input places that each output place takes, with weight 0 where there are too many; an even number. */
  readonly count: number;
  /** First input place of each output place. */
  readonly starts: Int32Array;
  /** `count` for each output place; their sum is 2^bits, within rounding. */
  readonly weights: Int16Array;
  readonly bits: number;
}

/** Room above the largest weight, 1, for the sums of 255 times it. */
const MOST_BITS = 22;
const LARGEST_WEIGHT = 2 ** 15 - 1;

/**
 * Antialiased bilinear: a triangle around the output place's centre, as wide as the reduction (and never narrower than
 * two input places, which is plain interpolation), cut at the picture's edges and made to sum to one. This is the
 * geometry of Pillow's BILINEAR (Resample.c), whose weights have 22 bits; with 14 or more, as here, pixels differ from
 * Pillow's by one now and then.
 * @param span length of the input in places, as much of it as is meant: a last place may be a part of one
 * @param to places of the output, 1 or more
 */
export function tapsFor(span: number, to: number): Taps {
  const from = Math.ceil(span);
  const scale = span / to;
  const reach = Math.max(scale, 1);
  const most = Math.ceil(reach) * 2 + 2;
  const exact = new Float64Array(to * most);
  const starts = new Int32Array(to);
  let longest = 0;
  let largest = 0;
  for (let place = 0; place < to; place++) {
    const centre = (place + 0.5) * scale;
    const first = Math.max(Math.floor(centre - reach + 0.5), 0);
    const taps = Math.min(Math.floor(centre + reach + 0.5), from) - first;
    const heights = exact.subarray(place * most, place * most + taps);
    let sum = 0;
    for (let tap = 0; tap < taps; tap++) sum += heights[tap] = Math.max(1 - Math.abs(first + tap + 0.5 - centre) / reach, 0);
    for (let tap = 0; tap < taps; tap++) largest = Math.max(largest, heights[tap] /= sum);
    longest = Math.max(longest, taps);
    starts[place] = first;
  }
  const count = longest + (longest % 2);
  const bits = Math.min(Math.floor(Math.log2(LARGEST_WEIGHT / largest)), MOST_BITS);
  const weights = new Int16Array(to * count);
  for (let place = 0; place < to; place++) {
    for (let tap = 0; tap < longest; tap++) weights[place * count + tap] = Math.round(exact[place * most + tap] * 2 ** bits);
  }
  return { count, starts, weights, bits };
}
