/** An attribute of an operation. `type` is TensorFlow's number for its type. */
export interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

/** The shape and type of an operation's output. */
export interface OutputInfo {
  readonly shape: readonly number[];
  readonly dtype: number;
}

/** The same with TensorFlow's number for the tensor. */
export interface TensorMetadata extends OutputInfo {
  readonly id: number;
}

/** TensorFlow's addon as tfjs calls it: whisker's own, or the one that tfjs downloads. */
export interface Binding {
  createTensor(shape: readonly number[], type: number, values: ArrayBufferView): number;
  executeOp(name: string, attributes: readonly Attribute[], inputs: readonly number[], outputs: number): readonly TensorMetadata[];
  isUsingGpuDevice(): boolean;
  readonly TF_Version: string;
}
