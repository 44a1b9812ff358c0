import { tidy, type Tensor, type Tensor2D, type Tensor4D, type TensorInfo } from '@tensorflow/tfjs-core';
import type { Geometry, Shape4D } from '../types.js';
import { intVector, shapeTensor, floatMatrix, intScalar } from './constants.js';
import { executeOne, typeOf, type FloatType } from './native.js';
import { sliced, padded } from './padding.js';
import { typeOfTensor } from './float-types.js';

/** Weights of a filter from which on to bring it into oneDNN's layout, which every call does anew, takes as long as to compute with it on so many places. */
const LARGE = { weights: 250_000, places: 4 } as const;
const HUGE = { weights: 1_000_000, places: 9 } as const;
/** Weights of a filter from which on its gradient is better a product where places lie a stride apart; and without a stride, with so many places at most. */
const SMALL = 30_000;
const FEW: Readonly<Record<FloatType, { readonly weights: number; readonly places: number }>> = { float: { weights: 250_000, places: 16 }, bfloat16: { weights: SMALL, places: 64 } };
/** Channels of a picture itself, at most. */
export const THIN = 4;

/**
 * Whether a convolution, or its gradient for the input, is better a matrix product of patches, which takes the filter as it
 * lies: a large filter on few places, as ResNet18's last stages are up to 96 px; or a filter of one pixel that leaves pixels out.
 */
export function prefersIm2col([height, width, from, to]: Shape4D, [, down, across]: readonly number[], { stride }: Geometry, of: 'pictures' | 'gradient'): boolean {
  const [weights, places] = [height * width * from * to, down * across];
  if (height === 1 && width === 1) return stride > 1 && from > THIN && (of === 'pictures' || places <= FEW.float.places);
  return [LARGE, HUGE].some((bound) => weights >= bound.weights && places <= bound.places);
}

/** The same of the filter's gradient. oneDNN's own is slow in bfloat16, and where places lie a stride apart, twice to twenty times slower in both. */
export function filterPrefersIm2col([height, width, from, to]: Shape4D, [, down, across]: readonly number[], { stride }: Geometry, type: FloatType): boolean {
  if (from <= THIN) return false;
  if (height === 1 && width === 1) return stride > 1;
  const weights = height * width * from * to;
  return stride > 1 ? weights >= SMALL : weights >= FEW[type].weights && down * across <= FEW[type].places;
}

/** A convolution: what each place sees, times the filter. */
export function im2colConvolution(x: Tensor4D, filter: Tensor4D, [, down, across]: readonly number[], geometry: Geometry): Tensor4D {
  return tidy(() => {
    const part = partOf(filter.shape, x.shape, [down, across], geometry);
    const y = product(im2col(x, part, [down, across], geometry), weightsOf(filter, part), false);
    return shaped<Tensor4D>(y, [x.shape[0], down, across, filter.shape[3]]);
  });
}

/** The filter's gradient: what each place saw, times what came back for it. */
export function im2colFilterGradient(x: Tensor4D, shape: Shape4D, dy: Tensor4D, geometry: Geometry): Tensor4D {
  const [, down, across, to] = dy.shape;
  return tidy(() => {
    const { rows, columns, isWhole } = partOf(shape, x.shape, [down, across], geometry);
    const gradient = product(im2col(x, { rows, columns }, [down, across], geometry), shaped(dy, [-1, to]), true);
    const part = shaped<Tensor4D>(gradient, [rows.count, columns.count, shape[2], to]);
    return isWhole ? part : padded(part, [[rows.first, shape[0] - rows.first - rows.count], [columns.first, shape[1] - columns.first - columns.count], [0, 0], [0, 0]]);
  });
}

/** The input's gradient: what came back for each place, times the filter, and of that for each pixel the sum over the places that saw it. */
export function im2colInputGradient(shape: Shape4D, filter: Tensor4D, dy: Tensor4D, geometry: Geometry): Tensor4D {
  const [count, down, across, to] = dy.shape;
  return tidy(() => {
    const part = partOf(filter.shape, shape, [down, across], geometry);
    // For a second factor that is transposed the other operation, MatMul, takes twice the time.
    const batchProduct = (a: TensorInfo, b: TensorInfo, transposed: boolean): Tensor => executeOne('BatchMatMulV2', [a, b], { ...typeOfTensor(dy), bools: { adj_x: false, adj_y: transposed } });
    const patches = batchProduct(shaped(dy, [-1, to]), weightsOf(filter, part), true);
    const seen = shaped(patches, [count, down * across * part.rows.count * part.columns.count, shape[3]]);
    return shaped<Tensor4D>(batchProduct(seers(typeOf(dy), shape, part, [down, across], geometry), seen, false), shape);
  });
}

