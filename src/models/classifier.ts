import { checkFields } from '../config/index.js';
import type { Kernels } from '../engine/index.js';
import { convnet } from './convnet.js';
import { efficientnetLite0 } from './efficientnet-lite0.js';
import { createInference, type InferenceModel } from './inference.js';
import { Layers, type Body, type Freeze, type Stem } from './layers.js';
import { createNetwork, type IsGiven, type Network } from './network.js';
import type { NetworkSpec } from './network-spec.js';
import { normalizations, type NormalizationName } from './normalization.js';
import { resnet18 } from './resnet18.js';

/** Everything that a classifier's shape follows from. */
export interface ClassifierShape {
  readonly model: 'resnet18' | 'convnet' | 'efficientnet-lite0';
  /** Logits: one for each class, and one more where generated pictures have a class of their own. */
  readonly outputs: number;
  /** Channels of the first layer; null: the network's default. EfficientNet-Lite0 has one width. */
  readonly width: number | null;
  /** Edge of the pictures, pixels. */
  readonly size: number;
  /** ResNet18 has both. @default imagenet */
  readonly stem?: Stem;
  /** How the network normalises its pictures. @default none */
  readonly normalize?: NormalizationName;
  /** @default nothing */
  readonly freeze?: Freeze;
  /** Learning rate of everything but the head, as a share of the head's. @default 1 */
  readonly bodyRate?: number;
}
/** What `createClassifier` takes: the shape, and what the first values depend on. */
export type ClassifierOptions = ClassifierShape & {
  readonly seed: number;
  /** @default no parameter */
  readonly isGiven?: IsGiven;
};

/** Pictures [N, H, W, 3] in [0, 1] -> logits [N, outputs]. */
export interface Classifier extends Network<4, 2> {
  readonly outputs: number;
  /** How it normalises its pictures. */
  readonly normalize: NormalizationName;
  /** Returns a model for evaluation, with the weights of its first prediction. It takes as much memory as the classifier until it is disposed. */
  toInference(): InferenceModel;
}

const bodies: Readonly<Record<ClassifierShape['model'], Body>> = { resnet18, convnet, 'efficientnet-lite0': efficientnetLite0 };
/** Channels of each network's first layer by default. */
export const defaultWidths = { resnet18: 64, convnet: 16, 'efficientnet-lite0': 32 } as const;

/** Returns the classifier's parameters and operations. Needs no engine. */
export function describeClassifier(shape: ClassifierShape): NetworkSpec<4, 2> {
  return traced(shape).spec;
}

/** Returns how many stages a network has, for `freeze`. */
export const stagesOf = (model: ClassifierShape['model']): number => traced({ model, outputs: 1, width: 1, size: 32 }).stages;

function traced({ model, outputs, width, size, stem = 'imagenet', normalize = 'none', freeze, bodyRate }: ClassifierShape): { readonly spec: NetworkSpec<4, 2>; readonly stages: number } {
  const net = new Layers(freeze, bodyRate);
  const input = net.on.input<4>([1, size, size, 3]);
  const normalization = normalizations[normalize];
  const pictures = normalization === null ? input : net.on.normalize(input, normalization);
  const output = bodies[model](net, pictures, { outputs, width: width ?? defaultWidths[model], stem });
  return { spec: { input, output, parameters: net.parameters, operations: net.on.operations }, stages: net.stages };
}

/** Makes a classifier with first values from `seed`, and zeros for those that are given. */
export function createClassifier(kernels: Kernels, options: ClassifierOptions): Classifier {
  checkFields('createClassifier', options, { model: true, outputs: true, width: true, size: true, stem: true, normalize: true, freeze: true, bodyRate: true, seed: true, isGiven: true });
  const { seed, isGiven, ...shape } = options;
  const network = createNetwork(describeClassifier(shape), kernels, 'classifier', seed, isGiven);
  return { ...network, outputs: shape.outputs, normalize: shape.normalize ?? 'none', toInference: () => createInference(network, kernels, shape.outputs) };
}

/** Returns the normalisation of a network whose weights say nothing else: its own design's, or none. */
export const ownNormalization = (model: ClassifierShape['model']): NormalizationName => (model === 'efficientnet-lite0' ? 'efficientnet' : 'none');
