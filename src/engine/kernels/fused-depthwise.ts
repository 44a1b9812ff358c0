import { tidy, type Tensor4D } from '@tensorflow/tfjs-core';
import { sidesOf } from '../shapes.js';
import type { ConvGeometry, Shape4D } from '../types.js';
import { shapeTensor } from './constants.js';
import { typeAttribute } from './float-types.js';
import type { Kernels } from './kernels.js';
import { executeOne, type Attributes } from './native.js';

/** Depthwise convolutions and their gradients. */
export const fusedDepthwise: Pick<Kernels, 'depthwiseConv2d' | 'depthwiseConv2dBias' | 'depthwiseInputGradient' | 'depthwiseFilterGradient'> = {
  depthwiseConv2d: (x, filter, geometry) => executeOne('DepthwiseConv2dNative', [x, filter], { ...attributesOf(x.shape, filter.shape, geometry), ...typeAttribute(x) }),

  depthwiseConv2dBias: (x, filter, bias, geometry) => tidy(() => executeOne<Tensor4D>('BiasAdd', [fusedDepthwise.depthwiseConv2d(x, filter, geometry), bias], typeAttribute(x))),

  depthwiseInputGradient: (shape, filter, dy, geometry) =>
    executeOne('DepthwiseConv2dNativeBackpropInput', [shapeTensor(shape), filter, dy], { ...attributesOf(shape, filter.shape, geometry), ...typeAttribute(dy) }),

  depthwiseFilterGradient: (x, shape, dy, geometry) =>
    executeOne('DepthwiseConv2dNativeBackpropFilter', [x, shapeTensor(shape), dy], { ...attributesOf(x.shape, shape, geometry), ...typeAttribute(dy) }),
};

/** The padding is called SAME where it is TensorFlow's own: oneDNN takes no other. */
function attributesOf(x: Shape4D, filter: Shape4D, geometry: ConvGeometry): Attributes {
  const { stride } = geometry;
  const [sides, same] = [sidesOf(x, filter, geometry), sidesOf(x, filter, { stride, pad: 'same' })];
  const strides = [1, stride, stride, 1];
  if (sides.flat().join() === same.flat().join()) return { ints: { strides }, strings: { padding: 'SAME' } };
  return { ints: { strides, explicit_paddings: [0, 0, ...sides.flat(), 0, 0] }, strings: { padding: 'EXPLICIT' } };
}
