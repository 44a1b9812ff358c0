import { tidy, type Tensor, type Tensor2D, type Tensor4D, type TensorInfo } from '@tensorflow/tfjs-core';
import type { Geometry, Shape4D } from '../types.js';
import { sizes, table, type Margins } from './constants.js';
import { one, typeOf, type Real } from './native.js';
import { padded } from './padding.js';
import { typed } from './reals.js';

/** Weights of a filter from which on to bring it into oneDNN's layout, which every call does anew, takes as long as to compute with it. */
const HUGE = 1_000_000;
/** Places of an output up to which that holds for the convolution and its gradient for the input, and for the filter's. */
const FEW_PLACES = 9;
const FEW_PLACES_OF_FILTER: Readonly<Record<Real, number>> = { float: 16, bfloat16: 49 };

/**
 * Whether a large filter meets so few places that a convolution is better a matrix product of patches, which takes the filter
 * as it lies: ResNet18's last stage up to 96 px, half the time at 2x2 pixels and 512 channels.
 * @param of what is computed: the filter's gradient, of this type of numbers, or not
 */
export function isBetterByPatches(filter: Shape4D, [, down, across]: readonly number[], of: 'pictures' | 'filter', type: Real = 'float'): boolean {
  const few = of === 'filter' ? FEW_PLACES_OF_FILTER[type] : FEW_PLACES;
  return filter[0] * filter[1] * filter[2] * filter[3] >= HUGE && down * across <= few;
}

/** A convolution: what each place sees, times the filter. */
export function convolutionByPatches(x: Tensor4D, filter: Tensor4D, [, down, across]: readonly number[], geometry: Geometry): Tensor4D {
  const [height, width, from, to] = filter.shape;
  return tidy(() => {
    const y = product(patchesOf(x, filter.shape, geometry), shaped(filter, [height * width * from, to]), false);
    return shaped<Tensor4D>(y, [x.shape[0], down, across, to]);
  });
}

/** The filter's gradient: what each place saw, times what came back for it. */
export function filterGradientByPatches(x: Tensor4D, shape: Shape4D, dy: Tensor4D, geometry: Geometry): Tensor4D {
  return tidy(() => shaped<Tensor4D>(product(patchesOf(x, shape, geometry), shaped(dy, [-1, shape[3]]), true), shape));
}

/** The input's gradient: what came back for each place, times the filter, and of that for each pixel the sum over the places that saw it. */
export function inputGradientByPatches(shape: Shape4D, filter: Tensor4D, dy: Tensor4D, geometry: Geometry): Tensor4D {
  const [height, width, from, to] = filter.shape;
  const [count, down, across] = dy.shape;
  return tidy(() => {
    // For a second factor that is transposed the other operation, MatMul, takes twice the time.
    const batchProduct = (a: TensorInfo, b: TensorInfo, transposed: boolean): Tensor => one('BatchMatMulV2', [a, b], { ...typed(dy), bools: { adj_x: false, adj_y: transposed } });
    const patches = batchProduct(shaped(dy, [-1, to]), shaped(filter, [height * width * from, to]), true);
    const sums = batchProduct(seers(typeOf(dy), shape, [height, width], [down, across], geometry), shaped(patches, [count, down * across * height * width, from]), false);
    return shaped<Tensor4D>(sums, shape);
  });
}

/** [places, height * width * channels] of the filter. */
function patchesOf(x: Tensor4D, [height, width, from]: Shape4D, { stride, pad }: Geometry): Tensor2D {
  const around: Margins = [[0, 0], [pad, pad], [pad, pad], [0, 0]];
  const patches = one<Tensor4D>('ExtractImagePatches', [pad === 0 ? x : padded(x, around)], {
    ...typed(x),
    ints: { ksizes: [1, height, width, 1], strides: [1, stride, stride, 1], rates: [1, 1, 1, 1] },
    strings: { padding: 'VALID' },
  });
  return shaped(patches, [-1, height * width * from]);
}

const product = (a: Tensor2D, b: Tensor2D, transposed: boolean): Tensor2D =>
  one('MatMul', [a, b], { ...typed(a), bools: { transpose_a: transposed, transpose_b: false } });

/** tfjs's own knows no bfloat16. */
const shaped = <Kind extends Tensor>(tensor: Tensor, shape: readonly number[]): Kind => one('Reshape', [tensor, sizes(shape)], { types: { T: typeOf(tensor), Tshape: 'int32' } });

/** [1, pixels, places * height * width]: 1 where a place sees a pixel through that weight of the filter, else 0. */
function seers(type: Real, [, rows, columns]: Shape4D, [height, width]: readonly [number, number], [down, across]: readonly [number, number], { stride, pad }: Geometry): TensorInfo {
  const ones = table(`seers ${[rows, columns, height, width, down, across, stride, pad].join()}`, [1, rows * columns, down * across * height * width], (pixel, seen) => {
    const place = Math.floor(seen / (height * width));
    const weight = seen % (height * width);
    const row = Math.floor(place / across) * stride - pad + Math.floor(weight / width);
    const column = (place % across) * stride - pad + (weight % width);
    return row === Math.floor(pixel / columns) && column === pixel % columns ? 1 : 0;
  });
  return type === 'float' ? ones : one('Cast', [ones], { types: { SrcT: 'float', DstT: type }, bools: { Truncate: false } });
}
