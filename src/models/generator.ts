import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { checkFields } from '../config/index.js';
import type { Kernels } from '../engine/index.js';
import { errors } from './errors.js';
import { Layers, type TransposedConvolution } from './layers.js';
import { createNetwork, type Network } from './network.js';
import type { NetworkSpec } from './network-spec.js';
import { noGrad } from './no-grad.js';

/** Everything that a generator's shape follows from. */
export interface GeneratorShape {
  /** Edge of the pictures, pixels: one of `generatorSizes`. */
  readonly size: number;
  /** Channels before the last layer: 64 in the article. */
  readonly width: number;
  /** Numbers of noise for each picture. */
  readonly noise: number;
}

/** Noise [N, noise] -> pictures [N, size, size, 3] in [0, 1]. */
export interface Generator extends Network<2, 4> {
  readonly noise: number;
  readonly size: number;
  /** Returns pictures in evaluation mode. The caller disposes them. */
  generate(noise: Tensor2D): Promise<Tensor4D>;
}

const first7: TransposedConvolution = { kernel: 7, stride: 1, pad: 0 };
const first4: TransposedConvolution = { kernel: 4, stride: 1, pad: 0 };
const double: TransposedConvolution = { kernel: 4, stride: 2, pad: 1 };
const quadruple: TransposedConvolution = { kernel: 4, stride: 4, pad: 0 };

/** The transposed convolutions by the size of the picture. The row of 224 is the article's. */
const layouts: Readonly<Record<number, readonly TransposedConvolution[]>> = {
  224: [first7, double, double, quadruple, double],
  64: [first4, double, double, double, double],
  32: [first4, double, double, double],
};

/** The picture sizes, in pixels, that have a generator. */
export const generatorSizes: readonly number[] = Object.keys(layouts).map(Number);

/**
 * Returns the parameters and operations of DCGAN's generator (Radford et al., 2015) in the article's layout: transposed
 * convolutions, batch norm and ReLU between them, tanh at the end. Needs no engine.
 * @throws WrongCommand for a size without a layout
 */
export function describeGenerator({ size, width, noise }: GeneratorShape): NetworkSpec<2, 4> {
  const layout = layouts[size];
  if (layout === undefined) throw errors.noGenerator(size, generatorSizes);
  const net = new Layers();
  const input = net.on.input<2>([1, noise]);
  let x = net.on.reshape4d(input, [1, 1, noise]);
  // A hidden layer is three entries of PyTorch's Sequential: convolution, batch norm, ReLU.
  const last = layout.length - 1;
  for (const [index, convolution] of layout.slice(0, last).entries()) {
    x = net.convTranspose(`main.${index * 3}`, x, width * 2 ** (last - 1 - index), convolution);
    x = net.batchNorm(`main.${index * 3 + 1}`, x, { relu: true, deviation: 0.02 });
  }
  x = net.convTranspose(`main.${last * 3}`, x, 3, layout[last]);
  return { input, output: net.on.unitTanh(x), parameters: net.parameters, operations: net.on.operations };
}

/** Makes a generator with first values from `seed`. */
export function createGenerator(kernels: Kernels, options: GeneratorShape & { readonly seed: number }): Generator {
  checkFields('createGenerator', options, { size: true, width: true, noise: true, seed: true });
  const { seed, ...shape } = options;
  const network = createNetwork(describeGenerator(shape), kernels, 'generator', seed);
  return {
    ...network,
    noise: shape.noise,
    size: shape.size,
    generate: (noise) => noGrad((tape) => network.forward(tape, tape.input(noise), 'eval')),
  };
}
