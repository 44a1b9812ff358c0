import { freemem, totalmem } from 'node:os';
import { formatBytes, type TrainOptions } from '../config/index.js';
import type { Split } from '../dataset/index.js';
import { activationCount, describeClassifier, describeGenerator, weightCount } from '../models/index.js';
import { errors } from './errors.js';
import { generatedBy, optionsOf, takesUnlabelled, type Recipe } from './recipe.js';

/** How many samples a run has of each part, and how many classes. */
export interface Counts {
  readonly labelled: number;
  readonly unlabelled: number;
  readonly val: number;
  readonly classes: number;
}

export const countsOf = ({ labelled, unlabelled, val, classes }: Split): Counts => ({
  labelled: labelled.length, unlabelled: unlabelled.length, val: val.length, classes: classes.length,
});

/** Bytes that a run will need, by what for. Within a quarter of the truth in all, where it was held against it. */
export interface MemoryEstimate {
  /** Node, TensorFlow's library, the decode threads: what a run of next to nothing takes. */
  readonly process: number;
  /** Weights, their gradients and what the optimizers remember. */
  readonly weights: number;
  /** What a step's passes through the classifier keep for their gradients, all of them or the greatest, and the gradients themselves. */
  readonly activations: number;
  /** Pictures: labelled ones and two batches as floats, buffers, the cache, the validation set and what judging it takes. */
  readonly pictures: number;
  readonly total: number;
}

/** Decoded validation pictures are kept from epoch to epoch where they take no more than this, bytes. */
export const KEPT_VALIDATION = 512 * 2 ** 20;

/** What the activations of a step's passes through the classifier may take where these are done at once, bytes. */
const AT_ONCE = 2 ** 30;
/** What a pass in evaluation mode may take, bytes. */
const EVALUATION = 240 * 2 ** 20;
/** Resident on Linux x64 once the engine is loaded, and what a decode thread adds to it, bytes. */
const PROCESS = { native: 370 * 2 ** 20, wasm: 150 * 2 ** 20, worker: 45 * 2 ** 20 } as const;
const FLOAT = 4;
/** What a training pass takes of its activations' size: the gradients of one layer at a time, and copies that kernels make. Measured on whole runs. */
const BACKWARD = 1.6;

/** What a network's size follows from. */
export type Sizes = Pick<TrainOptions, 'model' | 'width' | 'size' | 'generator-width' | 'noise'>;

/** Numbers that a picture leaves in a training pass of the classifier. */
const classifierFloats = (sizes: Pick<Sizes, 'model' | 'width' | 'size'>): number => activationCount(describeClassifier({ ...sizes, outputs: 1 }));

/** Weights of the classifier. */
export const classifierWeights = (sizes: Sizes, outputs: number): number => weightCount(describeClassifier({ ...sizes, outputs }));

/** Weights of the generator, and numbers that a picture leaves in a training pass. */
export function generatorFloats({ size, noise, 'generator-width': width }: Sizes): { readonly weights: number; readonly activations: number } {
  const spec = describeGenerator({ size, noise, width });
  return { weights: weightCount(spec), activations: activationCount(spec) };
}

/**
 * Whether a step's passes through the classifier are done at once: where a picture has few pixels, so that weights are much
 * of a convolution's work. It hangs on the run's sizes alone, for a resumed run computes what it would have.
 * @param pictures of all the passes
 */
export const passesAtOnce = (sizes: Pick<Sizes, 'model' | 'width' | 'size'>, pictures: number): boolean =>
  pictures * classifierFloats(sizes) * FLOAT * BACKWARD <= AT_ONCE;

/** Pictures that a step's passes take, one after another or in all: what `passesAtOnce` is asked about. */
export function picturesOf(recipe: Recipe, options: TrainOptions, sets: Pick<Counts, 'labelled' | 'unlabelled'>): { readonly largest: number; readonly all: number } {
  const inputs = Object.values(recipe.inputs(optionsOf(options))).map(({ set, batch, views }) => (batch === 'all' ? sets[set] : batch) * Object.keys(views).length);
  const counts = [...inputs, generatedBy(recipe, options)];
  return { largest: Math.max(...counts), all: counts.reduce((sum, count) => sum + count, 0) };
}

