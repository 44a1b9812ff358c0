import type { Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { yieldToEventLoop, normals, operationsOn, uniforms, type Kernels, type Operations, type Tape, type Value } from '../engine/index.js';
import { Drawn } from './drawn.js';
import type { Folds, Norm } from './fold.js';
import type { Layout, Mode, Parameter } from './types.js';

/** Where a pass through a network stands: its operations and whether it trains. */
export interface Pass {
  readonly tape: Tape;
  readonly on: Operations;
  readonly mode: Mode;
  /** In evaluation, convolutions with their norms in them; null where each stands for itself. */
  readonly folds: Folds | null;
}

/** How a convolution moves; and whether ReLU follows the norm. */
interface Convolution {
  readonly kernel: number;
  readonly stride: number;
  readonly pad: number;
  readonly relu?: boolean;
}

export type PictureLayer = (x: Value<Tensor4D>, pass: Pass) => Promise<Value<Tensor4D>>;

/** A classifier, layer by layer: makes its layers, and returns the way through them from pictures to logits. */
export type Body = (
  make: LayerMaker, shape: { readonly outputs: number; readonly width: number; readonly size: number },
) => (pictures: Value<Tensor4D>, pass: Pass) => Promise<Value<Tensor2D>>;

/**
 * Makes layers and keeps their parameters, in the order in which they are made: torchvision's, if the network is written
 * so. Nothing is drawn before `draw`: what a network's parameters are can be known without an engine.
 */
export class LayerMaker {
  readonly parameters: Drawn[] = [];

  /** `network` names the streams of random numbers, so that two networks of one seed start apart. */
  constructor(private readonly network: string, private readonly seed: number) {}

  /**
   * Convolution without bias, and batch norm: one layer with two names, so that in evaluation the norm can lie in the
   * filter. Weights N(0, sqrt(2 / (out * kernel²))): He et al., fan out, as torchvision.
   */
  convNorm([conv, norm]: readonly [string, string], from: number, to: number, { kernel, stride, pad, relu = false }: Convolution): PictureLayer {
    const deviation = Math.sqrt(2 / (to * kernel * kernel));
    const filter = this.normal(`${conv}.weight`, [kernel, kernel, from, to], 'conv', 0, deviation);
    const numbers = this.normNumbers(norm, to, 0);
    return async (x, pass) => {
      const { tape, on, mode, folds } = pass;
      await yieldToEventLoop();
      if (mode === 'train' || folds === null) return normed(on.conv2d(x, tape.variable(filter.variable), { stride, pad }), numbers, relu, pass);
      const folded = folds.of(filter.variable, variablesOf(numbers));
      const y = on.conv2dBias(x, folded.filter, folded.bias, { stride, pad });
      return relu ? on.relu(y) : y;
    };
  }

  /** Transposed convolution without bias. Weights N(0, 0.02): Radford et al., DCGAN. */
  convTranspose(name: string, from: number, to: number, kernel: number, stride: number, pad: number): PictureLayer {
    const weight = this.normal(`${name}.weight`, [kernel, kernel, to, from], 'transposed-conv', 0, 0.02);
    return async (x, { tape, on }) => {
      await yieldToEventLoop();
      return on.convTranspose2d(x, tape.variable(weight.variable), { stride, pad });
    };
  }

  /** Batch norm and ReLU; scale N(1, `deviation`), offset 0, running mean 0 and variance 1. */
  normRelu(name: string, channels: number, deviation: number): PictureLayer {
    const numbers = this.normNumbers(name, channels, deviation);
    return (x, pass) => normed(x, numbers, true, pass);
  }

  /** Linear layer with bias, both uniform within 1 / sqrt(from): PyTorch's default. */
  linear(name: string, from: number, to: number): (x: Value<Tensor2D>, pass: Pass) => Value<Tensor2D> {
    const limit = 1 / Math.sqrt(from);
    const weight = this.uniform(`${name}.weight`, [from, to], 'linear', limit);
    const bias = this.uniform(`${name}.bias`, [to], 'same', limit);
    return (x, { tape, on }) => on.dense(x, tape.variable(weight.variable), tape.variable(bias.variable));
  }

  /** Gives every parameter its first values. */
  initialize(): readonly Parameter[] {
    for (const parameter of this.parameters) parameter.initialize();
    return this.parameters;
  }

  dispose(): void {
    for (const parameter of this.parameters) parameter.dispose();
  }

  private normNumbers(name: string, channels: number, deviation: number): NormNumbers {
    return {
      scale: this.normal(`${name}.weight`, [channels], 'same', 1, deviation),
      offset: this.constant(`${name}.bias`, channels, 0, true),
      mean: this.constant(`${name}.running_mean`, channels, 0, false),
      variance: this.constant(`${name}.running_var`, channels, 1, false),
    };
  }

  private normal(name: string, shape: readonly number[], layout: Layout, mean: number, deviation: number): Drawn {
    return this.add(name, shape, layout, true, (count) =>
      normals(this.seed, `${this.network}.${name}`, 0, count).map((value) => mean + deviation * value));
  }

  private uniform(name: string, shape: readonly number[], layout: Layout, limit: number): Drawn {
    return this.add(name, shape, layout, true, (count) => uniforms(this.seed, `${this.network}.${name}`, 0, count, limit));
  }

  private constant(name: string, channels: number, value: number, trainable: boolean): Drawn {
    return this.add(name, [channels], 'same', trainable, (count) => new Float32Array(count).fill(value));
  }

  private add(name: string, shape: readonly number[], layout: Layout, trainable: boolean, values: (count: number) => Float32Array): Drawn {
    const parameter = new Drawn(name, shape, layout, trainable, values);
    this.parameters.push(parameter);
    return parameter;
  }
}

export function passOn(tape: Tape, kernels: Kernels, mode: Mode, folds: Folds | null = null): Pass {
  return { tape, mode, folds, on: operationsOn(tape, kernels) };
}

type NormNumbers = Readonly<Record<keyof Norm, Drawn>>;

const variablesOf = ({ scale, offset, mean, variance }: NormNumbers): Norm =>
  ({ scale: scale.variable, offset: offset.variable, mean: mean.variable, variance: variance.variable });

async function normed(x: Value<Tensor4D>, numbers: NormNumbers, relu: boolean, { tape, on, mode }: Pass): Promise<Value<Tensor4D>> {
  await yieldToEventLoop();
  const { scale, offset, ...running } = variablesOf(numbers);
  const [gamma, beta] = [tape.variable<Tensor1D>(scale), tape.variable<Tensor1D>(offset)];
  if (mode === 'train') return on.batchNormTrain(x, gamma, beta, running, relu);
  const y = on.batchNormEval(x, gamma, beta, running);
  return relu ? on.relu(y) : y;
}
