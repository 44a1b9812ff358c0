import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Engine } from '../../src/engine/index.js';
import { beginTraining, recipeOf, resolveOptions, type InputBatch, type TrainingSetup, type TrainingState } from '../../src/training/index.js';

/** A recipe at work, for tests of single steps. @param words options as typed on the command line */
export function beginSteps(engine: Engine, words: Readonly<Record<string, string | boolean>>, more: Partial<TrainingSetup> = {}): TrainingState {
  const options = resolveOptions({ preset: 'article', words: { size: '32', model: 'convnet', width: '16', 'generator-width': '16', seed: '1', ...words } });
  return beginTraining({ engine, recipe: recipeOf(options), options, classes: 2, stepsPerEpoch: 100, epochs: 1, atOnce: true, ...more });
}

/** A batch of the view `pictures`. */
export const batchOf = (pictures: Tensor4D, labels = new Int32Array(pictures.shape[0]).fill(-1)): InputBatch =>
  ({ views: { pictures }, labels, indices: Int32Array.from(labels.keys()) });
