import type { Operations, Rank, Shapes, Values } from './operations.js';
import { convolvedShape, depthwiseShape, transposedShape } from './shapes.js';
import type { BatchNorm, BatchNormOptions, ConvGeometry, Geometry, Normalization } from './types.js';

/** A tensor without values: its shape, for a batch of one picture. */
export interface SymbolicTensor<R extends Rank = Rank> {
  readonly shape: Shapes[R];
}

/** Symbolic tensors by rank. */
export type SymbolicValues = { readonly [R in Rank]: SymbolicTensor<R> };

/** The tensors that each operation takes, and its attributes: everything else that it takes. */
export interface OperationTypes {
  readonly conv2d: { inputs: readonly [x: SymbolicTensor<4>, filter: SymbolicTensor<4>]; attributes: ConvGeometry };
  readonly conv2dBias: { inputs: readonly [x: SymbolicTensor<4>, filter: SymbolicTensor<4>, bias: SymbolicTensor<1>]; attributes: ConvGeometry };
  readonly depthwiseConv2d: { inputs: readonly [x: SymbolicTensor<4>, filter: SymbolicTensor<4>]; attributes: ConvGeometry };
  readonly depthwiseConv2dBias: { inputs: readonly [x: SymbolicTensor<4>, filter: SymbolicTensor<4>, bias: SymbolicTensor<1>]; attributes: ConvGeometry };
  readonly convTranspose2d: { inputs: readonly [x: SymbolicTensor<4>, filter: SymbolicTensor<4>]; attributes: Geometry };
  readonly batchNorm: {
    inputs: readonly [x: SymbolicTensor<4>, scale: SymbolicTensor<1>, offset: SymbolicTensor<1>, mean: SymbolicTensor<1>, variance: SymbolicTensor<1>];
    attributes: BatchNormOptions & { readonly frozen: boolean };
  };
  readonly normalize: { inputs: readonly [x: SymbolicTensor<4>]; attributes: Normalization };
  readonly relu: { inputs: readonly [x: SymbolicTensor<4>]; attributes: object };
  readonly relu6: { inputs: readonly [x: SymbolicTensor<4>]; attributes: object };
  readonly leakyRelu: { inputs: readonly [x: SymbolicTensor<4>]; attributes: { readonly slope: number } };
  readonly add: { inputs: readonly [a: SymbolicTensor<4>, b: SymbolicTensor<4>]; attributes: object };
  readonly maxPool: { inputs: readonly [x: SymbolicTensor<4>]; attributes: Geometry & { readonly window: number } };
  readonly globalAveragePool: { inputs: readonly [x: SymbolicTensor<4>]; attributes: object };
  readonly flatten: { inputs: readonly [x: SymbolicTensor<4>]; attributes: object };
  readonly linear: { inputs: readonly [x: SymbolicTensor<2>, weight: SymbolicTensor<2>, bias: SymbolicTensor<1>]; attributes: object };
  readonly unitTanh: { inputs: readonly [x: SymbolicTensor<4>]; attributes: object };
  readonly reshape4d: { inputs: readonly [x: SymbolicTensor<2>]; attributes: { readonly shape: readonly [number, number, number] } };
}
/** The name of an operation that networks are built of. */
export type OperationName = keyof OperationTypes;

/** A tensor of any rank. */
export type AnyOf<V extends Values> = V[1] | V[2] | V[4];

/** One operation of a traced network. */
export interface TracedOperation<Name extends OperationName = OperationName> {
  readonly name: Name;
  readonly inputs: OperationTypes[Name]['inputs'];
  readonly attributes: OperationTypes[Name]['attributes'];
  readonly output: SymbolicTensor;
  /** Does the operation with another implementation. `find` returns the tensor there that a symbolic one stands for. */
  run<V extends Values>(on: Operations<V>, find: BoundTensors<V>['find']): AnyOf<V>;
}

export const isOperation = <Name extends OperationName>(operation: TracedOperation, name: Name): operation is TracedOperation<Name> => operation.name === name;

type Run<R extends Rank> = <V extends Values>(on: Operations<V>, find: BoundTensors<V>['find']) => V[R];

/** Operations that compute nothing: they note what a network asks for, in order, with all shapes. Needs no engine. */
export class Trace implements Operations<SymbolicValues> {
  readonly operations: TracedOperation[] = [];

  /** A tensor that comes from outside: pictures, noise, a parameter. */
  input<R extends Rank>(shape: Shapes[R]): SymbolicTensor<R> {
    return { shape };
  }

  conv2d(x: SymbolicTensor<4>, filter: SymbolicTensor<4>, geometry: ConvGeometry): SymbolicTensor<4> {
    return this.#note('conv2d', [x, filter], geometry, convolvedShape(x.shape, filter.shape, geometry), (on, find) => on.conv2d(find(x), find(filter), geometry));
  }

  conv2dBias(x: SymbolicTensor<4>, filter: SymbolicTensor<4>, bias: SymbolicTensor<1>, geometry: ConvGeometry): SymbolicTensor<4> {
    const shape = convolvedShape(x.shape, filter.shape, geometry);
    return this.#note('conv2dBias', [x, filter, bias], geometry, shape, (on, find) => on.conv2dBias(find(x), find(filter), find(bias), geometry));
  }

  depthwiseConv2d(x: SymbolicTensor<4>, filter: SymbolicTensor<4>, geometry: ConvGeometry): SymbolicTensor<4> {
    const shape = depthwiseShape(x.shape, filter.shape, geometry);
    return this.#note('depthwiseConv2d', [x, filter], geometry, shape, (on, find) => on.depthwiseConv2d(find(x), find(filter), geometry));
  }

