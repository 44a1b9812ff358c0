import type { TensorInfo } from '@tensorflow/tfjs-core';
import { nativeBackend } from './native.js';

/** Small tensors that never change, by name. Each is uploaded once per process and never disposed. */
const constants = new Map<string, TensorInfo>();

export function shapeTensor(shape: readonly number[]): TensorInfo {
  return constant(`shape ${shape.join()}`, [shape.length], 'TF_INT32', () => Int32Array.from(shape));
}

export function intScalar(value: number): TensorInfo {
  return constant(`int ${value}`, [], 'TF_INT32', () => Int32Array.of(value));
}

/** For a number that is the same at every step. */
export function floatScalar(value: number): TensorInfo {
  return constant(`float ${value}`, [], 'TF_FLOAT', () => Float32Array.of(value));
}

/** For numbers that are the same at every step. */
export function floatVector(values: readonly number[]): TensorInfo {
  return constant(`floats ${values.join()}`, [values.length], 'TF_FLOAT', () => Float32Array.from(values));
}

/** Pixels to add before and after each of the four dimensions. */
export type Paddings = readonly (readonly [before: number, after: number])[];

export function paddingsTensor(paddings: Paddings): TensorInfo {
  const values = paddings.flat();
  return constant(`paddings ${values.join()}`, [paddings.length, 2], 'TF_INT32', () => Int32Array.from(values));
}

/** @param value computes each element. It must follow from `name` */
export function floatMatrix(name: string, shape: readonly [1, rows: number, columns: number], value: (row: number, column: number) => number): TensorInfo {
  const [, rows, columns] = shape;
  return constant(name, [...shape], 'TF_FLOAT', () => Float32Array.from({ length: rows * columns }, (_, at) => value(Math.floor(at / columns), at % columns)));
}

/** @param value computes each element. It must follow from `name` */
export function intVector(name: string, length: number, value: (index: number) => number): TensorInfo {
  return constant(name, [length], 'TF_INT32', () => Int32Array.from({ length }, (_, index) => value(index)));
}

function constant(name: string, shape: number[], type: 'TF_INT32' | 'TF_FLOAT', values: () => ArrayBufferView): TensorInfo {
  const known = constants.get(name);
  if (known !== undefined) return known;
  const { binding, tensorMap } = nativeBackend();
  const dtype = binding[type];
  // Registered with the backend only, not with tfjs: no tidy disposes it and tfjs does not count it.
  const made: TensorInfo = { dataId: {}, shape, dtype: type === 'TF_INT32' ? 'int32' : 'float32' };
  tensorMap.set(made.dataId, { id: binding.createTensor(shape, dtype, values()), shape, dtype, values: null, refCount: 1 });
  constants.set(name, made);
  return made;
}
