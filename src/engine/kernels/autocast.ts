import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { Kernels } from '../types.js';
import { fusedKernels } from './fused.js';
import { typeOf, type FloatType } from './native.js';
import { cast } from './float-types.js';

/**
 * The same kernels in bfloat16, as PyTorch's autocast has them: convolutions take pictures and filters as bfloat16 (products
 * are summed up in float32), and what lies between them stays bfloat16. Float32 stay the weights and their gradients, the
 * statistics of batch norm, and all from the last pooling on: the linear layer, which is a thousandth of the work, and the losses.
 * What comes in as another type is cast, so that a network knows nothing of it.
 */
export const autocastKernels: Kernels = {
  ...fusedKernels,
  castFilter: (filter) => cast(filter, 'bfloat16'),
  toFloat32: (x) => cast(x, 'float'),

  conv2d: (x, filter, geometry) => tidy(() => fusedKernels.conv2d(toBfloat16(x), toBfloat16(filter), geometry)),
  conv2dBias: (x, filter, bias, geometry) => tidy(() => fusedKernels.conv2dBias(toBfloat16(x), toBfloat16(filter), toBfloat16(bias), geometry)),
  conv2dInputGradient: (shape, filter, dy, geometry) => tidy(() => fusedKernels.conv2dInputGradient(shape, toBfloat16(filter), toBfloat16(dy), geometry)),
  conv2dFilterGradient: (x, shape, dy, geometry) => tidy(() => cast(fusedKernels.conv2dFilterGradient(toBfloat16(x), shape, toBfloat16(dy), geometry), 'float')),

  batchNormGradient(dy, x, scale, saved) {
    const same = cast(dy, typeOf(x));
    try {
      return fusedKernels.batchNormGradient(same, x, scale, saved);
    } finally {
      same.dispose();
    }
  },
  reluGradient: (dy, y) => tidy(() => fusedKernels.reluGradient(as(dy, typeOf(y)), y)),
  leakyReluGradient: (dy, y, slope) => tidy(() => fusedKernels.leakyReluGradient(as(dy, typeOf(y)), y, slope)),
  maxPoolGradient: (dy, x, kept, window, geometry) => tidy(() => fusedKernels.maxPoolGradient(as(dy, typeOf(x)), x, kept, window, geometry)),

  averagePool: (x) => tidy(() => cast(fusedKernels.averagePool(x), 'float')),
  averagePoolGradient: (shape, dy) => tidy(() => fusedKernels.averagePoolGradient(shape, toBfloat16(dy))),
};

const as = <Kind extends Tensor>(tensor: Kind, type: FloatType): Kind => (typeOf(tensor) === type ? tensor : cast(tensor, type));
const toBfloat16 = <Kind extends Tensor>(tensor: Kind): Kind => as(tensor, 'bfloat16');