  depthwiseConv2dBias(x: SymbolicTensor<4>, filter: SymbolicTensor<4>, bias: SymbolicTensor<1>, geometry: ConvGeometry): SymbolicTensor<4> {
    const shape = depthwiseShape(x.shape, filter.shape, geometry);
    return this.#note('depthwiseConv2dBias', [x, filter, bias], geometry, shape, (on, find) => on.depthwiseConv2dBias(find(x), find(filter), find(bias), geometry));
  }

  convTranspose2d(x: SymbolicTensor<4>, filter: SymbolicTensor<4>, geometry: Geometry): SymbolicTensor<4> {
    const shape = transposedShape(x.shape, filter.shape, geometry);
    return this.#note('convTranspose2d', [x, filter], geometry, shape, (on, find) => on.convTranspose2d(find(x), find(filter), geometry));
  }

  batchNorm(x: SymbolicTensor<4>, norm: BatchNorm<SymbolicTensor<1>>, options: BatchNormOptions & { readonly frozen: boolean }): SymbolicTensor<4> {
    const { scale, offset, mean, variance } = norm;
    return this.#note('batchNorm', [x, scale, offset, mean, variance], options, x.shape, (on, find) =>
      on.batchNorm(find(x), { scale: find(scale), offset: find(offset), mean: find(mean), variance: find(variance) }, options));
  }

  normalize(x: SymbolicTensor<4>, normalization: Normalization): SymbolicTensor<4> {
    return this.#note('normalize', [x], normalization, x.shape, (on, find) => on.normalize(find(x), normalization));
  }

  relu(x: SymbolicTensor<4>): SymbolicTensor<4> {
    return this.#note('relu', [x], {}, x.shape, (on, find) => on.relu(find(x)));
  }

  relu6(x: SymbolicTensor<4>): SymbolicTensor<4> {
    return this.#note('relu6', [x], {}, x.shape, (on, find) => on.relu6(find(x)));
  }

  leakyRelu(x: SymbolicTensor<4>, slope: number): SymbolicTensor<4> {
    return this.#note('leakyRelu', [x], { slope }, x.shape, (on, find) => on.leakyRelu(find(x), slope));
  }

  add(a: SymbolicTensor<4>, b: SymbolicTensor<4>): SymbolicTensor<4> {
    return this.#note('add', [a, b], {}, a.shape, (on, find) => on.add(find(a), find(b)));
  }

  maxPool(x: SymbolicTensor<4>, window: number, geometry: Geometry): SymbolicTensor<4> {
    const shape = convolvedShape(x.shape, [window, window, x.shape[3], x.shape[3]], geometry);
    return this.#note('maxPool', [x], { ...geometry, window }, shape, (on, find) => on.maxPool(find(x), window, geometry));
  }

  globalAveragePool(x: SymbolicTensor<4>): SymbolicTensor<2> {
    return this.#note('globalAveragePool', [x], {}, [x.shape[0], x.shape[3]], (on, find) => on.globalAveragePool(find(x)));
  }

  flatten(x: SymbolicTensor<4>): SymbolicTensor<2> {
    const [count, height, width, channels] = x.shape;
    return this.#note('flatten', [x], {}, [count, channels * height * width], (on, find) => on.flatten(find(x)));
  }

  linear(x: SymbolicTensor<2>, weight: SymbolicTensor<2>, bias: SymbolicTensor<1>): SymbolicTensor<2> {
    return this.#note('linear', [x, weight, bias], {}, [x.shape[0], weight.shape[1]], (on, find) => on.linear(find(x), find(weight), find(bias)));
  }

  unitTanh(x: SymbolicTensor<4>): SymbolicTensor<4> {
    return this.#note('unitTanh', [x], {}, x.shape, (on, find) => on.unitTanh(find(x)));
  }

  reshape4d(x: SymbolicTensor<2>, shape: readonly [number, number, number]): SymbolicTensor<4> {
    return this.#note('reshape4d', [x], { shape }, [x.shape[0], ...shape], (on, find) => on.reshape4d(find(x), shape));
  }

  #note<Name extends OperationName, R extends Rank>(
    name: Name, inputs: OperationTypes[Name]['inputs'], attributes: OperationTypes[Name]['attributes'], shape: Shapes[R], run: Run<R>,
  ): SymbolicTensor<R> {
    const output: SymbolicTensor<R> = { shape };
    this.operations.push({ name, inputs, attributes, output, run });
    return output;
  }
}

/** The tensors that symbolic ones stand for. */
export class BoundTensors<V extends Values> {
  readonly #tensors = new Map<SymbolicTensor, AnyOf<V>>();

  bind(symbolic: SymbolicTensor, tensor: AnyOf<V>): this {
    this.#tensors.set(symbolic, tensor);
    return this;
  }

  has(symbolic: SymbolicTensor): boolean {
    return this.#tensors.has(symbolic);
  }

  /** @throws TypeError for a symbolic tensor that has none: the operation that gives it was not run */
  readonly find = <R extends Rank>(symbolic: SymbolicTensor<R>): V[R] => {
    const tensor = this.#tensors.get(symbolic);
    if (tensor === undefined) throw new TypeError(`no tensor is bound to a symbolic one of shape [${symbolic.shape.join(', ')}]`);
    return tensor as V[R];
  };
}
