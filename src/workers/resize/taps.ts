/** Which input places each output place is made of, along one axis, and how much of each. */
export interface Taps {
  /** Input places that each output place takes, with weight 0 where these are too many; an even number, four at least. */
  readonly count: number;
  /** First input place of each output place, never before the one of the output place before. */
  readonly starts: Int32Array;
  /** `count` for each output place, `ONE` in all. */
  readonly weights: Int16Array;
}

/** How many pixels share one sample of a plane, along one axis. */
export type Sharing = 1 | 2 | 4;

/** What assembly/resize.ts takes as one; the sum of a place's weights is that, exactly. */
const ONE = 2 ** 14;

/**
 * What resizes one plane of a picture along one axis, as if its samples had been brought to the picture's pixels first.
 *
 * **From pixels.** Antialiased bilinear: an output place is the mean of the pixels under a triangle around its centre, as wide as the
 * reduction (and never narrower than two pixels, which is plain interpolation), cut at the picture's edges. This is the
 * geometry of Pillow's BILINEAR (Resample.c).
 *
 * **From samples.** Where two pixels of a JPEG share a sample of colour, libjpeg gives each ¾ of it and ¼ of the sample on its own other
 * side ("fancy upsampling", jdsample.c), and at the picture's edges all of it. Where four share one, they just repeat it.
 *
 * Both are sums by weight, with the same weights in every picture of that size, and so is one after the other: an output place takes
 * of a sample, for each pixel that takes of it, the product of both weights. So a plane of colour is resized as it is stored, and
 * the pixels between, which would only be added up again, are never made, nor rounded, nor cut off where a colour is past
 * what RGB can be.
 * @param span length of the picture in pixels, as much of it as is meant: a last pixel may be a part of one
 * @param to places of the output, 1 or more
 */
export function tapsFor(span: number, to: number, sharing: Sharing): Taps {
  const pixels = Math.ceil(span);
  const lastSample = Math.ceil(pixels / sharing) - 1;
  const scale = span / to;
  const reach = Math.max(scale, 1);
  const most = Math.ceil(reach) * 2 + 3;
  const heights = new Float64Array(to * most);
  const starts = new Int32Array(to);
  let longest = 0;
  for (let place = 0; place < to; place++) {
    const centre = (place + 0.5) * scale;
    const first = Math.max(Math.floor(centre - reach + 0.5), 0);
    const end = Math.min(Math.floor(centre + reach + 0.5), pixels);
    const start = sharing === 2 ? Math.max(Math.ceil(first / 2) - 1, 0) : Math.floor(first / sharing);
    const own = place * most - start;
    for (let pixel = first; pixel < end; pixel++) {
      const height = Math.max(1 - Math.abs(pixel + 0.5 - centre) / reach, 0);
      const sample = Math.floor(pixel / sharing);
      const beside = pixel % 2 === 0 ? Math.max(sample - 1, 0) : Math.min(sample + 1, lastSample);
      heights[own + sample] += sharing === 2 ? height * 0.75 : height;
      if (sharing === 2) heights[own + beside] += height * 0.25;
    }
    for (let tap = longest; tap < most; tap++) if (heights[place * most + tap] > 0) longest = tap + 1;
    starts[place] = start;
  }
  return { starts, ...inWholeNumbers(heights, most, longest) };
}

/** What is lost in rounding one weight is made up for in the next. */
function inWholeNumbers(heights: Float64Array, most: number, longest: number): Pick<Taps, 'count' | 'weights'> {
  const places = heights.length / most;
  const count = Math.max(longest + (longest % 2), 4);
  const weights = new Int16Array(places * count);
  for (let place = 0; place < places; place++) {
    const own = heights.subarray(place * most, place * most + longest);
    const all = own.reduce((sum, height) => sum + height, 0);
    let [height, before] = [0, 0];
    for (let tap = 0; tap < longest; tap++) {
      const upTo = Math.round(((height += own[tap]) / all) * ONE);
      weights[place * count + tap] = upTo - before;
      before = upTo;
    }
  }
  return { count, weights };
}
