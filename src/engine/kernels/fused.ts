import { add, mul, rsqrt, tidy, type Tensor, type TensorInfo, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core';
import type { BatchNormOptions, Shape4D } from '../types.js';
import { floatScalar, floatVector, shapeTensor } from './constants.js';
import { cast, castFrom, constantAs, float32, typeAttribute } from './float-types.js';
import { fusedConvolutions } from './fused-convolutions.js';
import { fusedDepthwise } from './fused-depthwise.js';
import { fusedPools } from './fused-pools.js';
import { fusedUpdates } from './fused-updates.js';
import type { Kernels } from './kernels.js';
import { execute, executeOne, typeOf, uint8Tensor, type Attributes } from './native.js';
import { batchNormRelu, hasBatchNormRelu } from './onednn.js';

/**
 * TensorFlow's own kernels, called by name. tfjs's operations would add a padded copy before each convolution, some sixty
 * small operations in batch norm's gradient, and arrays of ones that are built in JavaScript.
 */
export const fusedKernels: Kernels = {
  name: 'fused',
  ...fusedConvolutions,
  ...fusedDepthwise,
  ...fusedPools,
  ...fusedUpdates,

  batchNormTrain(x, scale, offset, running, options) {
    const { relu } = options;
    const inputs = [x, scale, offset, running.mean, running.variance] as const;
    const inOnePass = relu && hasBatchNormRelu(x);
    const [normed, mean, variance, ...saved] = inOnePass ? batchNormRelu(inputs, options) : batchNorm(inputs, options);
    running.mean.assign(mean);
    running.variance.assign(variance);
    mean.dispose();
    variance.dispose();
    if (!relu || inOnePass) return { y: normed as Tensor4D, saved };
    const y = fusedKernels.relu(normed as Tensor4D);
    normed.dispose();
    return { y, saved };
  },

  batchNormGradient(dy, x, scale, saved, epsilon) {
    const [dx, dScale, dOffset, ...unused] = execute('FusedBatchNormGradV3', [dy, x, scale, ...saved], {
      types: batchNormTypes(x),
      floats: { epsilon },
      bools: { is_training: true },
    }, 5);
    for (const tensor of unused) tensor.dispose();
    return [dx as Tensor4D, dScale as Tensor1D, dOffset as Tensor1D];
  },

  batchNormEval(x, scale, offset, running, epsilon) {
    const [y, ...unused] = execute('FusedBatchNormV3', [x, scale, offset, running.mean, running.variance], {
      types: batchNormTypes(x),
      floats: { epsilon, exponential_avg_factor: 1 },
      bools: { is_training: false },
    }, 6);
    for (const tensor of unused) tensor.dispose();
    return y as Tensor4D;
  },

  batchNormEvalGradient: (dy, scale, { variance }, epsilon) => tidy(() => {
    const factor = mul<Tensor1D>(rsqrt(add(variance, epsilon)), scale);
    return executeOne<Tensor4D>('Mul', [dy, cast(factor, typeOf(dy))], typeAttribute(dy));
  }),

  affine: (x, factor, shift) => tidy(() => executeOne<Tensor4D>('AddV2', [executeOne('Mul', [x, perChannel(factor)], float32), perChannel(shift)], float32)),

  relu: (x) => executeOne('Relu', [x], typeAttribute(x)),
  reluGradient: (dy, y) => executeOne('ReluGrad', [dy, y], typeAttribute(y)),

  // TensorFlow's Relu6 takes five times as long in bfloat16.
  relu6: (x) => tidy(() => executeOne<Tensor4D>('ClipByValue', [x, constantAs(floatScalar(0), typeOf(x)), constantAs(floatScalar(6), typeOf(x))], typeAttribute(x))),
  relu6Gradient: (dy, y) => executeOne('Relu6Grad', [dy, y], typeAttribute(y)),

  leakyRelu: (x, slope) => executeOne('LeakyRelu', [x], { ...typeAttribute(x), floats: { alpha: slope } }),
  // The gradient needs the sign of the input, and the output has the same.
  leakyReluGradient: (dy, y, slope) => executeOne('LeakyReluGrad', [dy, y], { ...typeAttribute(y), floats: { alpha: slope } }),

  castFilter: () => null,
  toFloat32: (x) => x.clone(),

  averagePool: (x) => executeOne('AvgPool', [x], { ...globalPool(x.shape), ...typeAttribute(x) }),
  averagePoolGradient: (shape, dy) => executeOne('AvgPoolGrad', [shapeTensor(shape), dy], { ...globalPool(shape), ...typeAttribute(dy) }),
};

/** A constant of each channel. One for all is a scalar: TensorFlow is several times slower at a row of three. */
const perChannel = (values: readonly number[]): TensorInfo => (new Set(values).size === 1 ? floatScalar(values[0]) : floatVector(values));

/** Statistics and their gradients are float32, whatever the type of the pictures. */
const batchNormTypes = (x: TensorInfo) => ({ T: typeOf(x), U: 'float' }) as const;

const batchNorm = (inputs: readonly [TensorInfo, ...TensorInfo[]], { epsilon, momentum }: BatchNormOptions): Tensor[] => execute('FusedBatchNormV3', inputs, {
  types: batchNormTypes(inputs[0]),
  // The kernel updates the running statistics itself, with the unbiased variance, as PyTorch does.
  floats: { epsilon, exponential_avg_factor: momentum },
  bools: { is_training: true },
}, 6);

const globalPool = ([, height, width]: readonly number[]): Attributes => ({ ints: { ksize: [1, height, width, 1], strides: [1, 1, 1, 1] }, strings: { padding: 'VALID' } });

/** Casts pixels to float32 and divides them by 255, in TensorFlow. */
export function uploadFused(pixels: Uint8Array, shape: Shape4D): Tensor4D {
  return tidy(() => {
    const values = castFrom('uint8', uint8Tensor(pixels, shape), 'float');
    return executeOne<Tensor4D>('RealDiv', [values, floatScalar(255)], float32);
  });
}
