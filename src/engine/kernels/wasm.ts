import {
  concat, engine, getKernel, mul, pad, registerKernel, reshape, reverse, slice, stack, stridedSlice, sum, tidy, transpose, zeros,
  type NamedAttrMap, type Rank, type Tensor, type Tensor1D, type Tensor4D,
} from '@tensorflow/tfjs-core';

/** Adds the kernels that training needs and the WebAssembly backend lacks: gradients of convolutions. They take padding 'valid'. */
export function registerWasmKernels(): void {
  if (getKernel('Conv2DBackpropFilter', 'wasm') !== undefined) return;
  const register = (kernelName: string, gradient: (inputs: Readonly<Record<string, Tensor>>, attributes: Attributes) => Tensor) =>
    registerKernel({
      kernelName,
      backendName: 'wasm',
      kernelFunc: ({ inputs, attrs }) => tidy(() => gradient(inputs as unknown as Readonly<Record<string, Tensor>>, readAttributes(kernelName, attrs))),
    });
  register('Conv2DBackpropFilter', ({ x, dy }, { stride, shape }) => filterGradient(x as Tensor4D, dy as Tensor4D, stride, shape));
  register('DepthwiseConv2dNativeBackpropFilter', ({ x, dy }, { stride, shape }) => depthwiseFilterGradient(x as Tensor4D, dy as Tensor4D, stride, shape));
  register('DepthwiseConv2dNativeBackpropInput', ({ dy, filter }, { stride, shape }) => depthwiseInputGradient(dy as Tensor4D, filter as Tensor4D, stride, shape));
}

/**
 * The gradient for a filter is a convolution itself: of the input, batch and channels exchanged, with the gradient as a
 * filter dilated by the stride.
 *
 *   dFilter[h, w, i, o] = sum over n, y, x of input[n, y * stride + h, x * stride + w, i] * dy[n, y, x, o]
 */
function filterGradient(input: Tensor4D, dy: Tensor4D, stride: number, shape: readonly number[]): Tensor4D {
  const x = transpose(input, [3, 1, 2, 0]);
  const filter = transpose(dy, [1, 2, 0, 3]);
  const wide = engine().runKernel('Conv2D', { x, filter }, { strides: 1, pad: 'valid', dataFormat: 'NHWC', dilations: stride }) as Tensor4D;
  // Where a stride leaves pixels over at the far edge, the result has rows and columns too many.
  const exact = slice(wide, [0, 0, 0, 0], [shape[2], shape[0], shape[1], shape[3]]);
  return transpose(exact, [1, 2, 0, 3]);
}

/** The same sum with one channel, for each weight of the filter by itself. */
function depthwiseFilterGradient(x: Tensor4D, dy: Tensor4D, stride: number, [rows, columns, channels]: readonly number[]): Tensor4D {
  const [count, down, across] = dy.shape;
  const weights = Array.from({ length: rows * columns }, (_, at): Tensor1D => {
    const [row, column] = [Math.floor(at / columns), at % columns];
    const end = [count, row + (down - 1) * stride + 1, column + (across - 1) * stride + 1, channels];
    return sum<Tensor1D>(mul(stridedSlice(x, [0, row, column, 0], end, [1, stride, stride, 1]), dy), [0, 1, 2]);
  });
  return reshape<Rank.R4>(stack(weights), [rows, columns, channels, 1]);
}

/** A depthwise convolution of the gradient, spread to the places of the input, with the filter turned by half a turn. */
function depthwiseInputGradient(dy: Tensor4D, filter: Tensor4D, stride: number, [, height, width]: readonly number[]): Tensor4D {
  const [rows, columns] = filter.shape;
  const spread = spreadOut(dy, stride);
  const [, down, across] = spread.shape;
  const x = pad(spread, [[0, 0], [rows - 1, height - down], [columns - 1, width - across], [0, 0]]);
  return engine().runKernel('DepthwiseConv2dNative', { x, filter: reverse(filter, [0, 1]) }, { strides: 1, pad: 'valid', dataFormat: 'NHWC', dilations: 1 }) as Tensor4D;
}

/** Puts zeros between pixels, so that they lie `stride` apart. */
function spreadOut(x: Tensor4D, stride: number): Tensor4D {
  if (stride === 1) return x;
  const [count, height, width, channels] = x.shape;
  const wide = reshape<Rank.R4>(concat([x, zeros([count, height, width, (stride - 1) * channels])], 3), [count, height, 1, width * stride * channels]);
  const high = reshape<Rank.R4>(concat([wide, zeros([count, height, stride - 1, width * stride * channels])], 2), [count, height * stride, width * stride, channels]);
  return slice(high, [0, 0, 0, 0], [count, (height - 1) * stride + 1, (width - 1) * stride + 1, channels]);
}

/** A stride, and the shape of the filter or the input that the gradient is for. */
interface Attributes {
  readonly stride: number;
  readonly shape: readonly number[];
}

function readAttributes(kernel: string, attributes: NamedAttrMap | undefined): Attributes {
  const { strides, pad: padding, filterShape, inputShape } = attributes ?? {};
  const stride = Array.isArray(strides) ? strides[0] : strides;
  const shape = filterShape ?? inputShape;
  if (typeof stride !== 'number' || !Array.isArray(shape)) throw new Error(`${kernel} on WebAssembly needs strides and a shape`);
  if (padding !== 'valid') throw new Error(`${kernel} on WebAssembly takes padding 'valid', not ${JSON.stringify(padding)}`);
  return { stride, shape: shape.map(Number) };
}
