import type { TrainOptions } from '../config/index.js';
import type { Split } from '../dataset/index.js';
import { activationCount, describeClassifier, describeGenerator, evaluatedActivationCount, keptActivationCount, pretrainedWeights, weightCount, type NetworkSpec } from '../models/index.js';
import { decodedSizeOf, parsePolicies } from '../pipeline/index.js';
import { shapeOf, type ClassifierSizes } from './classifier-shape.js';
import { batchSizeOf, featureLimitsOf, generatedBy, inputsOf, isRepeated, optionsOf, outputsOf, type FeatureLimits, type Recipe } from './recipes/recipe.js';

/** Samples of each set in a run, and classes. */
export interface Counts {
  readonly labelled: number;
  readonly unlabelled: number;
  readonly val: number;
  readonly classes: number;
}

export const countsOf = ({ labelled, unlabelled, val, classes }: Split): Counts => ({
  labelled: labelled.length, unlabelled: unlabelled.length, val: val.length, classes: classes.length,
});

/** Bytes that a run needs, by purpose. The total was within a quarter of the measured peak of whole runs (docs/engine.md). */
export interface MemoryEstimate {
  /** Node, TensorFlow's library and the decode threads, before a run does anything. */
  readonly process: number;
  /** Weights, their gradients and the optimizers' state. */
  readonly weights: number;
  /** The activations of a step's passes and their gradients: of all passes if they are done at once, else of the largest. */
  readonly activations: number;
  /** Pictures: the batches of a step, buffers, the cache, the validation set and its evaluation. */
  readonly pictures: number;
  /** Features of pictures, and what a head is fitted with. */
  readonly features: number;
  readonly total: number;
}

/** Decoded validation pictures stay in memory from epoch to epoch if they take at most so many bytes. */
export const MAX_VALIDATION_BYTES = 512 * 2 ** 20;

/** Bytes for the activations of a step's passes, up to which the passes are done at once. */
const AT_ONCE = 2 ** 30;
/** Bytes of all activations of a pass in evaluation. About a quarter of them exist at the same time. */
const EVALUATION = 240 * 2 ** 20;
/** Resident bytes on Linux x64 with the engine at work, and for each decode thread. */
const PROCESS = { native: 400 * 2 ** 20, wasm: 150 * 2 ** 20, worker: 45 * 2 ** 20 } as const;
const FLOAT = 4;
const DOUBLE = 8;
/** The peak of a training pass over its activations: the gradients of one layer at a time, and copies that kernels make. Measured on whole runs. */
const TRAINING_PEAK = 1.6;
/** Floats for each weight: its value, its gradient, two of the optimizer (Adam), and two copies while a checkpoint is written. */
const WEIGHT_COPIES = 6;

/** The networks of a run, traced without an engine. */
export interface RunNetworks {
  readonly classifier: NetworkSpec<4, 2>;
  /** Null for a recipe that generates no pictures. */
  readonly generator: NetworkSpec | null;
}

export function describeNetworks(recipe: Recipe, options: TrainOptions, classes: number): RunNetworks {
  const { size, noise, 'generator-width': generatorWidth } = options;
  return {
    classifier: describeClassifier(shapeOf(options, outputsOf(recipe, classes, options))),
    generator: generatedBy(recipe, options) > 0 ? describeGenerator({ size, noise, width: generatorWidth }) : null,
  };
}

/** Returns the bytes of a number of an activation. */
const activationFloat = ({ precision }: Pick<TrainOptions, 'precision'>): number => (precision === 'bf16' ? FLOAT / 2 : FLOAT);

/** Returns the bytes of float32 that a classifier's activations take for one picture. */
const activationBytes = (sizes: ClassifierSizes): number => activationCount(describeClassifier(shapeOf(sizes, 1))) * FLOAT;

/**
 * Returns whether a step's passes through the classifier are done at once: they are for small pictures, where weights are
 * much of a convolution's work. Depends only on the run's sizes, so a resumed run gets the same value.
 * @param pictures of all the passes
 */
