import { BATCH_NORM, Trace, type ConvGeometry, type Geometry, type Rank, type SymbolicTensor, type SymbolicValues } from '../engine/index.js';
import type { Initial, Layout, ParameterSpec } from './parameter.js';

/** A convolution's kernel edge, and how it moves. */
export type Convolution = ConvGeometry & { readonly kernel: number };
export type TransposedConvolution = Geometry & { readonly kernel: number };

/** A classifier as a function: calls the layers of `net`, from pictures to logits. */
export type Body = (
  net: Layers, pictures: SymbolicTensor<4>, shape: { readonly outputs: number; readonly width: number; readonly stem: Stem },
) => SymbolicTensor<2>;

/** How a network begins: `imagenet` halves pictures twice at once; `small` keeps the size, for pictures of up to 64 pixels. */
export type Stem = 'imagenet' | 'small';

/** What does not learn. A batch norm that does not learn is always in evaluation mode. */
export interface Freeze {
  /** Stages from the pictures on; Infinity: everything but the linear layer at the end. */
  readonly stages: number;
  /** Whether no batch norm learns, in no stage. */
  readonly norms: boolean;
}

/**
 * The layers of a network: operations with their parameters. Parameters are listed in the order of the calls. A network that
 * calls its layers in the order of torchvision's modules has the order of torchvision's `state_dict`.
 */
export class Layers {
  /** The operations that have no parameters. */
  readonly on = new Trace();
  readonly parameters: ParameterSpec[] = [];
  #stages = 0;

  /** @param bodyRate learning rate of everything but the head, as a share of the head's */
  constructor(private readonly freeze: Freeze = { stages: 0, norms: false }, private readonly bodyRate = 1) {}

  /** Stages that have begun. */
  get stages(): number {
    return this.#stages;
  }

  /** Begins a stage: a part of the network that `--freeze` counts. */
  stage(): void {
    this.#stages += 1;
  }

  /** Convolution without bias. Weights N(0, sqrt(2 / (out * kernel²))): He et al., fan out, as torchvision. */
  conv(name: string, x: SymbolicTensor<4>, channels: number, { kernel, ...geometry }: Convolution): SymbolicTensor<4> {
    const initial: Initial = { kind: 'normal', mean: 0, deviation: Math.sqrt(2 / (channels * kernel * kernel)) };
    const filter = this.#parameter(`${name}.weight`, this.on.input<4>([kernel, kernel, x.shape[3], channels]), 'conv', initial);
    return this.on.conv2d(x, filter, geometry);
  }

  /** Convolution of each channel by itself, without bias. Weights N(0, sqrt(2 / kernel²)): He et al., fan out. */
  depthwiseConv(name: string, x: SymbolicTensor<4>, { kernel, ...geometry }: Convolution): SymbolicTensor<4> {
    const initial: Initial = { kind: 'normal', mean: 0, deviation: Math.sqrt(2 / (kernel * kernel)) };
    const filter = this.#parameter(`${name}.weight`, this.on.input<4>([kernel, kernel, x.shape[3], 1]), 'depthwise', initial);
    return this.on.depthwiseConv2d(x, filter, geometry);
  }

  /** Transposed convolution without bias. Weights N(0, 0.02): Radford et al., DCGAN. */
  convTranspose(name: string, x: SymbolicTensor<4>, channels: number, { kernel, ...geometry }: TransposedConvolution): SymbolicTensor<4> {
    const initial: Initial = { kind: 'normal', mean: 0, deviation: 0.02 };
    const filter = this.#parameter(`${name}.weight`, this.on.input<4>([kernel, kernel, channels, x.shape[3]]), 'transposed-conv', initial);
    return this.on.convTranspose2d(x, filter, geometry);
  }

  /**
   * Batch norm, with ReLU in the same pass if `relu`. Scale N(1, `deviation`), offset 0, running mean 0 and variance 1.
   * Epsilon and momentum are PyTorch's defaults.
   */
  batchNorm(name: string, x: SymbolicTensor<4>, { relu = false, deviation = 0, epsilon = BATCH_NORM.epsilon, momentum = BATCH_NORM.momentum } = {}): SymbolicTensor<4> {
    const frozen = this.freeze.norms || this.#isFrozen;
    const vector = (suffix: string, initial: Initial, trainable: boolean): SymbolicTensor<1> =>
      this.#parameter(`${name}.${suffix}`, this.on.input<1>([x.shape[3]]), 'same', initial, { trainable: trainable && !frozen });
    const scale = vector('weight', { kind: 'normal', mean: 1, deviation }, true);
    const offset = vector('bias', { kind: 'constant', value: 0 }, true);
    const mean = vector('running_mean', { kind: 'constant', value: 0 }, false);
    const variance = vector('running_var', { kind: 'constant', value: 1 }, false);
    return this.on.batchNorm(x, { scale, offset, mean, variance }, { relu, epsilon, momentum, frozen });
  }

  /** Linear layer with bias: the head, which always learns. Both uniform within 1 / sqrt(in): PyTorch's default. */
  linear(name: string, x: SymbolicTensor<2>, outputs: number): SymbolicTensor<2> {
    const [, inputs] = x.shape;
    const initial: Initial = { kind: 'uniform', limit: 1 / Math.sqrt(inputs) };
    const weight = this.#parameter(`${name}.weight`, this.on.input<2>([inputs, outputs]), 'linear', initial, HEAD);
    const bias = this.#parameter(`${name}.bias`, this.on.input<1>([outputs]), 'same', initial, HEAD);
    return this.on.linear(x, weight, bias);
  }

  /** Whether the body does not learn here. */
  get #isFrozen(): boolean {
    // A generator has no stages.
    return this.freeze.stages > 0 && this.#stages <= this.freeze.stages;
  }

  #parameter<T extends SymbolicValues[Rank]>(name: string, symbolic: T, layout: Layout, initial: Initial, { trainable = !this.#isFrozen, rate = this.bodyRate } = {}): T {
    this.parameters.push({ name, shape: symbolic.shape, layout, trainable, rate, initial, symbolic });
    return symbolic;
  }
}

/** The head learns with the optimizer's own rate, whatever is frozen. */
const HEAD = { trainable: true, rate: 1 } as const;
