import { stack, type Scalar } from '@tensorflow/tfjs-core';
import type { OptimizerState } from '../../engine/index.js';
import type { Classifier, Generator } from '../../models/index.js';
import { CLASSIFIER, GENERATOR, OPTIMIZER, type Checkpoint } from '../checkpoint/checkpoint.js';
import { importStates, importNetwork, importPretrained } from '../checkpoint/weights.js';
import { errors } from '../errors.js';
import type { Pretrained } from '../run/plan.js';
import { RecipeModels, type TrainingSetup } from './recipe-models.js';
import type { Measured, Recipe, StepBatches } from './recipe.js';

/** A recipe at work: its networks, optimizers and everything else of a run that lives in the engine. */
export interface TrainingState {
  readonly classifier: Classifier;
  readonly generator: Generator | null;
  /** The classifier that is evaluated and saved as the best: the EMA copy where there is one. */
  readonly evaluated: Classifier;
  /** The generator of the sample grid: the EMA copy where there is one. */
  readonly sampled: Generator | null;
  /** What checkpoints keep beside the networks: optimizer moments, EMA copies, the recipe's own tensors. */
  readonly saved: readonly OptimizerState[];
  /** Takes a step. @param step steps done before this one */
  step(batches: StepBatches, step: number): Promise<Measured>;
  /** Returns the learning rate of a step; null where the recipe has no optimizer. @param step steps done before it */
  learningRate(step: number): number | null;
  /** Continues after so many steps. */
  resumeAt(steps: number): void;
  dispose(): void;
}

/** Lets the recipe make its networks and optimizers, with fresh weights. */
export function beginTraining(setup: TrainingSetup): TrainingState {
  const models = new RecipeModels(setup);
  try {
    const step = setup.recipe.begin(models);
    return {
      ...models.networks(),
      saved: models.saved,
      async step(batches, number) {
        const measured = await step(batches, number);
        await models.follow(number);
        return readMeasured(setup.recipe, measured);
      },
      learningRate: (step) => models.learningRate(step),
      resumeAt: (steps) => models.resumeAt(steps),
      dispose: () => models.dispose(),
    };
  } catch (error) {
    models.dispose();
    throw error;
  }
}

/** Reads losses and shares at once: reading is a full stop for TensorFlow, so a step has one. */
async function readMeasured({ losses, shares = [] }: Recipe, measured: readonly Scalar[]): Promise<Measured> {
  const all = stack([...measured]);
  for (const each of measured) each.dispose();
  try {
    const values = await all.data();
    const named = (names: readonly string[], first: number) => Object.fromEntries(names.map((name, index) => [name, values[first + index]]));
    return { losses: named(losses, 0), shares: named(shares, losses.length) };
  } finally {
    all.dispose();
  }
}

/**
 * Sets everything from a checkpoint.
 * @param where its path, for errors
 */
export function resumeFrom({ classifier, generator, saved, resumeAt }: TrainingState, { progress, files }: Checkpoint, where: string): void {
  const file = (name: string) => {
    const found = files.get(name);
    if (found === undefined) throw errors.checkpoint(where, `${name} is missing`);
    return found;
  };
  importNetwork(classifier.parameters, file(CLASSIFIER), `${where}/${CLASSIFIER}`);
  if (generator !== null) importNetwork(generator.parameters, file(GENERATOR), `${where}/${GENERATOR}`);
  importStates(saved, file(OPTIMIZER), `${where}/${OPTIMIZER}`);
  resumeAt(progress.step);
}

/** Sets the classifier, and its EMA copy, from pretrained weights. */
export function startFrom({ classifier, evaluated }: TrainingState, { file, fit }: Pretrained): void {
  for (const { parameters } of new Set([classifier, evaluated])) importPretrained(parameters, file, fit);
}
