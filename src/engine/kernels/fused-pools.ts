import { tidy } from '@tensorflow/tfjs-core';
import { convolvedShape } from '../shapes.js';
import type { Geometry, Shape4D } from '../types.js';
import type { Paddings } from './constants.js';
import { typeAttribute } from './float-types.js';
import type { Kernels } from './kernels.js';
import { executeOne, type Attributes } from './native.js';
import { hasMaxPoolWithWorkspace, maxPoolGradientFrom, maxPoolWithWorkspace } from './onednn.js';
import { coveredSize, explicitPaddings, padded, unpadded } from './padding.js';

/** Max pooling and its gradient. */
export const fusedPools: Pick<Kernels, 'maxPool' | 'maxPoolGradient'> = {
  maxPool(x, window, geometry, needsGradient) {
    const paddings = needsGradient ? paddingsOf(x.shape, window, geometry) : null;
    if (paddings === null || !hasMaxPoolWithWorkspace(x)) return { y: executeOne('MaxPool', [x], { ...explicit(window, geometry), ...typeAttribute(x) }), saved: [] };
    const input = padded(x, paddings, Number.NEGATIVE_INFINITY);
    const [y, workspace] = maxPoolWithWorkspace(input, window, geometry.stride);
    return { y, saved: [workspace, input] };
  },

  maxPoolGradient(dy, x, { y, saved: [workspace, input] }, window, geometry) {
    if (workspace === undefined || input === undefined) return executeOne('MaxPoolGrad', [x, y, dy], { ...explicit(window, geometry), ...typeAttribute(x) });
    return tidy(() => unpadded(maxPoolGradientFrom(workspace, dy, input, y, window, geometry.stride), x.shape, geometry.pad));
  },
};

/** The padding with which windows reach exactly to the edges of pictures; null where a stride leaves pixels over. */
function paddingsOf(shape: Shape4D, window: number, geometry: Geometry): Paddings | null {
  const [, height, width, channels] = shape;
  const [down, across] = coveredSize([window, window], convolvedShape(shape, [window, window, channels, channels], geometry), geometry);
  const [below, right] = [down - geometry.pad - height, across - geometry.pad - width];
  return below < 0 || right < 0 ? null : [[0, 0], [geometry.pad, below], [geometry.pad, right], [0, 0]];
}

const explicit = (window: number, { stride, pad }: Geometry): Attributes => ({
  ints: { ksize: [1, window, window, 1], strides: [1, stride, stride, 1], explicit_paddings: explicitPaddings(pad) },
  strings: { padding: 'EXPLICIT' },
});
