import { tensor, tidy, variable, type Variable } from '@tensorflow/tfjs-core';
import { normals, uniforms, type Rank, type SymbolicValues } from '../engine/index.js';

/** How a parameter lies here, and how in PyTorch, whose layout is the one on disk. */
export type Layout =
  /** Vectors: the same in both. */
  | 'same'
  /** HWIO here, OIHW there. */
  | 'conv'
  /** HWOI here, IOHW there. */
  | 'transposed-conv'
  /** HWC1 here, C1HW there. */
  | 'depthwise'
  /** [in, out] here, [out, in] there. */
  | 'linear';

/** The distribution of a parameter's first values. */
export type Initial =
  | { readonly kind: 'normal'; readonly mean: number; readonly deviation: number }
  /** Within (-limit, limit). */
  | { readonly kind: 'uniform'; readonly limit: number }
  | { readonly kind: 'constant'; readonly value: number };

/** A parameter of a network, before it has values. Needs no engine. */
export interface ParameterSpec {
  /** torchvision's name: `layer1.0.conv1.weight`. */
  readonly name: string;
  /** The shape in memory; `pytorchShape` gives the one on disk. */
  readonly shape: readonly number[];
  readonly layout: Layout;
  /** False for batch norm's running statistics, and for what is frozen. */
  readonly trainable: boolean;
  /** Its learning rate, as a share of the optimizer's. */
  readonly rate: number;
  readonly initial: Initial;
  /** The tensor that stands for it in the network's trace. */
  readonly symbolic: SymbolicValues[Rank];
}

export interface Parameter extends ParameterSpec {
  readonly variable: Variable;
}

/**
 * Makes a parameter with its first values.
 * @param network names its stream of random numbers, so that two networks of one seed start with different values
 * @param seed null: zeros, for a parameter whose values are set right after
 */
export function createParameter(spec: ParameterSpec, network: string, seed: number | null): Parameter {
  const values = seed === null ? new Float32Array(sizeOfShape(spec.shape)) : initialValues(spec, network, seed);
  return { ...spec, variable: tidy(() => variable(tensor(values, [...spec.shape]), spec.trainable)) };
}

function initialValues({ name, shape, initial }: ParameterSpec, network: string, seed: number): Float32Array {
  const count = sizeOfShape(shape);
  const stream = `${network}.${name}`;
  switch (initial.kind) {
    case 'normal': return normals(seed, stream, 0, count).map((value) => initial.mean + initial.deviation * value);
    case 'uniform': return uniforms(seed, stream, 0, count, initial.limit);
    case 'constant': return new Float32Array(count).fill(initial.value);
  }
}

/** Returns how many numbers a tensor of `shape` has. */
export const sizeOfShape = (shape: readonly number[]): number => shape.reduce((product, edge) => product * edge, 1);
