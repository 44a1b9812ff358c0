import { ones, tidy, zeros, type Tensor, type Tensor1D, type Tensor4D, type TensorInfo } from '@tensorflow/tfjs-core';
import { BATCH_NORM, type BatchNormOptions, type ConvGeometry, type Geometry, type Shape4D } from '../types.js';
import { cast, typeAttribute } from './float-types.js';
import { execute, executeOne, onGpu, typeOf, type Attributes, type FloatType } from './native.js';
import { explicitPaddings } from './padding.js';

/**
 * All that whisker knows of oneDNN: which convolutions go to it and in which form, and the private kernels of TensorFlow
 * that reach it. A choice made here changes an operation's time and the order in which floats are added, and nothing else.
 * Times are those of two cores with AVX-512.
 */

/**
 * The ways to compute a convolution or one of its gradients. On a CPU, TensorFlow hands gradients to oneDNN only if the
 * padding is called SAME or VALID. With explicit padding its own kernels multiply picture by picture and pack the whole
 * filter each time: 17 times slower at 2x2 pixels with 512 channels, and 60 times slower in bfloat16.
 */
export type Algorithm =
  /** A matrix product of patches (im2col.ts). */
  | 'im2col'
  /** TensorFlow's operation, the padding called SAME. It must keep the size. */
  | 'same'
  /** TensorFlow's operation with explicit padding. */
  | 'explicit'
  /** TensorFlow's operation without padding, on a padded input; of a gradient for it, the middle is taken. */
  | 'valid';

/** A forward pass. oneDNN takes explicit padding here. */
export function forwardAlgorithm(filter: Shape4D, output: Shape4D, geometry: Geometry): Algorithm {
  return !onGpu() && prefersIm2col(filter, output, geometry, 'forward') ? 'im2col' : 'explicit';
}

/** The gradient for the input. `dy` is the shape of the output's gradient. */
export function inputGradientAlgorithm(filter: Shape4D, dy: Shape4D, geometry: Geometry, type: FloatType): Algorithm {
  if (!onGpu() && prefersIm2col(filter, dy, geometry, 'gradient')) return 'im2col';
  if (keepsSize(filter, geometry)) return 'same';
  return onGpu() || (type === 'float' && weightsOf(filter) < WORTH_A_COPY.weights) ? 'explicit' : 'valid';
}

/** The gradient for the filter. `dy` is the shape of the output's gradient. */
export function filterGradientAlgorithm(filter: Shape4D, dy: Shape4D, geometry: Geometry, type: FloatType): Algorithm {
  if (onGpu()) return 'explicit';
  if (filterGradientPrefersIm2col(filter, dy, geometry, type)) return 'im2col';
  if (keepsSize(filter, geometry)) return 'same';
  return type === 'float' && filter[2] > RGB && placesOf(dy) < WORTH_A_COPY.places ? 'explicit' : 'valid';
}

/**
 * From so many weights of a filter, or places of a gradient, oneDNN makes up for the padded copy that VALID takes. The
 * gradient for a filter of 3x3x256x256 on 16 pictures of 14x14 falls from 27 ms to 17; in bfloat16, always, from 480 to 11.
 */
const WORTH_A_COPY = { weights: 100_000, places: 196 } as const;
/** Channels of a picture itself, at most. */
const RGB = 4;

/**
 * oneDNN brings a filter into its own layout at every call. With so many weights on so few places that takes longer than
 * the product: ResNet18's last stages, up to 96 px.
 */
const FILTERS_TO_LEAVE = [{ weights: 250_000, places: 4 }, { weights: 1_000_000, places: 9 }] as const;
/** oneDNN is also slow at a filter of one pixel that skips pixels; its gradient for the input, on at most so many places. */
const POINT_GRADIENT_PLACES = 16;

function prefersIm2col(filter: Shape4D, output: Shape4D, { stride }: Geometry, pass: 'forward' | 'gradient'): boolean {
  const places = placesOf(output);
  if (isPoint(filter)) return stride > 1 && filter[2] > RGB && (pass === 'forward' || places <= POINT_GRADIENT_PLACES);
  return FILTERS_TO_LEAVE.some((bound) => weightsOf(filter) >= bound.weights && places <= bound.places);
}

/**
 * oneDNN's gradient for a filter is slow with a stride, and in bfloat16 on few places. 57 pictures, oneDNN and im2col, ms:
 * 256 to 512 channels on 4x4 pixels, stride 2: float32 5.9 and 3.4, bfloat16 15.2 and 1.8; 512 to 512 on 2x2, bfloat16: 14.5 and 3.2.
 * 16 pictures, 256 to 512 on 14x14, stride 2, bfloat16: 22.5 and 6.4. A step of ResNet18 with Adam, 16 pictures of 32 px: 74 and 56.
 */
const STRIDED_WEIGHTS = 30_000;
const DENSE: Readonly<Record<FloatType, { readonly weights: number; readonly places: number }>> = {
  float: { weights: 250_000, places: 16 },
  bfloat16: { weights: STRIDED_WEIGHTS, places: 64 },
};

function filterGradientPrefersIm2col(filter: Shape4D, dy: Shape4D, { stride }: Geometry, type: FloatType): boolean {
  if (filter[2] <= RGB) return false;
  if (isPoint(filter)) return stride > 1;
  const weights = weightsOf(filter);
  return stride > 1 ? weights >= STRIDED_WEIGHTS : weights >= DENSE[type].weights && placesOf(dy) <= DENSE[type].places;
}

