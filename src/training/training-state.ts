import { tensor2d, type Tensor4D } from '@tensorflow/tfjs-core';
import { normals, withPrefix, stateOf, type Engine } from '../engine/index.js';
import { createEma, createClassifier, createGenerator, type Ema, type Classifier, type Generator } from '../models/index.js';
import { CLASSIFIER, GENERATOR, OPTIMIZER, type Checkpoint } from './checkpoint.js';
import { failed } from './errors.js';
import { passesAtOnce, picturesOf } from './memory.js';
import { decodePictures, type PictureSettings } from './pictures.js';
import type { Plan } from './plan.js';
import type { Stepper } from './types.js';
import { importMemory, importNetwork, importPretrained } from './weights.js';

/** The labelled pictures, which every step takes whole. */
export interface Labelled {
  readonly pixels: Uint8Array;
  readonly labels: Int32Array;
}

/** Everything of a run that lives in the engine. */
export interface TrainingState {
  readonly engine: Engine;
  readonly classifier: Classifier;
  /** What is evaluated, and kept where it is the best: the classifier, or the running average of its weights. */
  readonly evaluated: Classifier;
  readonly generator: Generator | null;
  readonly stepper: Stepper;
  readonly labelled: { readonly pictures: Tensor4D; readonly labels: Int32Array };
  dispose(): void;
}

/**
 * Decodes the labelled pictures, once for the whole run.
 * @throws WorkFailed naming every one that cannot be read: a label is too dear to be dropped in silence
 */
export async function decodeLabelled({ split }: Plan, settings: PictureSettings, signal: AbortSignal): Promise<Labelled> {
  const { pixels, bad } = await decodePictures(split.labelled.map(({ path }) => path), split.root, settings, signal);
  if (bad.length > 0) throw failed.badLabelled(bad.map(({ index, reason }) => ({ path: split.labelled[index].path, reason })), split.labelled.length);
  return { pixels, labels: Int32Array.from(split.labelled, (sample) => sample.class) };
}

/** The part of a plan that the networks come from. */
export type LearningPlan = Pick<Plan, 'options' | 'recipe' | 'numbers' | 'split' | 'pretrained' | 'start' | 'paths'>;

/** Makes the networks and the optimizers, as the plan's start has them. */
export function beginLearning(plan: LearningPlan, engine: Engine, { pixels, labels }: Labelled): TrainingState {
  const { options, recipe, numbers, split, pretrained, start } = plan;
  const { model, width, seed, size, noise, batch } = options;
  const create = () => createClassifier(engine.kernels, { model, outputs: recipe.outputs(split.classes.length), width, size, seed });
  const classifier = create();
  const evaluated = numbers.ema > 0 ? create() : classifier;
  const generator = recipe.sources.includes('generated')
    ? createGenerator(engine.kernels, { size, width: options['generator-width'], noise, seed })
    : null;
  const taught = recipe.begin({ engine, classifier, generator, numbers, batch, seed, atOnce: passesAtOnce(options, picturesOf(recipe, batch, labels.length).all) });
  const stepper = evaluated === classifier ? taught : averaging(taught, evaluated, createEma(engine.kernels, evaluated.parameters, classifier.parameters, numbers.ema));
  const learning = {
    engine, classifier, evaluated, generator, stepper,
    labelled: { pictures: engine.upload(pixels, [labels.length, size, size, 3]), labels },
    dispose() {
      stepper.dispose();
      generator?.dispose();
      if (evaluated !== classifier) evaluated.dispose();
      classifier.dispose();
      this.labelled.pictures.dispose();
    },
  };
  try {
    if (start !== null) goOn(learning, start, plan.paths.last);
    else if (pretrained !== null) for (const { parameters } of new Set([classifier, evaluated])) importPretrained(parameters, pretrained.file, pretrained.fit);
    return learning;
  } catch (error) {
    learning.dispose();
    throw error;
  }
}

/** The same steps, after each of which the average follows. It is remembered beside the optimizers' memory. */
function averaging(stepper: Stepper, evaluated: Classifier, average: Ema): Stepper {
  return {
    memory: [...stepper.memory, ...withPrefix('average', evaluated.parameters.map(stateOf))],
    async step(input) {
      const losses = await stepper.step(input);
      await average.update(input.step);
      return losses;
    },
    resumeAt: (steps) => stepper.resumeAt(steps),
    dispose() {
      average.dispose();
      stepper.dispose();
    },
  };
}

function goOn({ classifier, generator, stepper }: TrainingState, { progress, files }: Checkpoint, where: string): void {
  const file = (name: string) => {
    const found = files.get(name);
    if (found === undefined) throw failed.checkpoint(where, `${name} is missing`);
    return found;
  };
  importNetwork(classifier.parameters, file(CLASSIFIER), `${where}/${CLASSIFIER}`);
  if (generator !== null) importNetwork(generator.parameters, file(GENERATOR), `${where}/${GENERATOR}`);
  importMemory(stepper.memory, file(OPTIMIZER), `${where}/${OPTIMIZER}`);
  stepper.resumeAt(progress.step);
}

/** Pictures in the grid of an epoch, and how many are drawn at once. */
const GRID = 64;
const AT_ONCE = 16;

/** The same noise every epoch, as pictures: float32 RGB in [0, 1], NHWC, 64 of them. */
export async function drawSamples(generator: Generator, seed: number): Promise<Float32Array> {
  const noise = normals(seed, 'grid', 0, GRID * generator.noise);
  const perPicture = generator.size * generator.size * 3;
  const all = new Float32Array(GRID * perPicture);
  for (let first = 0; first < GRID; first += AT_ONCE) {
    const z = tensor2d(noise.subarray(first * generator.noise, (first + AT_ONCE) * generator.noise), [AT_ONCE, generator.noise]);
    const pictures = await generator.generate(z).finally(() => z.dispose());
    try {
      all.set(Float32Array.from(await pictures.data()), first * perPicture);
    } finally {
      pictures.dispose();
    }
  }
  return all;
}
