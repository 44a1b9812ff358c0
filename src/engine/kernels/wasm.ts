import { engine, getKernel, registerKernel, slice, tidy, transpose, type NamedAttrMap, type Tensor4D } from '@tensorflow/tfjs-core';

/**
 * Adds the one kernel that training needs and the WebAssembly backend lacks: the gradient of a convolution for its filter.
 * It is a convolution itself: of the input, batch and channels exchanged, with the gradient as a filter dilated by the stride.
 *
 *   dFilter[h, w, i, o] = sum over n, y, x of input[n, y * stride + h, x * stride + w, i] * dy[n, y, x, o]
 */
export function registerWasmKernels(): void {
  if (getKernel('Conv2DBackpropFilter', 'wasm') !== undefined) return;
  registerKernel({
    kernelName: 'Conv2DBackpropFilter',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const { strides, pad, filterShape } = readAttributes(attrs);
      if (pad !== 'valid') throw new Error(`Conv2DBackpropFilter on WebAssembly takes padding 'valid', not ${JSON.stringify(pad)}`);
      return tidy(() => {
        const x = transpose(inputs.x as Tensor4D, [3, 1, 2, 0]);
        const filter = transpose(inputs.dy as Tensor4D, [1, 2, 0, 3]);
        const wide = engine().runKernel('Conv2D', { x, filter }, { strides: 1, pad: 'valid', dataFormat: 'NHWC', dilations: strides }) as Tensor4D;
        // Where a stride leaves pixels over at the far edge, the result has rows and columns too many.
        const exact = slice(wide, [0, 0, 0, 0], [filterShape[2], filterShape[0], filterShape[1], filterShape[3]]);
        return transpose(exact, [1, 2, 0, 3]);
      });
    },
  });
}

function readAttributes(attributes: NamedAttrMap | undefined): { strides: number; pad: unknown; filterShape: number[] } {
  const { strides, pad, filterShape } = attributes ?? {};
  const stride = Array.isArray(strides) ? strides[0] : strides;
  if (typeof stride !== 'number' || !Array.isArray(filterShape)) throw new Error('Conv2DBackpropFilter on WebAssembly needs strides and a filter shape');
  return { strides: stride, pad, filterShape: filterShape.map(Number) };
}
