import type { Kernels } from '../engine/index.js';
import { convnet } from './convnet.js';
import { createInference, type InferenceModel } from './inference.js';
import { Layers, type Body } from './layers.js';
import { createNetwork, type Network, type NetworkSpec } from './network.js';
import { resnet18 } from './resnet18.js';

/** Everything that a classifier's shape follows from. */
export interface ClassifierShape {
  readonly model: 'resnet18' | 'convnet';
  /** Logits: one for each class, and one more where generated pictures have a class of their own. */
  readonly outputs: number;
  /** Channels of the first layer; null: the network's default. */
  readonly width: number | null;
  /** Edge of the pictures, pixels. */
  readonly size: number;
}
export type ClassifierOptions = ClassifierShape & { readonly seed: number };

/** Pictures [N, H, W, 3] in [0, 1] -> logits [N, outputs]. */
export interface Classifier extends Network<4, 2> {
  readonly outputs: number;
  /** Returns a model for evaluation, with the weights of its first prediction. It takes as much memory as the classifier until it is disposed. */
  toInference(): InferenceModel;
}

const bodies: Readonly<Record<ClassifierShape['model'], Body>> = { resnet18, convnet };
/** Channels of each network's first layer by default. */
export const defaultWidths = { resnet18: 64, convnet: 16 } as const;

/** Returns the classifier's parameters and operations. Needs no engine. */
export function describeClassifier({ model, outputs, width, size }: ClassifierShape): NetworkSpec<4, 2> {
  const net = new Layers();
  const input = net.on.input<4>([1, size, size, 3]);
  const output = bodies[model](net, input, { outputs, width: width ?? defaultWidths[model] });
  return { input, output, parameters: net.parameters, operations: net.on.operations };
}

/** Makes a classifier with first values from `seed`. */
export function createClassifier(kernels: Kernels, { seed, ...shape }: ClassifierOptions): Classifier {
  const network = createNetwork(describeClassifier(shape), kernels, 'classifier', seed);
  return { ...network, outputs: shape.outputs, toInference: () => createInference(network, kernels, shape.outputs) };
}
