/** Weighted input samples of each output, along one axis. */
export interface Taps {
  /** Taps of each output: an even number, at least four. Superfluous taps have weight 0. */
  readonly count: number;
  /** First input sample of each output. It never decreases. */
  readonly starts: Int32Array;
  /** `count` weights for each output, whose sum is `ONE`. */
  readonly weights: Int16Array;
}

/** Number of pixels that share one sample of a plane, along one axis. */
export type Sharing = 1 | 2 | 4;

/** The weight 1 in assembly/resize.ts. */
const ONE = 2 ** 14;

/**
 * Returns the taps that resize one plane along one axis, as if its samples had first been interpolated to one per pixel.
 *
 * **From pixels.** Antialiased bilinear: an output is the mean of the pixels under a triangle around its centre. The triangle is as
 * wide as the reduction, at least two pixels wide (which is plain interpolation), and cut at the picture's edges. This is the
 * geometry of Pillow's BILINEAR (Resample.c).
 *
 * **From samples.** Where two pixels of a JPEG share a chroma sample, libjpeg gives each pixel ¾ of it and ¼ of the sample on the
 * pixel's other side, and all of it at the picture's edges ("fancy upsampling", jdsample.c). Where four pixels share a sample, libjpeg
 * repeats it.
 *
 * Both are weighted sums, so one after the other is a weighted sum too: its weights are products of both weights. So a chroma plane
 * is resized as it is stored. The pixels in between are never computed, rounded, or clipped to RGB's range.
 * @param span length of the picture in pixels; the last pixel may be a fraction
 * @param to number of outputs, at least 1
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
  for (let output = 0; output < to; output++) {
    const centre = (output + 0.5) * scale;
    const first = Math.max(Math.floor(centre - reach + 0.5), 0);
    const end = Math.min(Math.floor(centre + reach + 0.5), pixels);
    const start = sharing === 2 ? Math.max(Math.ceil(first / 2) - 1, 0) : Math.floor(first / sharing);
    const base = output * most - start;
    for (let pixel = first; pixel < end; pixel++) {
      const height = Math.max(1 - Math.abs(pixel + 0.5 - centre) / reach, 0);
      const sample = Math.floor(pixel / sharing);
      const neighbour = pixel % 2 === 0 ? Math.max(sample - 1, 0) : Math.min(sample + 1, lastSample);
      heights[base + sample] += sharing === 2 ? height * 0.75 : height;
      if (sharing === 2) heights[base + neighbour] += height * 0.25;
    }
    for (let tap = longest; tap < most; tap++) if (heights[output * most + tap] > 0) longest = tap + 1;
    starts[output] = start;
  }
  return { starts, ...toIntegers(heights, most, longest) };
}

/** Rounds weights to integers. Each weight makes up for the rounding of those before it, so that the sum is exact. */
function toIntegers(heights: Float64Array, most: number, longest: number): Pick<Taps, 'count' | 'weights'> {
  const outputs = heights.length / most;
  const count = Math.max(longest + (longest % 2), 4);
  const weights = new Int16Array(outputs * count);
  for (let output = 0; output < outputs; output++) {
    const taps = heights.subarray(output * most, output * most + longest);
    const total = taps.reduce((sum, height) => sum + height, 0);
    let [height, before] = [0, 0];
    for (let tap = 0; tap < longest; tap++) {
      const upTo = Math.round(((height += taps[tap]) / total) * ONE);
      weights[output * count + tap] = upTo - before;
      before = upTo;
    }
  }
  return { count, weights };
}
