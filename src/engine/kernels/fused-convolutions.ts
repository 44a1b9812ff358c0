import { tidy, zeros, type Tensor, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Geometry, Kernels, Shape4D } from '../types.js';
import { shapeTensor, type Paddings } from './constants.js';
import { onGpu, executeOne, typeOf, type Attributes } from './native.js';
import { hasOneDnn, ONEDNN } from './onednn.js';
import { float32, typeOfTensor } from './float-types.js';
import { im2colConvolution, im2colFilterGradient, im2colInputGradient, prefersIm2col, filterPrefersIm2col, THIN } from './im2col.js';
import { explicitPaddings, padded, coveredSize, unpadded } from './padding.js';

/** Weights of a filter from which on oneDNN makes up for the copy that its gradient for the input takes. */
const LARGE = 100_000;
/** Places of a gradient from which on, as for a picture itself, a padded copy is worth it, by which oneDNN computes a filter's gradient. */
const MANY_PLACES = 196;

/**
 * Convolutions and their gradients. On a CPU there are two sets of kernels below these names, TensorFlow's and oneDNN's,
 * and the gradients reach oneDNN's only with a padding called SAME or VALID: with explicit numbers each picture is a matrix
 * product of its own, which packs the whole filter anew (two pixels square, 512 channels: seventeen times slower), and in
 * bfloat16 is computed without the processor's own instructions (sixty times slower).
 * Which of the ways is taken here changes the time, and the order in which floats are added, and nothing else.
 */
export const fusedConvolutions: Pick<Kernels, 'conv2d' | 'conv2dBias' | 'conv2dInputGradient' | 'conv2dFilterGradient'> = {
  conv2d(x, filter, geometry) {
    const size = outputOf(x, filter.shape, geometry);
    if (!onGpu() && prefersIm2col(filter.shape, size, geometry, 'pictures')) return im2colConvolution(x, filter, size, geometry);
    return executeOne<Tensor4D>('Conv2D', [x, filter], { ...explicit(geometry), ...typeOfTensor(x) });
  },

  conv2dBias(x, filter, bias, geometry) {
    if (hasOneDnnBias(x)) return withBias(x, filter, bias, explicit(geometry));
    return tidy(() => executeOne<Tensor4D>('BiasAdd', [fusedConvolutions.conv2d(x, filter, geometry), bias], typeOfTensor(x)));
  },

  conv2dInputGradient(shape, filter, dy, geometry) {
    const gradient = (of: Shape4D, attributes: Attributes) => executeOne<Tensor4D>('Conv2DBackpropInput', [shapeTensor(of), filter, dy], { ...attributes, ...typeOfTensor(dy) });
    return tidy(() => {
      if (!onGpu() && prefersIm2col(filter.shape, dy.shape, geometry, 'gradient')) return im2colInputGradient(shape, filter, dy, geometry);
      if (keepsSize(filter.shape, geometry)) return gradient(shape, attributesOf(1, 'SAME'));
      if (onGpu() || (typeOf(dy) === 'float' && filter.size < LARGE)) return gradient(shape, explicit(geometry));
      const seen = coveredSize([filter.shape[0], filter.shape[1]], dy.shape, geometry);
      return unpadded(gradient([shape[0], ...seen, shape[3]], attributesOf(geometry.stride, 'VALID')), shape, geometry.pad);
    });
  },

  conv2dFilterGradient: (x, shape, dy, geometry) => tidy(() => {
    const gradient = (of: Tensor4D, attributes: Attributes) => executeOne<Tensor4D>('Conv2DBackpropFilter', [of, shapeTensor(shape), dy], { ...attributes, ...typeOfTensor(dy) });
    if (onGpu()) return gradient(x, explicit(geometry));
    if (filterPrefersIm2col(shape, dy.shape, geometry, typeOf(x))) return im2colFilterGradient(x, shape, dy, geometry);
    if (keepsSize(shape, geometry)) return gradient(x, attributesOf(1, 'SAME'));
    if (typeOf(x) === 'float' && x.shape[3] > THIN && dy.shape[1] * dy.shape[2] < MANY_PLACES) return gradient(x, explicit(geometry));
    return gradient(geometry.pad === 0 ? x : padded(x, around(geometry)), attributesOf(geometry.stride, 'VALID'));
  }),
};

const hasOneDnnBias = (x: Tensor): boolean =>
  hasOneDnn('_MklNativeConv2DWithBias', typeOf(x), (made) => [withBias(made(zeros([1, 1, 1, 1])), made(zeros([1, 1, 1, 1])), made(zeros([1])), explicit({ stride: 1, pad: 0 }))]);

/** At the price of the convolution alone. The filter may be another at the next call: nothing of it is kept. */
const withBias = (x: Tensor4D, filter: Tensor4D, bias: Tensor1D, { bools, strings, ...rest }: Attributes): Tensor4D =>
  executeOne('_MklNativeConv2DWithBias', [x, filter, bias], { ...rest, ...typeOfTensor(x), bools: { ...bools, is_filter_const: false }, strings: { ...strings, ...ONEDNN } });

const around = ({ pad }: Geometry): Paddings => [[0, 0], [pad, pad], [pad, pad], [0, 0]];

/** [pictures, height, width] of a convolution's output. */
function outputOf(x: Tensor4D, [height, width]: Shape4D, { stride, pad }: Geometry): readonly [number, number, number] {
  const [count, rows, columns] = x.shape;
  return [count, Math.floor((rows + 2 * pad - height) / stride) + 1, Math.floor((columns + 2 * pad - width) / stride) + 1];
}

/** Whether the output is as large as the input: then the padding is the one that TensorFlow calls SAME. */
function keepsSize([height, width]: Shape4D, { stride, pad }: Geometry): boolean {
  return stride === 1 && height === 2 * pad + 1 && width === 2 * pad + 1;
}

function explicit({ stride, pad }: Geometry): Attributes {
  const { ints, ...rest } = attributesOf(stride, 'EXPLICIT');
  return { ...rest, ints: { ...ints, explicit_paddings: explicitPaddings(pad) } };
}

const attributesOf = (stride: number, padding: 'EXPLICIT' | 'SAME' | 'VALID'): Attributes => ({ ...float32, ints: { strides: [1, stride, stride, 1] }, strings: { padding } });
