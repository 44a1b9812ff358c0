import {
  add, div, engine, leakyRelu, mean, mul, pad, relu, relu6, rsqrt, slice, square, step, sub, sum, tensor1d, tensor4d, tidy, tile,
  type Tensor, type Tensor1D, type Tensor4D, type Variable,
} from '@tensorflow/tfjs-core';
import { sidesOf, type Sides } from '../shapes.js';
import type { ConvGeometry, RunningStatistics, Shape4D } from '../types.js';
import type { Kernels } from './kernels.js';
import { stockUpdates } from './stock-updates.js';

/**
 * The operations made of tfjs's own, for backends without TensorFlow's fused kernels. Padding is a separate operation,
 * because tfjs's gradients of convolutions refuse explicit padding.
 */
export const stockKernels: Kernels = {
  name: 'stock',
  ...stockUpdates,

  conv2d: (x, filter, geometry) =>
    tidy(() => kernel<Tensor4D>('Conv2D', { x: padded(x, sidesOf(x.shape, filter.shape, geometry), 0), filter }, { ...convolution(geometry), dilations: 1 })),

  conv2dInputGradient: (shape, filter, dy, geometry) =>
    tidy(() => {
      const sides = sidesOf(shape, filter.shape, geometry);
      return cropped(kernel<Tensor4D>('Conv2DBackpropInput', { dy, filter }, { ...convolution(geometry), inputShape: paddedShape(shape, sides) }), shape, sides);
    }),

  conv2dFilterGradient: (x, shape, dy, geometry) =>
    tidy(() => kernel<Tensor4D>('Conv2DBackpropFilter', { x: padded(x, sidesOf(x.shape, shape, geometry), 0), dy }, { ...convolution(geometry), filterShape: [...shape] })),

  conv2dBias: (x, filter, bias, geometry) => tidy(() => add<Tensor4D>(stockKernels.conv2d(x, filter, geometry), bias)),

  depthwiseConv2d: (x, filter, geometry) =>
    tidy(() => kernel<Tensor4D>('DepthwiseConv2dNative', { x: padded(x, sidesOf(x.shape, filter.shape, geometry), 0), filter }, depthwise(geometry))),

  depthwiseConv2dBias: (x, filter, bias, geometry) => tidy(() => add<Tensor4D>(stockKernels.depthwiseConv2d(x, filter, geometry), bias)),

  depthwiseInputGradient: (shape, filter, dy, geometry) =>
    tidy(() => {
      const sides = sidesOf(shape, filter.shape, geometry);
      return cropped(kernel<Tensor4D>('DepthwiseConv2dNativeBackpropInput', { dy, filter }, { ...depthwise(geometry), inputShape: paddedShape(shape, sides) }), shape, sides);
    }),

  depthwiseFilterGradient: (x, shape, dy, geometry) =>
    tidy(() => kernel<Tensor4D>('DepthwiseConv2dNativeBackpropFilter', { x: padded(x, sidesOf(x.shape, shape, geometry), 0), dy }, { ...depthwise(geometry), filterShape: [...shape] })),

  batchNormTrain(x, scale, offset, running, { relu: withRelu, epsilon, momentum }) {
    const [y, unit, inverse] = tidy(() => {
      const count = x.size / x.shape[3];
      const average = mean<Tensor1D>(x, [0, 1, 2]);
      const centred = sub<Tensor4D>(x, average);
      const variance = mean<Tensor1D>(square(centred), [0, 1, 2]);
      updateRunning(running.mean, average, momentum);
      updateRunning(running.variance, mul(variance, count / (count - 1)), momentum);
      const inverse = rsqrt(add<Tensor1D>(variance, epsilon));
      const unit = mul<Tensor4D>(centred, inverse);
      const normed = add<Tensor4D>(mul(unit, scale), offset);
      return [withRelu ? relu(normed) : normed, unit, inverse] as const;
    });
    return { y, saved: [unit, inverse] };
  },

  batchNormGradient: (dy, _x, scale, [unit, inverse]) =>
    tidy(() => {
      const count = dy.size / dy.shape[3];
      const dOffset = sum<Tensor1D>(dy, [0, 1, 2]);
      const dScale = sum<Tensor1D>(mul(dy, unit), [0, 1, 2]);
      const shared = div(add(dOffset, mul(unit, dScale)), count);
      return [mul<Tensor4D>(sub(dy, shared), mul(scale, inverse)), dScale, dOffset] as const;
    }),

  batchNormEval: (x, scale, offset, running, epsilon) =>
    tidy(() => {
      const factor = evalFactor(scale, running, epsilon);
      return add<Tensor4D>(mul(x, factor), sub(offset, mul(running.mean, factor)));
    }),

  batchNormEvalGradient: (dy, scale, running, epsilon) => tidy(() => mul<Tensor4D>(dy, evalFactor(scale, running, epsilon))),

  affine: (x, factor, shift) => tidy(() => add<Tensor4D>(mul(x, tensor1d([...factor])), tensor1d([...shift]))),

  castFilter: () => null,
  toFloat32: (x) => x.clone(),

  relu: (x) => relu(x),
  reluGradient: (dy, y) => tidy(() => mul<Tensor4D>(dy, step(y))),

  relu6: (x) => relu6(x),
  relu6Gradient: (dy, y) => tidy(() => mul<Tensor4D>(dy, mul(step(y), step(sub(6, y))))),

  leakyRelu: (x, slope) => leakyRelu(x, slope),
  leakyReluGradient: (dy, y, slope) => tidy(() => mul<Tensor4D>(dy, add(mul(step(y), 1 - slope), slope))),

  maxPool: (x, window, { stride, pad: edge }) => ({
    y: tidy(() => kernel<Tensor4D>('MaxPool', { x: padded(x, around(edge), Number.NEGATIVE_INFINITY) }, pool(window, stride))),
    saved: [],
  }),

  maxPoolGradient: (dy, x, { y }, window, { stride, pad: edge }) =>
    tidy(() => {
      const input = padded(x, around(edge), Number.NEGATIVE_INFINITY);
      return cropped(kernel<Tensor4D>('MaxPoolGrad', { dy, input, output: y }, pool(window, stride)), x.shape, around(edge));
    }),

  averagePool: (x) => mean<Tensor4D>(x, [1, 2], true),
  averagePoolGradient: (shape, dy) =>
    // `tile` builds the large tensor in TensorFlow. tfjs's own gradient builds it in JavaScript.
    tidy(() => tile(div<Tensor4D>(dy, shape[1] * shape[2]), [1, shape[1], shape[2], 1])),
};