/** What a run will need. */
export function estimateMemory(options: TrainOptions, recipe: Recipe, counts: Counts): MemoryEstimate {
  const { batch, prefetch, cache, size, workers, precision } = options;
  const kept = precision === 'bf16' ? FLOAT / 2 : FLOAT;
  const generated = generatedBy(recipe, options);
  const generator = generated > 0 ? generatorFloats(options) : { weights: 0, activations: 0 };
  const { largest, all } = picturesOf(recipe, options, counts);
  const atOnce = passesAtOnce(options, all) ? all : largest;
  const picture = size * size * 3;
  // Value, gradient, the optimizer's two (Adam) or one; and once more where a checkpoint is taken of them.
  const weights = (classifierWeights(options, recipe.outputs(counts.classes, optionsOf(options))) + generator.weights) * FLOAT * 6;
  const activations = (atOnce * classifierFloats(options) + generated * generator.activations) * kept * BACKWARD;
  const streamed = takesUnlabelled(recipe, options) ? batch * picture * (2 * FLOAT + prefetch) + (cache === 'ram' ? counts.unlabelled * picture : 0) : 0;
  const judged = Math.min(counts.val, evaluationBatch(options)) * classifierFloats(options) * FLOAT;
  const pictures = counts.labelled * picture * FLOAT + streamed + Math.min(counts.val * picture, KEPT_VALIDATION) + judged;
  const process = PROCESS[options.engine === 'wasm' ? 'wasm' : 'native'] + workers * PROCESS.worker;
  return { process, weights, activations, pictures, total: process + weights + activations + pictures };
}

/**
 * Refuses a run that this machine cannot hold, before TensorFlow aborts in the middle of it.
 * @returns the bytes needed and those free, where the run may be tight
 * @throws WrongCommand with the numbers and what to lower
 */
export function checkMemory(options: TrainOptions, recipe: Recipe, counts: Counts, machine = machineMemory()): { needed: string; free: string } | null {
  const estimate = estimateMemory(options, recipe, counts);
  // On a card the activations are not this memory's; how much the card has is known only once the engine is loaded.
  const needed = options.engine === 'gpu' ? estimate.total - estimate.activations - estimate.weights : estimate.total;
  if (needed > machine.total) {
    const parts = `activations ${formatBytes(estimate.activations)}, pictures ${formatBytes(estimate.pictures)}, weights ${formatBytes(estimate.weights)}`;
    throw errors.memory(formatBytes(needed), formatBytes(machine.total), parts, lowerOf(options, estimate, counts));
  }
  return needed > machine.free ? { needed: formatBytes(needed), free: formatBytes(machine.free) } : null;
}

/** Pictures that a pass in evaluation mode takes at once, 1 to 256. */
export function evaluationBatch(sizes: Sizes): number {
  return Math.min(256, Math.max(1, Math.floor(EVALUATION / (classifierFloats(sizes) * FLOAT))));
}

/** Memory of this machine, or of the container that the process is confined to, bytes. */
export function machineMemory(): { readonly total: number; readonly free: number } {
  const confined = process.constrainedMemory();
  const total = confined > 0 ? Math.min(totalmem(), confined) : totalmem();
  return { total, free: Math.min(total, freemem()) };
}

function lowerOf({ cache }: TrainOptions, { weights, activations, pictures }: MemoryEstimate, { labelled }: Counts): string {
  if (weights > activations && weights > pictures) return '--width or --generator-width';
  if (pictures > activations) return cache === 'ram' ? '--size or --batch, or turn --cache off' : '--size, --batch or --prefetch';
  return `--batch, --size or --width (the ${labelled} labelled pictures are one batch: --labels)`;
}
