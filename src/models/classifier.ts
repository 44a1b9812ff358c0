import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Kernels, Tape, Value } from '../engine/index.js';
import { noGrad } from './no-grad.js';
import { convnet } from './convnet.js';
import { Folds } from './fold.js';
import { LayerMaker, passOn, type Body } from './layers.js';
import { resnet18 } from './resnet18.js';
import type { Classifier, ParameterSpec, Mode, InferenceModel } from './types.js';

/** What there is to know of a classifier before it is made. */
export interface ClassifierShape {
  readonly model: 'resnet18' | 'convnet';
  /** Logits: one a class, or one more where generated pictures have a class of their own. */
  readonly outputs: number;
  /** Channels of the first layer; null for the network's own. */
  readonly width: number | null;
  /** Edge of the pictures, pixels. */
  readonly size: number;
}
export type ClassifierOptions = ClassifierShape & { readonly seed: number };

const bodies: Readonly<Record<ClassifierShape['model'], Body>> = { resnet18, convnet };
/** Channels that a network has in its first layer where none are asked for. */
export const ownWidths = { resnet18: 64, convnet: 16 } as const;

/** The network of `options.model`, freshly drawn from `seed`. */
export function createClassifier(kernels: Kernels, options: ClassifierOptions): Classifier {
  const { make, through } = layOut(options, options.seed);
  const forward = (tape: Tape, pictures: Value<Tensor4D>, mode: Mode) => through(pictures, passOn(tape, kernels, mode));
  const toInference = (): InferenceModel => {
    const folds = new Folds();
    return {
      outputs: options.outputs,
      predict: (pictures) => noGrad((tape) => through(tape.input(pictures), passOn(tape, kernels, 'eval', folds))),
      dispose: () => folds.dispose(),
    };
  };
  return {
    outputs: options.outputs,
    parameters: make.initialize(),
    forward,
    toInference,
    dispose: () => make.dispose(),
  };
}

/** What the parameters of a classifier are. Needs no engine. */
export const describeClassifier = (shape: ClassifierShape): readonly ParameterSpec[] => layOut(shape, 0).make.parameters;

function layOut({ model, outputs, width, size }: ClassifierShape, seed: number) {
  const make = new LayerMaker('classifier', seed);
  return { make, through: bodies[model](make, { outputs, width: width ?? ownWidths[model], size }) };
}
