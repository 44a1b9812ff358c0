/** An attribute of an operation, its type by TensorFlow's number for it. */
export interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

/** What is known of what comes out of an operation. */
export interface OutputInfo {
  readonly shape: readonly number[];
  readonly dtype: number;
}

/** The same with TensorFlow's number for the tensor. */
export interface TensorMetadata extends OutputInfo {
  readonly id: number;
}

/** TensorFlow's addon as tfjs calls it, whoever's it is. */
export interface Binding {
  createTensor(shape: readonly number[], type: number, values: ArrayBufferView): number;
  executeOp(name: string, attributes: readonly Attribute[], inputs: readonly number[], outputs: number): readonly TensorMetadata[];
  isUsingGpuDevice(): boolean;
  readonly TF_Version: string;
}