const weightsOf = ([height, width, inputs, outputs]: Shape4D): number => height * width * inputs * outputs;
const placesOf = ([, height, width]: Shape4D): number => height * width;
const isPoint = ([height, width]: Shape4D): boolean => height === 1 && width === 1;
const keepsSize = ([height, width]: Shape4D, { stride, pad }: Geometry): boolean => stride === 1 && height === 2 * pad + 1 && width === 2 * pad + 1;

/** The private kernels that are called below. */
export const PRIVATE_KERNELS = ['_MklNativeConv2DWithBias', '_MklNativeMaxPool', '_MklNativeMaxPoolGrad', '_MklNativeFusedBatchNormEx'] as const;

/** TensorFlow hides these kernels behind a label: an operation gets one only by asking for it. */
const LABEL = { _kernel: 'MklNameChangeOp' } as const;

/** Whether `convolutionWithBias` works for the type of `x`. */
export const hasConvolutionWithBias = (x: Tensor): boolean => isAvailable('_MklNativeConv2DWithBias', x, (as) =>
  [convolutionWithBias(as(zeros([1, 1, 1, 1])), as(zeros([1, 1, 1, 1])), as(zeros([1])), { stride: 1, pad: 0 })]);

/** A convolution with a bias, at the price of the convolution alone. */
export const convolutionWithBias = (x: Tensor4D, filter: Tensor4D, bias: Tensor1D, { stride, pad }: ConvGeometry): Tensor4D =>
  executeOne('_MklNativeConv2DWithBias', [x, filter, bias], {
    ...typeAttribute(x),
    ints: { strides: [1, stride, stride, 1], explicit_paddings: pad === 'same' ? [] : explicitPaddings(pad) },
    // The filter may be another at the next call.
    bools: { is_filter_const: false },
    strings: { padding: pad === 'same' ? 'SAME' : 'EXPLICIT', ...LABEL },
  });

/** Whether `maxPoolWithWorkspace` works for the type of `x`. */
export const hasMaxPoolWithWorkspace = (x: Tensor): boolean => isAvailable('_MklNativeMaxPool', x, (as) => [...maxPoolWithWorkspace(as(zeros([1, 1, 1, 1])), 1, 1)]);

/**
 * A max pool without padding, and a workspace that notes where each maximum was. TensorFlow's own gradient searches for
 * every maximum again, on one thread, and takes three times as long. Both give the gradient of equal pixels to the first.
 */
export function maxPoolWithWorkspace(x: Tensor4D, window: number, stride: number): readonly [y: Tensor4D, workspace: Tensor] {
  const [y, workspace] = execute('_MklNativeMaxPool', [x], poolAttributes(x, window, stride), 2);
  return [y as Tensor4D, workspace];
}

export const maxPoolGradientFrom = (workspace: Tensor, dy: Tensor4D, x: Tensor, y: Tensor4D, window: number, stride: number): Tensor4D =>
  executeOne('_MklNativeMaxPoolGrad', [x, y, dy, workspace], poolAttributes(x, window, stride));

const poolAttributes = (x: TensorInfo, window: number, stride: number): Attributes => ({
  ...typeAttribute(x),
  ints: { ksize: [1, window, window, 1], strides: [1, stride, stride, 1], explicit_paddings: [] },
  strings: { padding: 'VALID', ...LABEL },
});

/** Whether `batchNormRelu` works for the type of `x`. */
export const hasBatchNormRelu = (x: Tensor): boolean =>
  isAvailable('_MklNativeFusedBatchNormEx', x, (as) => batchNormRelu([as(ones([1, 1, 1, 1])), ones([1]), ones([1]), ones([1]), ones([1])], BATCH_NORM));

/**
 * Batch norm in training and ReLU in one pass, with the outputs of `FusedBatchNormV3`.
 * `_FusedBatchNormEx` is no substitute: a CPU accepts it and computes nothing.
 */
export const batchNormRelu = (inputs: readonly [x: TensorInfo, scale: TensorInfo, offset: TensorInfo, mean: TensorInfo, variance: TensorInfo], { epsilon, momentum }: Pick<BatchNormOptions, 'epsilon' | 'momentum'>): Tensor[] =>
  execute('_MklNativeFusedBatchNormEx', inputs, {
    types: { T: typeOf(inputs[0]), U: 'float' },
    ints: { num_side_inputs: 0 },
    floats: { epsilon, exponential_avg_factor: momentum },
    bools: { is_training: true },
    strings: { activation_mode: 'Relu', ...LABEL },
  }, 6);

const tried = new Map<string, boolean>();

/**
 * Returns whether this TensorFlow has a private kernel and this processor can run it. Finds out by a call, once per process and type.
 * @param attempt the call; `as` casts its tensors to the type of `x`. They are disposed
 */
function isAvailable(kernel: (typeof PRIVATE_KERNELS)[number], x: TensorInfo, attempt: (as: <Kind extends Tensor>(tensor: Kind) => Kind) => readonly Tensor[]): boolean {
  const type = typeOf(x);
  const known = tried.get(`${kernel} ${type}`);
  if (known !== undefined) return known;
  const works = !onGpu() && tidy(() => {
    try {
      attempt((tensor) => cast(tensor, type));
      return true;
    } catch {
      return false;
    }
  });
  tried.set(`${kernel} ${type}`, works);
  return works;
}
