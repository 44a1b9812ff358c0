import { reshape, tidy, type Rank, type Tensor, type Tensor2D, type Tensor4D, type TensorInfo } from '@tensorflow/tfjs-core';
import type { Geometry, Shape4D } from '../types.js';
import { table, type Margins } from './constants.js';
import { one, typeOf } from './native.js';
import { padded } from './padding.js';
import { float } from './reals.js';

/** Weights of a filter from which on to bring it into oneDNN's layout, which every call does anew, takes as long as to compute with it. */
const HUGE = 1_000_000;
/** Places of an output up to which that holds for the convolution and its gradient for the input, and for the filter's. */
const FEW_PLACES = 9;
const FEW_PLACES_OF_FILTER = 16;

/**
 * Whether a large filter meets so few places that a convolution is better a matrix product of patches, which takes the filter
 * as it lies: ResNet18's last stage up to 96 px, half the time at 2x2 pixels and 512 channels.
 * @param of what is computed: the filter's gradient or not
 */
export function isBetterByPatches(x: TensorInfo, filter: Shape4D, [, down, across]: readonly number[], of: 'filter' | 'pictures'): boolean {
  const few = of === 'filter' ? FEW_PLACES_OF_FILTER : FEW_PLACES;
  return typeOf(x) === 'float' && filter[0] * filter[1] * filter[2] * filter[3] >= HUGE && down * across <= few;
}

/** A convolution: what each place sees, times the filter. */
export function convolutionByPatches(x: Tensor4D, filter: Tensor4D, [, down, across]: readonly number[], geometry: Geometry): Tensor4D {
  const [height, width, from, to] = filter.shape;
  return tidy(() => {
    const y = product(patchesOf(x, filter.shape, geometry), reshape(filter, [height * width * from, to]), false);
    return reshape<Rank.R4>(y, [x.shape[0], down, across, to]);
  });
}

/** The filter's gradient: what each place saw, times what came back for it. */
export function filterGradientByPatches(x: Tensor4D, shape: Shape4D, dy: Tensor4D, geometry: Geometry): Tensor4D {
  return tidy(() => reshape<Rank.R4>(product(patchesOf(x, shape, geometry), reshape(dy, [-1, shape[3]]), true), [...shape]));
}

/** The input's gradient: what came back for each place, times the filter, and of that for each pixel the sum over the places that saw it. */
export function inputGradientByPatches(shape: Shape4D, filter: Tensor4D, dy: Tensor4D, geometry: Geometry): Tensor4D {
  const [height, width, from, to] = filter.shape;
  const [count, down, across] = dy.shape;
  return tidy(() => {
    // For a second factor that is transposed the other operation, MatMul, takes twice the time.
    const batchProduct = (a: TensorInfo, b: TensorInfo, transposed: boolean): Tensor => one('BatchMatMulV2', [a, b], { ...float, bools: { adj_x: false, adj_y: transposed } });
    const patches = batchProduct(reshape(dy, [-1, to]), reshape(filter, [height * width * from, to]), true);
    const sums = batchProduct(seers(shape, [height, width], [down, across], geometry), reshape(patches, [count, down * across * height * width, from]), false);
    return reshape<Rank.R4>(sums, [...shape]);
  });
}

/** [places, height * width * channels] of the filter. */
function patchesOf(x: Tensor4D, [height, width, from]: Shape4D, { stride, pad }: Geometry): Tensor2D {
  const around: Margins = [[0, 0], [pad, pad], [pad, pad], [0, 0]];
  const patches = one<Tensor4D>('ExtractImagePatches', [pad === 0 ? x : padded(x, around)], {
    ...float,
    ints: { ksizes: [1, height, width, 1], strides: [1, stride, stride, 1], rates: [1, 1, 1, 1] },
    strings: { padding: 'VALID' },
  });
  return reshape(patches, [-1, height * width * from]);
}

const product = (a: Tensor2D, b: Tensor2D, transposed: boolean): Tensor2D =>
  one('MatMul', [a, b], { ...float, bools: { transpose_a: transposed, transpose_b: false } });

/** [1, pixels, places * height * width]: 1 where a place sees a pixel through that weight of the filter, else 0. */
function seers([, rows, columns]: Shape4D, [height, width]: readonly [number, number], [down, across]: readonly [number, number], { stride, pad }: Geometry): TensorInfo {
  return table(`seers ${[rows, columns, height, width, down, across, stride, pad].join()}`, [1, rows * columns, down * across * height * width], (pixel, seen) => {
    const place = Math.floor(seen / (height * width));
    const weight = seen % (height * width);
    const row = Math.floor(place / across) * stride - pad + Math.floor(weight / width);
    const column = (place % across) * stride - pad + (weight % width);
    return row === Math.floor(pixel / columns) && column === pixel % columns ? 1 : 0;
  });
}
