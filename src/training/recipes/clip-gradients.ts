import { add, addN, div, minimum, mul, scalar, sqrt, square, sum, tidy, type Scalar, type Variable } from '@tensorflow/tfjs-core';
import { Gradients } from '../../engine/index.js';

/**
 * Returns the gradients scaled down so that their norm, all together, is at most `limit`, as PyTorch's `clip_grad_norm_`.
 * The scale is computed without reading it, so that TensorFlow's queue never waits. The caller disposes the result.
 */
export function clipGradients(gradients: Gradients, variables: readonly Variable[], limit: number): Gradients {
  const all = variables.flatMap((variable) => {
    const gradient = gradients.of(variable);
    return gradient === undefined ? [] : [{ variable, gradient }];
  });
  const clipped = new Gradients();
  if (all.length === 0) return clipped;
  const scale = tidy(() => {
    const norm = sqrt<Scalar>(addN(all.map(({ gradient }) => sum<Scalar>(square(gradient)))));
    return minimum<Scalar>(1, div(scalar(limit), add(norm, 1e-6)));
  });
  for (const { variable, gradient } of all) clipped.add(variable, mul(gradient, scale));
  scale.dispose();
  return clipped;
}
