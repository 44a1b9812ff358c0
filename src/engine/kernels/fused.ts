import { ones, tidy, type Tensor, type TensorInfo, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core';
import { BATCH_NORM, type Kernels, type Shape4D } from '../types.js';
import { fusedConvolutions } from './fused-convolutions.js';
import { fusedPools } from './fused-pools.js';
import { fusedUpdates } from './fused-updates.js';
import { floatScalar, shapeTensor } from './constants.js';
import { execute, executeOne, typeOf, uint8Tensor, type Attributes } from './native.js';
import { hasOneDnn, ONEDNN } from './onednn.js';
import { float32, typeOfTensor } from './float-types.js';

/**
 * TensorFlow's own kernels, called by name. Against tfjs's operations this saves the explicit pad before a convolution,
 * some sixty small operations in batch norm's gradient, and the arrays of ones that tfjs builds in JavaScript.
 */
export const fusedKernels: Kernels = {
  name: 'fused',
  ...fusedConvolutions,
  ...fusedPools,
  ...fusedUpdates,

  batchNormTrain(x, scale, offset, running, relu) {
    const inputs = [x, scale, offset, running.mean, running.variance] as const;
    const inOne = relu && hasOneDnnRelu(x);
    const [normed, mean, variance, ...saved] = inOne ? normAndRelu(inputs) : execute('FusedBatchNormV3', inputs, { ...training, types: typesOf(x) }, 6);
    running.mean.assign(mean);
    running.variance.assign(variance);
    mean.dispose();
    variance.dispose();
    if (!relu || inOne) return { y: normed as Tensor4D, saved };
    const y = fusedKernels.relu(normed as Tensor4D);
    normed.dispose();
    return { y, saved };
  },

  batchNormGradient(dy, x, scale, saved) {
    const [dx, dScale, dOffset, ...unused] = execute('FusedBatchNormGradV3', [dy, x, scale, ...saved], {
      types: typesOf(x),
      floats: { epsilon: BATCH_NORM.epsilon },
      bools: { is_training: true },
    }, 5);
    for (const tensor of unused) tensor.dispose();
    return [dx as Tensor4D, dScale as Tensor1D, dOffset as Tensor1D];
  },

  batchNormEval(x, scale, offset, running) {
    const [y, ...unused] = execute('FusedBatchNormV3', [x, scale, offset, running.mean, running.variance], {
      types: typesOf(x),
      floats: { epsilon: BATCH_NORM.epsilon, exponential_avg_factor: 1 },
      bools: { is_training: false },
    }, 6);
    for (const tensor of unused) tensor.dispose();
    return y as Tensor4D;
  },

  relu: (x) => executeOne('Relu', [x], typeOfTensor(x)),
  reluGradient: (dy, y) => executeOne('ReluGrad', [dy, y], typeOfTensor(y)),

  leakyRelu: (x, slope) => executeOne('LeakyRelu', [x], { ...typeOfTensor(x), floats: { alpha: slope } }),
  // The output has the sign of the input, which is all that the gradient asks of it.
  leakyReluGradient: (dy, y, slope) => executeOne('LeakyReluGrad', [dy, y], { ...typeOfTensor(y), floats: { alpha: slope } }),

  castFilter: () => null,
  toFloat32: (x) => x.clone(),

  averagePool: (x) => executeOne('AvgPool', [x], { ...wholePool(x.shape), ...typeOfTensor(x) }),
  averagePoolGradient: (shape, dy) => executeOne('AvgPoolGrad', [shapeTensor(shape), dy], { ...wholePool(shape), ...typeOfTensor(dy) }),
};

/** Statistics and their gradients are float32, whatever the pictures are. */
const typesOf = (x: TensorInfo) => ({ T: typeOf(x), U: 'float' }) as const;

const training: Attributes = {
  // The kernel itself mixes the running statistics with the batch's, the variance unbiased, as PyTorch does.
  floats: { epsilon: BATCH_NORM.epsilon, exponential_avg_factor: BATCH_NORM.momentum },
  bools: { is_training: true },
};

const normAndRelu = (inputs: readonly [TensorInfo, ...TensorInfo[]]): Tensor[] =>
  execute('_MklNativeFusedBatchNormEx', inputs, { ...training, types: typesOf(inputs[0]), ints: { num_side_inputs: 0 }, strings: { ...ONEDNN, activation_mode: 'Relu' } }, 6);

/** Not `_FusedBatchNormEx`, which a CPU takes and computes nothing. */
const hasOneDnnRelu = (x: Tensor): boolean =>
  hasOneDnn('_MklNativeFusedBatchNormEx', typeOf(x), (made) => normAndRelu([made(ones([1, 1, 1, 1])), ...Array.from({ length: 4 }, () => ones([1]))]));

/** Pixels as uint8 to float32 in [0, 1], the division done by TensorFlow. */
export function uploadFused(pixels: Uint8Array, shape: Shape4D): Tensor4D {
  return tidy(() => {
    const cast = executeOne<Tensor4D>('Cast', [uint8Tensor(pixels, shape)], { types: { SrcT: 'uint8', DstT: 'float' }, bools: { Truncate: false } });
    return executeOne<Tensor4D>('RealDiv', [cast, floatScalar(255)], float32);
  });
}

function wholePool([, height, width]: readonly number[]): Attributes {
  return {
    ...float32,
    ints: { ksize: [1, height, width, 1], strides: [1, 1, 1, 1] },
    strings: { padding: 'VALID' },
  };
}
