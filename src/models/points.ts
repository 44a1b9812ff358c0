import type { Kernels, SymbolicTensor } from '../engine/index.js';
import { Layers } from './layers.js';
import { createNetwork, type Network } from './network.js';
import type { NetworkSpec } from './network-spec.js';

// Networks for points of a plane. A point is a picture of one pixel with two channels, x and y, so that the losses and the
// passes of a step are those for pictures.

/** Numbers of a hidden layer, and of noise for each point. */
const WIDTH = 64;
export const POINT_NOISE = 4;

/** Two hidden layers with leaky ReLU, and a linear layer. */
function layers(net: Layers, input: SymbolicTensor<2>, outputs: number): SymbolicTensor<2> {
  let x = input;
  for (const name of ['fc1', 'fc2']) {
    const hidden = net.on.reshape4d(net.linear(name, x, WIDTH), [1, 1, WIDTH]);
    x = net.on.flatten(net.on.leakyRelu(hidden, 0.2));
  }
  return net.linear('fc3', x, outputs);
}

/** Returns the parameters and operations of a classifier of points: [N, 1, 1, 2] -> logits [N, 2]. Needs no engine. */
export function describePointClassifier(): NetworkSpec<4, 2> {
  const net = new Layers();
  const input = net.on.input<4>([1, 1, 1, 2]);
  const output = layers(net, net.on.flatten(input), 2);
  return { input, output, parameters: net.parameters, operations: net.on.operations };
}

/** Returns those of a generator of points: noise [N, POINT_NOISE] -> [N, 1, 1, 2]. Needs no engine. */
export function describePointGenerator(): NetworkSpec<2, 4> {
  const net = new Layers();
  const input = net.on.input<2>([1, POINT_NOISE]);
  const output = net.on.reshape4d(layers(net, input, 2), [1, 1, 2]);
  return { input, output, parameters: net.parameters, operations: net.on.operations };
}

/** Makes a classifier of points with first values from `seed`. */
export const createPointClassifier = (kernels: Kernels, seed: number): Network<4, 2> => createNetwork(describePointClassifier(), kernels, 'classifier', seed);

/** Makes a generator of points with first values from `seed`. */
export const createPointGenerator = (kernels: Kernels, seed: number): Network<2, 4> => createNetwork(describePointGenerator(), kernels, 'generator', seed);
