import { add, backend, tidy, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import type { Shape4D } from '../types.js';

/** The addon's numbers for TensorFlow's types (tf_datatype.h) and attributes, as far as they are used here. */
interface Binding {
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_UINT8: number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_SHAPE: number;
  createTensor(shape: readonly number[], type: number, values: ArrayBufferView): number;
  executeOp(name: string, attributes: readonly Attribute[], inputs: readonly number[], outputs: number): readonly Metadata[];
}

/** What the addon tells of a tensor that an operation made. */
interface Metadata {
  readonly id: number;
  readonly shape: readonly number[];
  readonly dtype: number;
}

interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

/** What the backend knows of a tensor: TensorFlow's number for it. */
interface NativeData {
  readonly id: number;
  readonly shape: readonly number[];
  readonly dtype: number;
  readonly values: null;
  readonly refCount: number;
}

interface NativeBackend {
  readonly binding: Binding;
  readonly isUsingGpuDevice: boolean;
  readonly tensorMap: { set(dataId: object, data: NativeData): void };
  getInputTensorIds(inputs: readonly TensorInfo[]): number[];
  createOutputTensor(metadata: Metadata): Tensor;
}

/** The numbers that are computed with. */
export type Real = 'float' | 'bfloat16';

/** TensorFlow's number for bfloat16, which the addon has no name for. */
const BFLOAT16 = 14;
/** The data of tensors of bfloat16: tfjs, which does not know it, believes them to be float32, and may not compute with them. */
const halves = new WeakSet<object>();

/** What a tensor of ours really holds. */
export const typeOf = ({ dataId }: TensorInfo): Real => (halves.has(dataId) ? 'bfloat16' : 'float');

/** Attribute values by name, typed as TensorFlow's operation definitions type them. */
export interface Attributes {
  readonly types?: Readonly<Record<string, Real | 'int32' | 'uint8'>>;
  readonly ints?: Readonly<Record<string, number | readonly number[]>>;
  readonly floats?: Readonly<Record<string, number>>;
  readonly bools?: Readonly<Record<string, boolean>>;
  readonly strings?: Readonly<Record<string, string>>;
  readonly shapes?: Readonly<Record<string, readonly number[]>>;
}

/**
 * TensorFlow's operation `name`, called as it is: the stock addon runs any of them, not only those that tfjs has kernels
 * for. The caller disposes the outputs.
 * @throws TensorFlow's own message when the operation refuses its inputs
 */
export function execute(name: string, inputs: readonly TensorInfo[], attributes: Attributes, outputs = 1): Tensor[] {
  const native = nativeBackend();
  const made = native.binding.executeOp(name, flatten(native.binding, attributes), native.getInputTensorIds(inputs), outputs);
  return made.map((metadata) => (metadata.dtype === BFLOAT16 ? halfTensor(native, metadata) : native.createOutputTensor(metadata)));
}

function halfTensor(native: NativeBackend, metadata: Metadata): Tensor {
  const tensor = native.createOutputTensor({ ...metadata, dtype: native.binding.TF_FLOAT });
  halves.add(tensor.dataId);
  return tensor;
}

/** The one output of an operation that has one. */
export function one<Kind extends Tensor>(name: string, inputs: readonly TensorInfo[], attributes: Attributes): Kind {
  return execute(name, inputs, attributes)[0] as Kind;
}

/** What an operation on float32 says of its type. */
export const float: Attributes = { types: { T: 'float' } };

/** What an operation on `tensor` says of its type. */
export const typed = (tensor: TensorInfo): Attributes => ({ types: { T: typeOf(tensor) } });

/** The same numbers as another type; a tensor of its own, which the caller disposes. */
export function cast<Kind extends Tensor>(tensor: Kind, to: Real): Kind {
  return typeOf(tensor) === to ? (tensor.clone() as Kind) : one('Cast', [tensor], { types: { SrcT: typeOf(tensor), DstT: to }, bools: { Truncate: false } });
}

/** The sum of two tensors of one shape, of the first one's type. */
export function plus<Kind extends Tensor>(a: Kind, b: Kind): Kind {
  if (typeOf(a) === 'float' && typeOf(b) === 'float') return add<Kind>(a, b);
  return tidy(() => one<Kind>('AddV2', [a, cast(b, typeOf(a))], typed(a)));
}

/** Finds those of oneDNN's kernels that eager TensorFlow does not take by itself: kernels with a label come to those alone who ask for it. */
export const ONEDNN = { _kernel: 'MklNameChangeOp' } as const;

const tried = new Map<string, boolean>();

/**
 * Whether oneDNN's operation `name` works here on numbers of this type: found out by calling it, once a process.
 * @param attempt the call; `made` gives it tensors of that type, which are disposed
 */
export function hasOneDnn(name: string, type: Real, attempt: (made: <Kind extends Tensor>(float: Kind) => Kind) => readonly Tensor[]): boolean {
  const known = tried.get(`${name} ${type}`);
  if (known !== undefined) return known;
  const works = !onCard() && tidy(() => {
    try {
      attempt((values) => cast(values, type));
      return true;
    } catch {
      return false;
    }
  });
  tried.set(`${name} ${type}`, works);
  return works;
}

/** Small tensors that never change, by what they hold: uploaded once a process, and never disposed. */
const constants = new Map<string, TensorInfo>();

/** A shape as an operation takes it where a tensor of it is not at hand. */
export function sizes(shape: readonly number[]): TensorInfo {
  return constant(`sizes ${shape.join()}`, [shape.length], 'TF_INT32', () => Int32Array.from(shape));
}

/** A number that stays what it is from step to step. */
export function fixed(value: number): TensorInfo {
  return constant(`number ${value}`, [], 'TF_FLOAT', () => Float32Array.of(value));
}

/** What to add around pictures: before and after each of the four dimensions. */
export type Margins = readonly (readonly [before: number, after: number])[];

export function margins(around: Margins): TensorInfo {
  const values = around.flat();
  return constant(`margins ${values.join()}`, [around.length, 2], 'TF_INT32', () => Int32Array.from(values));
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

/** An uint8 tensor of `pixels`, handed to TensorFlow without a copy in JavaScript. tfjs believes it to be int32. */
export function uint8Tensor(pixels: Uint8Array, shape: Shape4D): Tensor {
  const native = nativeBackend();
  const type = native.binding.TF_UINT8;
  return native.createOutputTensor({ id: native.binding.createTensor(shape, type, pixels), shape, dtype: type });
}

/** A float32 tensor that says it is of `shape` and holds one number: it takes a place, and nothing may compute with it. */
export function blankTensor(shape: readonly number[]): Tensor {
  const native = nativeBackend();
  const type = native.binding.TF_FLOAT;
  return native.createOutputTensor({ id: native.binding.createTensor([], type, new Float32Array(1)), shape, dtype: type });
}

/** Whether TensorFlow computes on a card. */
export function onCard(): boolean {
  return nativeBackend().isUsingGpuDevice;
}

function nativeBackend(): NativeBackend {
  return backend() as unknown as NativeBackend;
}

function flatten(binding: Binding, { types = {}, ints = {}, floats = {}, bools = {}, strings = {}, shapes = {} }: Attributes): Attribute[] {
  const numbers = { float: binding.TF_FLOAT, bfloat16: BFLOAT16, int32: binding.TF_INT32, uint8: binding.TF_UINT8 };
  return [
    ...Object.entries(types).map(([name, type]) => ({ name, type: binding.TF_ATTR_TYPE, value: numbers[type] })),
    ...Object.entries(ints).map(([name, value]) => ({ name, type: binding.TF_ATTR_INT, value })),
    ...Object.entries(floats).map(([name, value]) => ({ name, type: binding.TF_ATTR_FLOAT, value })),
    ...Object.entries(bools).map(([name, value]) => ({ name, type: binding.TF_ATTR_BOOL, value })),
    ...Object.entries(strings).map(([name, value]) => ({ name, type: binding.TF_ATTR_STRING, value })),
    ...Object.entries(shapes).map(([name, value]) => ({ name, type: binding.TF_ATTR_SHAPE, value })),
  ];
}
