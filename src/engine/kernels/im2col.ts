import { tidy, type Tensor, type Tensor2D, type Tensor4D, type TensorInfo } from '@tensorflow/tfjs-core';
import type { Geometry, Shape4D } from '../types.js';
import { floatMatrix, intScalar, intVector, shapeTensor } from './constants.js';
import { constantAs, typeAttribute } from './float-types.js';
import { executeOne, typeOf, type FloatType } from './native.js';
import { padded, sliced } from './padding.js';

/**
 * Convolutions as matrix products. A patch is the pixels that one place of the output sees; `im2col` writes the patches
 * as rows of a matrix, and the filter is the other matrix, used as it lies. onednn.ts decides when this is faster.
 */

/** The convolution: patches times filter. */
export function im2colConvolution(x: Tensor4D, filter: Tensor4D, [, down, across]: Shape4D, geometry: Geometry): Tensor4D {
  return tidy(() => {
    const part = partOf(filter.shape, x.shape, [down, across], geometry);
    const y = product(im2col(x, part, [down, across], geometry), matrixOf(filter, part), false);
    return reshaped<Tensor4D>(y, [x.shape[0], down, across, filter.shape[3]]);
  });
}

/** The gradient for the filter: patches, transposed, times the gradients of their places. */
export function im2colFilterGradient(x: Tensor4D, shape: Shape4D, dy: Tensor4D, geometry: Geometry): Tensor4D {
  const [, down, across, outputs] = dy.shape;
  return tidy(() => {
    const { rows, columns, isWhole } = partOf(shape, x.shape, [down, across], geometry);
    const gradient = product(im2col(x, { rows, columns }, [down, across], geometry), reshaped(dy, [-1, outputs]), true);
    const part = reshaped<Tensor4D>(gradient, [rows.count, columns.count, shape[2], outputs]);
    return isWhole ? part : padded(part, [[rows.first, shape[0] - rows.first - rows.count], [columns.first, shape[1] - columns.first - columns.count], [0, 0], [0, 0]]);
  });
}

/** The gradient for the input: the gradients of places times the filter, summed for each pixel over the places that see it. */
export function im2colInputGradient(shape: Shape4D, filter: Tensor4D, dy: Tensor4D, geometry: Geometry): Tensor4D {
  const [count, down, across, outputs] = dy.shape;
  return tidy(() => {
    const part = partOf(filter.shape, shape, [down, across], geometry);
    // MatMul takes twice the time where its second factor is transposed.
    const batchProduct = (a: TensorInfo, b: TensorInfo, transposed: boolean): Tensor =>
      executeOne('BatchMatMulV2', [a, b], { ...typeAttribute(dy), bools: { adj_x: false, adj_y: transposed } });
    const patches = batchProduct(reshaped(dy, [-1, outputs]), matrixOf(filter, part), true);
    const perPicture = reshaped(patches, [count, down * across * part.rows.count * part.columns.count, shape[3]]);
    return reshaped<Tensor4D>(batchProduct(incidence(typeOf(dy), shape, part, [down, across], geometry), perPicture, false), shape);
  });
}

/** Consecutive rows or columns of a filter. */
interface Span {
  readonly first: number;
  readonly count: number;
}

/** The part of a filter that sees a pixel from some place. Of a 3x3 filter on a picture of one pixel that is the middle. */
interface Part {
  readonly rows: Span;
  readonly columns: Span;
}

function partOf([height, width]: Shape4D, [, tall, wide]: readonly number[], [down, across]: readonly [number, number], { stride, pad }: Geometry): Part & { readonly isWhole: boolean } {
  const span = (weights: number, pixels: number, places: number): Span => {
    const first = Math.max(0, pad - (places - 1) * stride);
    return { first, count: Math.min(weights, pixels + pad) - first };
  };
  const [rows, columns] = [span(height, tall, down), span(width, wide, across)];
  return { rows, columns, isWhole: rows.count === height && columns.count === width };
}

/** The part's weights as a matrix: [rows * columns * inputs, outputs]. */
function matrixOf(filter: Tensor4D, { rows, columns, isWhole }: ReturnType<typeof partOf>): Tensor2D {
  const [, , inputs, outputs] = filter.shape;
  const size = [rows.count, columns.count, inputs, outputs];
  const part = isWhole ? filter : sliced(filter, [rows.first, columns.first, 0, 0], size);
  return reshaped(part, [rows.count * columns.count * inputs, outputs]);
}

/**
 * The patches, [places, rows * columns of the part * channels], gathered pixel by pixel. TensorFlow's ExtractImagePatches
 * copies number by number and takes three to eight times as long.
 */
function im2col(x: Tensor4D, { rows, columns }: Part, [down, across]: readonly [number, number], { stride, pad }: Geometry): Tensor2D {
  const margin = (span: Span, pixels: number, places: number) => [pad - span.first, Math.max(0, (places - 1) * stride + span.first + span.count - pad - pixels)] as const;
  const [vertical, horizontal] = [margin(rows, x.shape[1], down), margin(columns, x.shape[2], across)];
  const wide = [...vertical, ...horizontal].every((pixels) => pixels === 0) ? x : padded(x, [[0, 0], vertical, horizontal, [0, 0]]);
  const [count, tall, breadth, channels] = wide.shape;
  const weights = rows.count * columns.count;
  const indices = intVector(`patches ${[breadth, rows.count, columns.count, down, across, stride].join()}`, down * across * weights, (at) => {
    const [place, weight] = [Math.floor(at / weights), at % weights];
    const row = Math.floor(place / across) * stride + Math.floor(weight / columns.count);
    return row * breadth + (place % across) * stride + (weight % columns.count);
  });
  const pixels = reshaped(wide, [count, tall * breadth, channels]);
  const patches = executeOne('GatherV2', [pixels, indices, intScalar(1)], { types: { Tparams: typeOf(x), Tindices: 'int32', Taxis: 'int32' } });
  return reshaped(patches, [count * down * across, weights * channels]);
}

const product = (a: Tensor2D, b: Tensor2D, transposed: boolean): Tensor2D =>
  executeOne('MatMul', [a, b], { ...typeAttribute(a), bools: { transpose_a: transposed, transpose_b: false } });

/** tfjs's own reshape knows no bfloat16. */
const reshaped = <Kind extends Tensor>(tensor: Tensor, shape: readonly number[]): Kind => executeOne('Reshape', [tensor, shapeTensor(shape)], { types: { T: typeOf(tensor), Tshape: 'int32' } });

/** [1, pixels, places * weights of the part]: 1 where a place sees a pixel through that weight of the filter, else 0. */
function incidence(type: FloatType, [, tall, wide]: Shape4D, { rows, columns }: Part, [down, across]: readonly [number, number], { stride, pad }: Geometry): TensorInfo {
  const weights = rows.count * columns.count;
  const name = `incidence ${[tall, wide, rows.first, rows.count, columns.first, columns.count, down, across, stride, pad].join()}`;
  const ones = floatMatrix(name, [1, tall * wide, down * across * weights], (pixel, patch) => {
    const [place, weight] = [Math.floor(patch / weights), patch % weights];
    const row = Math.floor(place / across) * stride - pad + rows.first + Math.floor(weight / columns.count);
    const column = (place % across) * stride - pad + columns.first + (weight % columns.count);
    return row === Math.floor(pixel / wide) && column === pixel % wide ? 1 : 0;
  });
  return constantAs(ones, type);
}