export const passesAtOnce = (sizes: ClassifierSizes, pictures: number): boolean => pictures * activationBytes(sizes) * TRAINING_PEAK <= AT_ONCE;

/** Returns the pictures in a step's passes through the classifier: of the largest pass, and of all. */
export function picturesPerStep(recipe: Recipe, options: TrainOptions, counts: Pick<Counts, 'labelled' | 'unlabelled'>): { readonly largest: number; readonly all: number } {
  const inputs = Object.values(inputsOf(recipe, options)).map((input) => batchSizeOf(input, counts) * Object.keys(input.views).length);
  const passes = recipe.passes?.(optionsOf(options)) ?? [...inputs, generatedBy(recipe, options)];
  return { largest: Math.max(...passes), all: passes.reduce((sum, pictures) => sum + pictures, 0) };
}

/** Estimates the memory that a run needs. */
export function estimateMemory(options: TrainOptions, recipe: Recipe, counts: Counts): MemoryEstimate {
  const { cache, size, workers } = options;
  const { classifier, generator } = describeNetworks(recipe, options, counts.classes);
  const pictureBytes = size * size * 3;
  const { largest, all } = picturesPerStep(recipe, options, counts);
  const trained = passesAtOnce(options, all) ? all : largest;
  const activationFloats = trained * keptActivationCount(classifier) + (generator === null ? 0 : generatedBy(recipe, options) * activationCount(generator));

  const process = PROCESS[options.engine === 'wasm' ? 'wasm' : 'native'] + workers * PROCESS.worker;
  const weights = (weightCount(classifier) + (generator === null ? 0 : weightCount(generator))) * FLOAT * WEIGHT_COPIES;
  const activations = activationFloats * activationFloat(options) * TRAINING_PEAK;
  const policies = parsePolicies(options.policies, size);
  const inputs = Object.values(inputsOf(recipe, options)).map((input) => {
    const batchBytes = batchSizeOf(input, counts) * Object.keys(input.views).length * pictureBytes;
    if (isRepeated(input, counts)) return batchBytes * FLOAT;
    const cached = cache === 'ram' || input.set === 'labelled';
    const decodedSize = decodedSizeOf({ views: Object.values(input.views), size, policies });
    // The step's batch and the next one are floats; prefetched ones are bytes.
    return batchBytes * (2 * FLOAT + options.prefetch) + (cached ? counts[input.set] * decodedSize ** 2 * 3 : 0);
  });
  const validation = Math.min(counts.val * pictureBytes, MAX_VALIDATION_BYTES) + Math.min(counts.val, evaluationBatch(options)) * evaluatedActivationCount(classifier) * activationFloat(options);
  const pictures = inputs.reduce((sum, bytes) => sum + bytes, 0) + validation;
  const features = featureBytes(options, recipe, counts, classifier);
  return { process, weights, activations, pictures, features, total: process + weights + activations + pictures + features };
}

/** Returns the bytes of the features that a run computes. A head is fitted to a copy of those it learns from, and to that in double precision. */
function featureBytes(options: TrainOptions, recipe: Recipe, counts: Counts, { operations }: NetworkSpec<4, 2>): number {
  const width = operations.at(-1)?.inputs[0]?.shape[1] ?? 0;
  const { labelled = 0, unlabelled = 0, validation = 0 }: FeatureLimits = { ...(mayFitHead(options) && { labelled: Infinity, validation: Infinity }), ...featureLimitsOf(recipe, options) };
  const learned = Math.min(labelled, counts.labelled) + Math.min(unlabelled, counts.unlabelled);
  return width * (learned * (2 * FLOAT + DOUBLE) + Math.min(validation, counts.val) * FLOAT);
}

/** Whether the head may start from logistic regression: that of pretrained weights, if it has other classes. */
const mayFitHead = ({ head, weights, model }: TrainOptions): boolean => head === 'probe' && weights !== 'none' && (weights !== null || pretrainedWeights(model) !== null);

/** Returns how many pictures evaluation takes at once, 1 to 256. */
export const evaluationBatch = (sizes: ClassifierSizes): number => Math.min(256, Math.max(1, Math.floor(EVALUATION / activationBytes(sizes))));