/** Some of a filter's rows or columns, one after the other. */
interface Run {
  readonly first: number;
  readonly count: number;
}

/** The part of a filter that sees a pixel from any place: of a 3x3 filter on a picture of one pixel, its middle. */
interface Part {
  readonly rows: Run;
  readonly columns: Run;
}

function partOf([height, width]: Shape4D, [, tall, wide]: readonly number[], [down, across]: readonly [number, number], { stride, pad }: Geometry): Part & { readonly isWhole: boolean } {
  const run = (weights: number, pixels: number, places: number): Run => {
    const first = Math.max(0, pad - (places - 1) * stride);
    return { first, count: Math.min(weights, pixels + pad) - first };
  };
  const [rows, columns] = [run(height, tall, down), run(width, wide, across)];
  return { rows, columns, isWhole: rows.count === height && columns.count === width };
}

/** [rows * columns of the part * channels, to]: the filter's weights as a matrix. */
function weightsOf(filter: Tensor4D, { rows, columns, isWhole }: ReturnType<typeof partOf>): Tensor2D {
  const [, , from, to] = filter.shape;
  const size = [rows.count, columns.count, from, to];
  const part = isWhole ? filter : sliced(filter, [rows.first, columns.first, 0, 0], size);
  return shaped(part, [rows.count * columns.count * from, to]);
}

/**
 * [places, rows * columns of the part * channels]: of every pixel that a place sees, its channels, copied as they lie.
 * TensorFlow has an operation for it (ExtractImagePatches), which goes number by number and takes three to eight times as long.
 */
function im2col(x: Tensor4D, { rows, columns }: Part, [down, across]: readonly [number, number], { stride, pad }: Geometry): Tensor2D {
  const margin = (run: Run, pixels: number, places: number) => [pad - run.first, Math.max(0, (places - 1) * stride + run.first + run.count - pad - pixels)] as const;
  const [above, beside] = [margin(rows, x.shape[1], down), margin(columns, x.shape[2], across)];
  const wide = [...above, ...beside].every((pixels) => pixels === 0) ? x : padded(x, [[0, 0], above, beside, [0, 0]]);
  const [count, tall, breadth, channels] = wide.shape;
  const weights = rows.count * columns.count;
  const seen = intVector(`seen ${[breadth, rows.count, columns.count, down, across, stride].join()}`, down * across * weights, (at) => {
    const [place, weight] = [Math.floor(at / weights), at % weights];
    const row = Math.floor(place / across) * stride + Math.floor(weight / columns.count);
    return row * breadth + (place % across) * stride + (weight % columns.count);
  });
  const pixels = shaped(wide, [count, tall * breadth, channels]);
  const patches = executeOne('GatherV2', [pixels, seen, intScalar(1)], { types: { Tparams: typeOf(x), Tindices: 'int32', Taxis: 'int32' } });
  return shaped(patches, [count * down * across, weights * channels]);
}

const product = (a: Tensor2D, b: Tensor2D, transposed: boolean): Tensor2D =>
  executeOne('MatMul', [a, b], { ...typeOfTensor(a), bools: { transpose_a: transposed, transpose_b: false } });

/** tfjs's own knows no bfloat16. */
const shaped = <Kind extends Tensor>(tensor: Tensor, shape: readonly number[]): Kind => executeOne('Reshape', [tensor, shapeTensor(shape)], { types: { T: typeOf(tensor), Tshape: 'int32' } });

/** [1, pixels, places * weights of the part]: 1 where a place sees a pixel through that weight of the filter, else 0. */
function seers(type: FloatType, [, tall, wide]: Shape4D, { rows, columns }: Part, [down, across]: readonly [number, number], { stride, pad }: Geometry): TensorInfo {
  const weights = rows.count * columns.count;
  const name = `seers ${[tall, wide, rows.first, rows.count, columns.first, columns.count, down, across, stride, pad].join()}`;
  const ones = floatMatrix(name, [1, tall * wide, down * across * weights], (pixel, seen) => {
    const [place, weight] = [Math.floor(seen / weights), seen % weights];
    const row = Math.floor(place / across) * stride - pad + rows.first + Math.floor(weight / columns.count);
    const column = (place % across) * stride - pad + columns.first + (weight % columns.count);
    return row === Math.floor(pixel / wide) && column === pixel % wide ? 1 : 0;
  });
  return type === 'float' ? ones : executeOne('Cast', [ones], { types: { SrcT: 'float', DstT: type }, bools: { Truncate: false } });
}
