import type { Kernels } from '../engine/index.js';
import { createConvnet } from './convnet.js';
import { createResNet18 } from './resnet18.js';
import type { Classifier } from './types.js';

export interface ClassifierOptions {
  readonly model: 'resnet18' | 'convnet';
  /** Logits: one a class, or one more where generated pictures have a class of their own. */
  readonly outputs: number;
  /** Channels of the first layer; null for the network's own. */
  readonly width: number | null;
  /** Edge of the pictures, pixels. */
  readonly size: number;
  readonly seed: number;
}

const networks = { resnet18: createResNet18, convnet: createConvnet } as const;
/** Channels that a network has in its first layer where none are asked for. */
export const ownWidths = { resnet18: 64, convnet: 16 } as const;

/** The network of `options.model`, freshly drawn from `seed`. */
export function createClassifier(kernels: Kernels, { model, outputs, width, size, seed }: ClassifierOptions): Classifier {
  return networks[model](kernels, { outputs, width: width ?? ownWidths[model], size, seed });
}