/** Converts pixels to float32 in JavaScript: backends other than TensorFlow's have no uint8. */
export function uploadStock(pixels: Uint8Array, shape: Shape4D): Tensor4D {
  return tidy(() => div<Tensor4D>(tensor4d(Float32Array.from(pixels), [...shape]), 255));
}

function kernel<Kind extends Tensor>(name: string, inputs: Record<string, Tensor>, attributes: object): Kind {
  return engine().runKernel(name, inputs, { ...attributes }) as Kind;
}

function convolution({ stride }: ConvGeometry): object {
  return { strides: stride, pad: 'valid', dataFormat: 'NHWC' };
}

function depthwise(geometry: ConvGeometry): object {
  return { ...convolution(geometry), dilations: 1 };
}

function pool(window: number, stride: number): object {
  return { filterSize: window, strides: stride, pad: 'valid' };
}

const around = (edge: number): Sides => [[edge, edge], [edge, edge]];
const isZero = ([vertical, horizontal]: Sides): boolean => [...vertical, ...horizontal].every((edge) => edge === 0);

function padded(x: Tensor4D, [[above, below], [left, right]]: Sides, value: number): Tensor4D {
  return isZero([[above, below], [left, right]]) ? x : pad(x, [[0, 0], [above, below], [left, right], [0, 0]], value);
}

function paddedShape([count, height, width, channels]: Shape4D, [[above, below], [left, right]]: Sides): Shape4D {
  return [count, height + above + below, width + left + right, channels];
}

function cropped(x: Tensor4D, shape: Shape4D, sides: Sides): Tensor4D {
  return isZero(sides) ? x : slice(x, [0, sides[0][0], sides[1][0], 0], [...shape]);
}

function evalFactor(scale: Tensor1D, { variance }: RunningStatistics, epsilon: number): Tensor1D {
  return mul<Tensor1D>(rsqrt(add(variance, epsilon)), scale);
}

function updateRunning(running: Variable, batch: Tensor, momentum: number): void {
  running.assign(add(mul(running, 1 - momentum), mul(batch, momentum)));
}
