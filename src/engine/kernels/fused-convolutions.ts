import { tidy, type Tensor4D } from '@tensorflow/tfjs-core';
import { convolvedShape } from '../shapes.js';
import type { Geometry, Shape4D } from '../types.js';
import { shapeTensor, type Paddings } from './constants.js';
import { typeAttribute } from './float-types.js';
import { im2colConvolution, im2colFilterGradient, im2colInputGradient } from './im2col.js';
import type { Kernels } from './kernels.js';
import { executeOne, typeOf, type Attributes } from './native.js';
import { convolutionWithBias, filterGradientAlgorithm, forwardAlgorithm, hasConvolutionWithBias, inputGradientAlgorithm } from './onednn.js';
import { coveredSize, explicitPaddings, padded, unpadded } from './padding.js';

/** Convolutions and their gradients. onednn.ts chooses how each is computed. */
export const fusedConvolutions: Pick<Kernels, 'conv2d' | 'conv2dBias' | 'conv2dInputGradient' | 'conv2dFilterGradient'> = {
  conv2d(x, filter, geometry) {
    if (geometry.pad === 'same') return executeOne<Tensor4D>('Conv2D', [x, filter], { ...same(geometry), ...typeAttribute(x) });
    const output = convolvedShape(x.shape, filter.shape, geometry);
    if (forwardAlgorithm(filter.shape, output, geometry) === 'im2col') return im2colConvolution(x, filter, output, geometry);
    return executeOne<Tensor4D>('Conv2D', [x, filter], { ...explicit(geometry), ...typeAttribute(x) });
  },

  conv2dBias(x, filter, bias, geometry) {
    if (hasConvolutionWithBias(x)) return convolutionWithBias(x, filter, bias, geometry);
    return tidy(() => executeOne<Tensor4D>('BiasAdd', [fusedConvolutions.conv2d(x, filter, geometry), bias], typeAttribute(x)));
  },

  conv2dInputGradient: (shape, filter, dy, geometry) => tidy(() => {
    const gradient = (input: Shape4D, attributes: Attributes) => executeOne<Tensor4D>('Conv2DBackpropInput', [shapeTensor(input), filter, dy], { ...attributes, ...typeAttribute(dy) });
    if (geometry.pad === 'same') return gradient(shape, same(geometry));
    switch (inputGradientAlgorithm(filter.shape, dy.shape, geometry, typeOf(dy))) {
      case 'im2col': return im2colInputGradient(shape, filter, dy, geometry);
      case 'same': return gradient(shape, attributesOf(1, 'SAME'));
      case 'explicit': return gradient(shape, explicit(geometry));
      case 'valid': {
        const covered = coveredSize([filter.shape[0], filter.shape[1]], dy.shape, geometry);
        return unpadded(gradient([shape[0], ...covered, shape[3]], attributesOf(geometry.stride, 'VALID')), shape, geometry.pad);
      }
    }
  }),

  conv2dFilterGradient: (x, shape, dy, geometry) => tidy(() => {
    const gradient = (input: Tensor4D, attributes: Attributes) => executeOne<Tensor4D>('Conv2DBackpropFilter', [input, shapeTensor(shape), dy], { ...attributes, ...typeAttribute(dy) });
    if (geometry.pad === 'same') return gradient(x, same(geometry));
    switch (filterGradientAlgorithm(shape, dy.shape, geometry, typeOf(x))) {
      case 'im2col': return im2colFilterGradient(x, shape, dy, geometry);
      case 'same': return gradient(x, attributesOf(1, 'SAME'));
      case 'explicit': return gradient(x, explicit(geometry));
      case 'valid': return gradient(geometry.pad === 0 ? x : padded(x, around(geometry)), attributesOf(geometry.stride, 'VALID'));
    }
  }),
};

const same = ({ stride }: { readonly stride: number }): Attributes => attributesOf(stride, 'SAME');

const around = ({ pad }: Geometry): Paddings => [[0, 0], [pad, pad], [pad, pad], [0, 0]];

function explicit({ stride, pad }: Geometry): Attributes {
  const { ints, ...rest } = attributesOf(stride, 'EXPLICIT');
  return { ...rest, ints: { ...ints, explicit_paddings: explicitPaddings(pad) } };
}

const attributesOf = (stride: number, padding: 'EXPLICIT' | 'SAME' | 'VALID'): Attributes => ({ ints: { strides: [1, stride, stride, 1] }, strings: { padding } });
