import type { Attribute, Binding, OutputInfo } from './binding.js';

/** The addon of ours (src/engine/addon): runs operations in a thread of its own, in the order in which they are asked for. */
export interface Addon {
  readonly TF_Version: string;
  readonly TF_INT32: number;
  readonly TF_INT64: number;
  readonly TF_RESOURCE: number;
  isUsingGpuDevice(): boolean;
  /** The number of an operation with these attributes. */
  describe(name: string, attributes: readonly Attribute[]): number;
  /** Its number may be another's from then on. */
  forget(operation: number): void;
  /** Asks for it; what comes out is numbered `first`, `first + 1`, … */
  run(operation: number, inputs: readonly number[], first: number, count: number): void;
  /** `values` are copied at once. */
  put(id: number, shape: readonly number[], type: number, values: ArrayBufferView): void;
  /** Once what was asked for before has run. */
  drop(id: number): void;
  /** Until all that was asked for has run. @throws what failed since somebody last waited */
  wait(): void;
  /** Calls back when all that was asked for before has run. */
  tell(done: (failure: string | undefined) => void): void;
  outputs(first: number, count: number): readonly OutputInfo[];
  /** A copy of the values of a tensor that is there. */
  read(id: number): ArrayBufferView | undefined;
  /** What was timed until now: [operation, start, end, operation, …], ms; an array that came is operation -1. */
  time(on: boolean): Float64Array;
}

