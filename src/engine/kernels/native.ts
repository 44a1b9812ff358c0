import { backend, getBackend, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import type { Attribute, Binding, TensorMetadata } from '../binding/binding.js';
import type { Shape4D } from '../types.js';

/** The addon's numbers for TensorFlow's types (tf_datatype.h) and kinds of attributes. */
interface NumberedBinding extends Binding {
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_UINT8: number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_SHAPE: number;
}

/** The backend's record of a tensor. */
interface NativeData extends TensorMetadata {
  readonly values: null;
  readonly refCount: number;
}

interface NativeBackend {
  readonly binding: NumberedBinding;
  readonly isUsingGpuDevice: boolean;
  readonly tensorMap: { set(dataId: object, data: NativeData): void };
  getInputTensorIds(inputs: readonly TensorInfo[]): number[];
  createOutputTensor(metadata: TensorMetadata): Tensor;
}

/** The types of tensors that are computed with. */
export type FloatType = 'float' | 'bfloat16';

/** TensorFlow's number for bfloat16. The addon exports no name for it. */
const BFLOAT16 = 14;
/** The data of bfloat16 tensors. tfjs knows no such type: it takes them for float32 and may not compute with them. */
const bfloat16Data = new WeakSet<object>();

/** Returns the type of a tensor's numbers. */
export const typeOf = ({ dataId }: TensorInfo): FloatType => (bfloat16Data.has(dataId) ? 'bfloat16' : 'float');

/** Attribute values by name, grouped by their type in TensorFlow's operation definitions. Those with a default may be left out, such as NHWC. */
export interface Attributes {
  readonly types?: Readonly<Record<string, FloatType | 'int32' | 'uint8'>>;
  readonly ints?: Readonly<Record<string, number | readonly number[]>>;
  readonly floats?: Readonly<Record<string, number>>;
  readonly bools?: Readonly<Record<string, boolean>>;
  readonly strings?: Readonly<Record<string, string>>;
  readonly shapes?: Readonly<Record<string, readonly number[]>>;
}

/**
 * Submits TensorFlow's operation `name`: any operation, not only those that tfjs has kernels for. It may run later
 * (binding/queued.ts). The caller disposes the outputs.
 * @throws TensorFlow's message when the operation refuses its inputs, if it has not run with such inputs before
 */
export function execute(name: string, inputs: readonly TensorInfo[], attributes: Attributes, outputs = 1): Tensor[] {
  const native = nativeBackend();
  const made = native.binding.executeOp(name, flatten(native.binding, attributes), native.getInputTensorIds(inputs), outputs);
  return made.map((metadata) => (metadata.dtype === BFLOAT16 ? bfloat16Tensor(native, metadata) : native.createOutputTensor(metadata)));
}

function bfloat16Tensor(native: NativeBackend, metadata: TensorMetadata): Tensor {
  const tensor = native.createOutputTensor({ ...metadata, dtype: native.binding.TF_FLOAT });
  bfloat16Data.add(tensor.dataId);
  return tensor;
}

export function executeOne<Kind extends Tensor>(name: string, inputs: readonly TensorInfo[], attributes: Attributes): Kind {
  return execute(name, inputs, attributes)[0] as Kind;
}

/** Makes a uint8 tensor of `pixels`. tfjs takes it for int32. */
export function uint8Tensor(pixels: Uint8Array, shape: Shape4D): Tensor {
  const native = nativeBackend();
  const type = native.binding.TF_UINT8;
  return native.createOutputTensor({ id: native.binding.createTensor(shape, type, pixels), shape, dtype: type });
}

/** Makes a float32 tensor that has `shape` but holds one number. Nothing may compute with it. */
export function placeholderTensor(shape: readonly number[]): Tensor {
  const native = nativeBackend();
  const type = native.binding.TF_FLOAT;
  return native.createOutputTensor({ id: native.binding.createTensor([], type, new Float32Array(1)), shape, dtype: type });
}

/** Returns whether the backend is TensorFlow's library, not WebAssembly. */
export const isTensorFlow = (): boolean => getBackend() === 'tensorflow';

export function onGpu(): boolean {
  return nativeBackend().isUsingGpuDevice;
}

/** Returns the members of tfjs's backend that are used here. */
export function nativeBackend(): NativeBackend {
  return backend() as unknown as NativeBackend;
}

function flatten(binding: NumberedBinding, { types = {}, ints = {}, floats = {}, bools = {}, strings = {}, shapes = {} }: Attributes): Attribute[] {
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
