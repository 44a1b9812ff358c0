import type { TrainOptions } from '../config/index.js';
import type { Dataset } from '../dataset/index.js';
import type { Engine } from '../engine/index.js';
import { generatorSizes } from '../models/index.js';
import { refused } from './errors.js';
import { pathsIn } from './folder.js';
import { beginLearning } from './training-state.js';
import { checkMemory } from './memory.js';
import { decodePictures, openDecoding } from './pictures.js';
import { recipeOf } from './plan.js';

export interface StepProbeRequest {
  /** Of two classes or more. */
  readonly dataset: Dataset;
  readonly options: TrainOptions;
  readonly engine: Engine;
  readonly signal: AbortSignal;
}

/** Steps of a run that is none: nothing is kept of them. */
export interface StepProbe {
  /** Whether steps take unlabelled pictures. */
  readonly takesUnlabelled: boolean;
  /** One step on `count` unlabelled pictures (uint8 RGB, NHWC). Calls `uploaded` when `pixels` may be written again. */
  step(pixels: Uint8Array, count: number, uploaded?: () => void): Promise<void>;
  dispose(): void;
}

/**
 * The step of a run with these options, for whoever measures it: the networks, the recipe, and as many labelled pictures
 * as a run would take. Needs no split, and writes nothing.
 * @throws WrongCommand when the options do not fit each other or the machine
 */
export async function createStepProbe({ dataset, options: asked, engine, signal }: StepProbeRequest): Promise<StepProbe> {
  const { recipe, numbers } = recipeOf(asked);
  const options = { ...asked, ...numbers };
  const { size } = options;
  const sizes = generatorSizes;
  if (recipe.sources.includes('generated') && !sizes.includes(size)) throw refused.size(size, sizes);
  const known = dataset.samples.flatMap(({ path, class: index }) => (index === null ? [] : [{ path, class: index }]));
  const wanted = Math.min(options.labels, known.length);
  const samples = Array.from({ length: wanted }, (_, at) => known[Math.floor((at * known.length) / wanted)]);
  checkMemory(options, recipe, { labelled: wanted, unlabelled: dataset.samples.length - wanted, val: 0, classes: dataset.classes.length });

  const settings = openDecoding(options);
  const { pixels, kept } = await decodePictures(samples.map(({ path }) => path), dataset.root, settings, signal).finally(() => settings.pool.close());
  const labelled = { pixels, labels: Int32Array.from(kept, (index) => samples[index].class) };
  const split = { ...dataset, seed: options.seed, labelled: samples, val: [], test: [], unlabelled: [] };
  const learning = beginLearning({ options, recipe, numbers, split, pretrained: null, start: null, paths: pathsIn('') }, engine, labelled);
  let step = 0;
  return {
    takesUnlabelled: recipe.sources.includes('unlabelled'),
    async step(batch, count, uploaded = () => undefined) {
      const unlabelled = engine.upload(batch, [count, size, size, 3]);
      uploaded();
      try {
        await learning.stepper.step({ step: step++, labelled: learning.labelled, unlabelled });
      } finally {
        unlabelled.dispose();
      }
    },
    dispose: () => learning.dispose(),
  };
}