/** When an operation ran, ms since any moment; `upload`: an array came. */
export interface Timed {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** A binding that waits for nothing but what it must know. */
export interface QueuedBinding extends Binding {
  deleteTensor(id: number): void;
  /** Waits for it. */
  tensorDataSync(id: number): ArrayBufferView;
  /** When all that was asked for before has run. @throws TensorFlow's message where some of it failed */
  finished(): Promise<void>;
  /** What ran since it was last asked, if it was to be timed since. @param on whether it is from now on */
  time(on: boolean): readonly Timed[];
}

/**
 * Operations of which shape and type of what comes out follow from the attributes, from shapes and types of what goes in,
 * and from whole numbers in it (a shape, an axis, a padding). All others are waited for, every time.
 */
const PREDICTABLE: ReadonlySet<string> = new Set([
  'Abs', 'Add', 'AddN', 'AddV2', 'ArgMax', 'AssignVariableOp', 'AvgPool', 'AvgPoolGrad', 'BatchMatMulV2', 'BiasAdd', 'BiasAddGrad', 'Cast', 'ConcatV2', 'Conv2D',
  'Conv2DBackpropFilter', 'Conv2DBackpropInput', 'Div', 'DivNoNan', 'Equal', 'Exp', 'ExpandDims', 'Fill',
  'FusedBatchNormGradV3', 'FusedBatchNormV3', 'GatherV2', 'Greater', 'GreaterEqual', 'LeakyRelu', 'LeakyReluGrad', 'Less', 'LessEqual', 'Log', 'Log1p', 'LogSoftmax',
  'LogicalAnd', 'LogicalNot', 'MatMul', 'Max', 'MaxPool', 'MaxPoolGrad', 'Maximum', 'Mean', 'Min', 'Minimum', 'Mul', 'Neg', 'OneHot', 'OnesLike', 'Pack', 'Pad', 'PadV2', 'Pow',
  'ReadVariableOp', 'RealDiv', 'Relu', 'ReluGrad', 'Reshape', 'ResourceApplyAdam', 'ResourceApplyMomentum', 'ResourceApplyProximalGradientDescent',
  'Select', 'SelectV2', 'Sigmoid', 'Slice', 'Softmax', 'Softplus', 'SoftplusGrad', 'Split', 'SplitV', 'Sqrt', 'Square', 'SquaredDifference', 'StridedSlice', 'Sub', 'Sum', 'Tanh',
  'TanhGrad', 'Tile', 'Transpose', 'Unpack', 'ZerosLike', '_MklNativeConv2DWithBias', '_MklNativeFusedBatchNormEx', '_MklNativeMaxPool', '_MklNativeMaxPoolGrad', 'SparseSoftmaxCrossEntropyWithLogits',
]);
/** Of these, the input that may be whole numbers of which nobody knows the values: labels, places. No shape follows from them. */
const INDEXED: Readonly<Record<string, number>> = { Cast: 0, GatherV2: 1, OneHot: 0, SparseSoftmaxCrossEntropyWithLogits: 1 };

/** Stands for whole numbers that TensorFlow computed, or that are many. */
const UNKNOWN = '?';
/** Whole numbers of a tensor from which a shape may follow; four dimensions of two paddings are the most. */
const FEW = 16;
/** Operations, and calls of them, that are remembered. A recipe and its networks have some hundreds and some thousands. */
const MANY = 20_000;

/**
 * tfjs's binding on our addon. What an operation gives is known the second time that it is asked for with the same attributes
 * on tensors of the same shapes: it is waited for once, and from then on only when somebody reads a tensor.
 */
export function queuedBinding(addon: Addon): QueuedBinding {
  /** What an operation's output can depend on of a tensor, by its number. */
  const tensors = new Map<number, string>();
  const operations = new Map<string, number>();
  const names: string[] = [];
  const knownOutputs = new Map<string, readonly (OutputInfo & { readonly seen: string })[]>();
  let next = 1;

  const numbered = (name: string, attributes: readonly Attribute[]): number => {
    let words = name;
    for (const attribute of attributes) words += ` ${attribute.name}=${String(attribute.value)}`;
    const known = operations.get(words);
    if (known !== undefined) return known;
    // As many come of operations with a seed, another one each time.
    if (operations.size >= MANY) {
      for (const operation of operations.values()) addon.forget(operation);
      operations.clear();
      knownOutputs.clear();
    }
    const operation = addon.describe(name, attributes);
    names[operation] = name;
    operations.set(words, operation);
    return operation;
  };
  const waitFor = (first: number, count: number) => {
    addon.wait();
    return addon.outputs(first, count).map((outcome) => ({ ...outcome, seen: seenOf(outcome) }));
  };
  const isInteger = (dtype: number): boolean => dtype === addon.TF_INT32 || dtype === addon.TF_INT64;
  const seenOf = ({ shape, dtype }: OutputInfo): string => `${dtype}:${shape.join()}${isInteger(dtype) ? UNKNOWN : ''}`;

  const finished = () =>
    new Promise<void>((resolve, reject) => {
      addon.tell((failure) => {
        if (failure === undefined) resolve();
        else reject(new Error(failure));
      });
    });

  const binding: QueuedBinding = {
    createTensor(shape, type, values) {
      const id = next++;
      addon.put(id, shape, type, values);
      tensors.set(id, isInteger(type) && values instanceof Int32Array && values.length <= FEW ? `${type}:${shape.join()}=${values.join()}` : seenOf({ shape, dtype: type }));
      return id;
    },
    deleteTensor(id) {
      tensors.delete(id);
      addon.drop(id);
    },
    tensorDataSync(id) {
      const there = addon.read(id);
      if (there !== undefined) return there;
      addon.wait();
      const values = addon.read(id);
      if (values === undefined) throw new Error('There is no such tensor, since what should have made it failed.');
      return values;
    },
    executeOp(name, attributes, inputs, outputs) {
      const first = next;
      next += outputs;
      const operation = numbered(name, attributes);
      let call = String(operation);
      let isPredictable = PREDICTABLE.has(name);
      for (const [index, id] of inputs.entries()) {
        const seen = tensors.get(id) ?? UNKNOWN;
        call += ` ${seen}`;
        if (seen.endsWith(UNKNOWN) && INDEXED[name] !== index) isPredictable = false;
      }
      addon.run(operation, inputs, first, outputs);
      let known = isPredictable ? knownOutputs.get(call) : undefined;
      if (known === undefined) {
        known = waitFor(first, outputs);
        if (knownOutputs.size >= MANY) knownOutputs.clear();
        if (isPredictable) knownOutputs.set(call, known);
      }
      return known.map(({ shape, dtype, seen }, index) => {
        tensors.set(first + index, dtype === addon.TF_RESOURCE ? `${seen}#${first + index}` : seen);
        return { id: first + index, shape, dtype };
      });
    },
    isUsingGpuDevice: () => addon.isUsingGpuDevice(),
    TF_Version: addon.TF_Version,
    finished,
    time(on) {
      const numbers = addon.time(on);
      return Array.from({ length: numbers.length / 3 }, (_, at) => ({ name: names[numbers[3 * at]] ?? 'upload', start: numbers[3 * at + 1], end: numbers[3 * at + 2] }));
    },
  };
  // The numbers of TensorFlow's types and attributes, which tfjs asks the binding for.
  return { ...addon, ...binding };
}
