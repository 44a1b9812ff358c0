import { checkFields, type TrainOptions } from '../config/index.js';
import type { Dataset } from '../dataset/index.js';
import type { Engine } from '../engine/index.js';
import { generatorSizes } from '../models/index.js';
import type { View } from '../pipeline/index.js';
import { checkMemory } from './check-memory.js';
import { errors } from './errors.js';
import { decodePictures, openDecoding } from './evaluation/pictures.js';
import { passesAtOnce, picturesPerStep } from './memory.js';
import { epochsOf, generatedBy, inputsOf, takesUnlabelled, type InputBatch } from './recipes/recipe.js';
import { beginTraining } from './recipes/training-state.js';
import { stepsPerEpoch } from './run/inputs.js';
import { recipeOf } from './run/plan.js';

export interface StepProbeRequest {
  /** It has two classes or more. */
  readonly dataset: Dataset;
  readonly options: TrainOptions;
  readonly engine: Engine;
  readonly signal: AbortSignal;
}

/** Takes steps to measure their time. Nothing of them is saved. */
export interface StepProbe {
  /** Whether steps take unlabelled pictures. */
  readonly takesUnlabelled: boolean;
  /**
   * Takes a step on `count` unlabelled pictures. Calls `uploaded` when their pixels may be written again.
   * @param views pixels of each view (uint8 RGB, NHWC), in the order of `streamedViews`; the first stands for those that are missing
   */
  step(views: readonly Uint8Array[], count: number, uploaded?: () => void): Promise<void>;
  dispose(): void;
}

/** Returns the views of the unlabelled pictures of a step: of the input with the most, where it has several. */
export function streamedViews(options: TrainOptions): readonly View[] {
  const streamed = Object.values(inputsOf(recipeOf(options), options)).filter(({ set }) => set === 'unlabelled').map(({ views }) => Object.values(views));
  return streamed.reduce<readonly View[]>((most, views) => (views.length > most.length ? views : most), []);
}

/**
 * Makes the networks and the step of a run with these options, and decodes as many labelled pictures as the run would take.
 * Needs no split, and writes nothing.
 * @throws WrongCommand when the options do not fit each other or the machine
 */
export async function createStepProbe(request: StepProbeRequest): Promise<StepProbe> {
  checkFields('createStepProbe', request, { dataset: true, options: true, engine: true, signal: true });
  const { dataset, options, engine, signal } = request;
  const recipe = recipeOf(options);
  const { size } = options;
  if (Object.keys(inputsOf(recipe, options)).length === 0) throw errors.nothingToTune(recipe.name);
  if (generatedBy(recipe, options) > 0 && !generatorSizes.includes(size)) throw errors.size(size, generatorSizes);
  const known = dataset.samples.flatMap(({ path, class: index }) => (index === null ? [] : [{ path, class: index }]));
  const count = Math.min(options.labels, known.length);
  const samples = Array.from({ length: count }, (_, index) => known[Math.floor((index * known.length) / count)]);
  const counts = { labelled: count, unlabelled: dataset.samples.length - count, val: 0, classes: dataset.classes.length };
  checkMemory(options, recipe, counts);

  const settings = openDecoding(options);
  const { pixels, indices } = await decodePictures(samples.map(({ path }) => path), dataset.root, settings, signal).finally(() => settings.pool.close());
  const labels = Int32Array.from(indices, (index) => samples[index].class);
  const state = beginTraining({
    engine, recipe, options,
    classes: dataset.classes.length,
    stepsPerEpoch: stepsPerEpoch(recipe, options, counts),
    epochs: epochsOf(recipe, options),
    atOnce: passesAtOnce(options, picturesPerStep(recipe, options, counts).all),
  });
  const inputs = Object.entries(inputsOf(recipe, options));
  const pictureBytes = size * size * 3;
  const upload = (pixels: readonly Uint8Array[], views: object) =>
    Object.fromEntries(Object.keys(views).map((view, index) => {
      const bytes = pixels[index] ?? pixels[0];
      return [view, engine.upload(bytes, [bytes.length / pictureBytes, size, size, 3])];
    }));
  const labelled = inputs.filter(([, { set }]) => set === 'labelled').map(([name, { batch, views }]): readonly [string, InputBatch] => {
    const taken = batch === 'all' ? labels.length : Math.min(batch, labels.length);
    return [name, { views: upload([pixels.subarray(0, taken * pictureBytes)], views), labels: labels.subarray(0, taken), indices: Int32Array.from({ length: taken }, (_, index) => index) }];
  });
  let step = 0;
  return {
    takesUnlabelled: takesUnlabelled(recipe, options),
    async step(unlabelledViews, count, uploaded = () => undefined) {
      const unlabelled = inputs.filter(([, { set }]) => set === 'unlabelled').map(([name, { views }]): readonly [string, InputBatch] => [
        name, { views: upload(unlabelledViews, views), labels: new Int32Array(count).fill(-1), indices: Int32Array.from({ length: count }, (_, index) => index) },
      ]);
      uploaded();
      try {
        await state.step(Object.fromEntries([...labelled, ...unlabelled]), step++);
      } finally {
        disposeAll(unlabelled);
      }
    },
    dispose() {
      disposeAll(labelled);
      state.dispose();
    },
  };
}

const disposeAll = (batches: readonly (readonly [string, InputBatch])[]): void =>
  batches.forEach(([, { views }]) => Object.values(views).forEach((pictures) => pictures.dispose()));
