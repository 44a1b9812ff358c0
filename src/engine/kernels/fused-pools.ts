import { tidy, zeros, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Geometry, Kernels, Shape4D } from '../types.js';
import { type Paddings } from './constants.js';
import { execute, executeOne, typeOf, type Attributes } from './native.js';
import { hasOneDnn, ONEDNN } from './onednn.js';
import { float32, typeOfTensor } from './float-types.js';
import { explicitPaddings, padded as paddedWith, coveredSize, unpadded } from './padding.js';

/**
 * Max pooling and its gradient. TensorFlow's gradient on a CPU looks for every maximum again, on one thread; oneDNN's
 * reads where they were from a workspace that its forward pass wrote, in a third of the time. Eager TensorFlow does not take
 * it by itself, so it is called by its own name, where there is one; both give an equal pixel's gradient to the first.
 */
export const fusedPools: Pick<Kernels, 'maxPool' | 'maxPoolGradient'> = {
  maxPool(x, window, geometry, learning) {
    const margins = learning ? marginsOf(x.shape, window, geometry) : null;
    if (margins === null || !hasOneDnnPool(x)) return { y: executeOne('MaxPool', [x], { ...explicit(window, geometry), ...typeOfTensor(x) }), saved: [] };
    const padded = paddedWith(x, margins, Number.NEGATIVE_INFINITY);
    const [y, workspace] = execute('_MklNativeMaxPool', [padded], { ...oneDnn(window, geometry), ...typeOfTensor(x) }, 2);
    return { y: y as Tensor4D, saved: [workspace, padded] };
  },

  maxPoolGradient(dy, x, { y, saved: [workspace, padded] }, window, geometry) {
    if (workspace === undefined || padded === undefined) return executeOne('MaxPoolGrad', [x, y, dy], { ...explicit(window, geometry), ...typeOfTensor(x) });
    return tidy(() => unpadded(executeOne('_MklNativeMaxPoolGrad', [padded, y, dy, workspace], { ...oneDnn(window, geometry), ...typeOfTensor(x) }), x.shape, geometry.pad));
  },
};

/** What to add around pictures so that windows reach exactly to their edges; null where a stride leaves pixels over. */
function marginsOf(shape: Shape4D, window: number, geometry: Geometry): Paddings | null {
  const [count, height, width, channels] = shape;
  const out = (edge: number): number => Math.floor((edge + 2 * geometry.pad - window) / geometry.stride) + 1;
  const [down, across] = coveredSize([window, window], [count, out(height), out(width), channels], geometry);
  const [below, right] = [down - geometry.pad - height, across - geometry.pad - width];
  return below < 0 || right < 0 ? null : [[0, 0], [geometry.pad, below], [geometry.pad, right], [0, 0]];
}

const hasOneDnnPool = (x: Tensor): boolean =>
  hasOneDnn('_MklNativeMaxPool', typeOf(x), (made) => execute('_MklNativeMaxPool', [made(zeros([1, 1, 1, 1]))], { ...oneDnn(1, { stride: 1, pad: 0 }), ...typeOfTensor(x) }, 2));

const oneDnn = (window: number, { stride }: Geometry): Attributes => attributesOf(window, stride, [], { padding: 'VALID', ...ONEDNN });

const explicit = (window: number, { stride, pad }: Geometry): Attributes => attributesOf(window, stride, explicitPaddings(pad), { padding: 'EXPLICIT' });

function attributesOf(window: number, stride: number, paddings: readonly number[], strings: Readonly<Record<string, string>>): Attributes {
  return {
    ...float32,
    ints: { ksize: [1, window, window, 1], strides: [1, stride, stride, 1], explicit_paddings: paddings },
    strings,
  };
}
