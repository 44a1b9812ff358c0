import { tensor, tidy, transpose, type Tensor } from '@tensorflow/tfjs-core';
import { errors } from './errors.js';
import type { Layout, Parameter, ParameterSpec } from './parameter.js';

/** A tensor's values outside the engine: float32 in PyTorch's layout. */
export interface NamedValues {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** The order of axes that turns a layout into PyTorch's. */
const TO_PYTORCH: Readonly<Record<Exclude<Layout, 'same'>, readonly number[]>> = {
  conv: [3, 2, 0, 1],
  'transposed-conv': [3, 2, 0, 1],
  depthwise: [2, 3, 0, 1],
  linear: [1, 0],
};

/** Returns a parameter's values in PyTorch's layout. */
export async function exportValues({ variable, layout }: Parameter): Promise<NamedValues> {
  const arranged = tidy((): Tensor => (layout === 'same' ? variable.clone() : transpose(variable, [...TO_PYTORCH[layout]])));
  try {
    return { shape: arranged.shape, values: Float32Array.from(await arranged.data()) };
  } finally {
    arranged.dispose();
  }
}

/**
 * Sets a parameter from values in PyTorch's layout.
 * @throws WrongCommand for a wrong shape
 */
export function importValues(parameter: Parameter, { shape, values }: NamedValues): void {
  const { name, variable, layout } = parameter;
  const expected = pytorchShape(parameter);
  if (expected.join() !== shape.join()) throw errors.wrongShape(name, expected, shape);
  tidy(() => {
    const arranged = tensor(values, [...shape]);
    variable.assign(layout === 'same' ? arranged : transpose(arranged, invert(TO_PYTORCH[layout])));
  });
}

/** Returns the shape of a parameter in PyTorch's layout. */
export function pytorchShape({ shape, layout }: Pick<ParameterSpec, 'shape' | 'layout'>): number[] {
  return layout === 'same' ? [...shape] : TO_PYTORCH[layout].map((axis) => shape[axis]);
}

function invert(order: readonly number[]): number[] {
  return order.map((_, axis) => order.indexOf(axis));
}
