import type { TensorInfo } from '@tensorflow/tfjs-core';
import { nativeBackend } from './native.js';

/** Small tensors that never change, by what they hold: uploaded once a process, and never disposed. */
const constants = new Map<string, TensorInfo>();

/** A shape as an operation takes it where a tensor of it is not at hand. */
export function shapeTensor(shape: readonly number[]): TensorInfo {
  return constant(`sizes ${shape.join()}`, [shape.length], 'TF_INT32', () => Int32Array.from(shape));
}

/** A whole number. */
export function intScalar(value: number): TensorInfo {
  return constant(`whole ${value}`, [], 'TF_INT32', () => Int32Array.of(value));
}

/** A number that stays what it is from step to step. */
export function floatScalar(value: number): TensorInfo {
  return constant(`number ${value}`, [], 'TF_FLOAT', () => Float32Array.of(value));
}

/** What to add around pictures: before and after each of the four dimensions. */
export type Paddings = readonly (readonly [before: number, after: number])[];

export function paddingsTensor(around: Paddings): TensorInfo {
  const values = around.flat();
  return constant(`margins ${values.join()}`, [around.length, 2], 'TF_INT32', () => Int32Array.from(values));
}

/** A stack of matrices of numbers that never change. @param value of a row and a column */
export function floatMatrix(name: string, shape: readonly [1, rows: number, columns: number], value: (row: number, column: number) => number): TensorInfo {
  const [, rows, columns] = shape;
  return constant(name, [...shape], 'TF_FLOAT', () => Float32Array.from({ length: rows * columns }, (_, at) => value(Math.floor(at / columns), at % columns)));
}

/** Whole numbers that never change. @param value of each place */
export function intVector(name: string, length: number, value: (place: number) => number): TensorInfo {
  return constant(name, [length], 'TF_INT32', () => Int32Array.from({ length }, (_, place) => value(place)));
}

function constant(name: string, shape: number[], type: 'TF_INT32' | 'TF_FLOAT', values: () => ArrayBufferView): TensorInfo {
  const known = constants.get(name);
  if (known !== undefined) return known;
  const { binding, tensorMap } = nativeBackend();
  const dtype = binding[type];
  // Known to the backend and not to tfjs: no scope disposes it, and it is not counted among the tensors that are alive.
  const made: TensorInfo = { dataId: {}, shape, dtype: type === 'TF_INT32' ? 'int32' : 'float32' };
  tensorMap.set(made.dataId, { id: binding.createTensor(shape, dtype, values()), shape, dtype, values: null, refCount: 1 });
  constants.set(name, made);
  return made;
}
