import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import { cast } from './float-types.js';
import { fusedKernels } from './fused.js';
import type { Kernels } from './kernels.js';
import { typeOf, type FloatType } from './native.js';

/**
 * The same kernels in bfloat16, as PyTorch's autocast has them. Convolutions take pictures and filters as bfloat16 and add
 * up products in float32; activations between them stay bfloat16. Weights and their gradients, batch norm's statistics and
 * everything from the last pool on stay float32: the linear layer, a thousandth of the work, and the losses. Each kernel
 * casts what it gets as another type, so a network does not know of it.
 */
export const autocastKernels: Kernels = {
  ...fusedKernels,
  castFilter: (filter) => cast(filter, 'bfloat16'),
  toFloat32: (x) => cast(x, 'float'),

  conv2d: (x, filter, geometry) => tidy(() => fusedKernels.conv2d(toBfloat16(x), toBfloat16(filter), geometry)),
  conv2dBias: (x, filter, bias, geometry) => tidy(() => fusedKernels.conv2dBias(toBfloat16(x), toBfloat16(filter), toBfloat16(bias), geometry)),
  conv2dInputGradient: (shape, filter, dy, geometry) => tidy(() => fusedKernels.conv2dInputGradient(shape, toBfloat16(filter), toBfloat16(dy), geometry)),
  conv2dFilterGradient: (x, shape, dy, geometry) => tidy(() => cast(fusedKernels.conv2dFilterGradient(toBfloat16(x), shape, toBfloat16(dy), geometry), 'float')),

  depthwiseConv2d: (x, filter, geometry) => tidy(() => fusedKernels.depthwiseConv2d(toBfloat16(x), toBfloat16(filter), geometry)),
  depthwiseConv2dBias: (x, filter, bias, geometry) => tidy(() => fusedKernels.depthwiseConv2dBias(toBfloat16(x), toBfloat16(filter), toBfloat16(bias), geometry)),
  // In bfloat16, oneDNN's gradient of a depthwise filter takes three times as long, and that of an input with a stride three to thirteen times.
  depthwiseInputGradient(shape, filter, dy, geometry) {
    const type = geometry.stride > 1 ? 'float' : 'bfloat16';
    return tidy(() => toBfloat16(fusedKernels.depthwiseInputGradient(shape, as(filter, type), as(dy, type), geometry)));
  },
  depthwiseFilterGradient: (x, shape, dy, geometry) => tidy(() => fusedKernels.depthwiseFilterGradient(as(x, 'float'), shape, as(dy, 'float'), geometry)),

  batchNormGradient(dy, x, scale, saved, epsilon) {
    const sameType = cast(dy, typeOf(x));
    try {
      return fusedKernels.batchNormGradient(sameType, x, scale, saved, epsilon);
    } finally {
      sameType.dispose();
    }
  },
  reluGradient: (dy, y) => tidy(() => fusedKernels.reluGradient(as(dy, typeOf(y)), y)),
  relu6Gradient: (dy, y) => tidy(() => fusedKernels.relu6Gradient(as(dy, typeOf(y)), y)),
  leakyReluGradient: (dy, y, slope) => tidy(() => fusedKernels.leakyReluGradient(as(dy, typeOf(y)), y, slope)),
  maxPoolGradient: (dy, x, forward, window, geometry) => tidy(() => fusedKernels.maxPoolGradient(as(dy, typeOf(x)), x, forward, window, geometry)),

  averagePool: (x) => tidy(() => cast(fusedKernels.averagePool(x), 'float')),
  averagePoolGradient: (shape, dy) => tidy(() => fusedKernels.averagePoolGradient(shape, toBfloat16(dy))),
};

const as = <Kind extends Tensor>(tensor: Kind, type: FloatType): Kind => (typeOf(tensor) === type ? tensor : cast(tensor, type));
const toBfloat16 = <Kind extends Tensor>(tensor: Kind): Kind => as(tensor, 'bfloat16');
