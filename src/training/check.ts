import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { WorkFailed, type TrainOptions } from '../config/index.js';
import type { Dataset, Split } from '../dataset/index.js';
import { generatorLayouts, readSafetensors, type SafetensorsFile } from '../models/index.js';
import type { Checkpoint } from './checkpoint.js';
import { refused, warnings } from './errors.js';
import type { RunPaths } from './folder.js';
import { checkMemory } from './memory.js';
import { obtainEngine } from './obtain.js';
import { recipeOf, type Plan, type RunContext } from './plan.js';
import type { Recipe } from './types.js';

interface Wish {
  readonly dataset: Dataset;
  readonly split: Split;
  readonly options: TrainOptions;
  readonly paths: RunPaths;
  readonly context: RunContext;
  readonly start?: Checkpoint;
}

/**
 * The plan of a run whose parts fit each other and the machine. Touches nothing.
 * @throws WrongCommand with what does not fit
 */
export async function planRun({ dataset, split, options: asked, paths, context, start }: Wish): Promise<Plan> {
  const { recipe, numbers } = recipeOf(asked);
  const options = { ...asked, ...numbers, ...(asked.weights !== null && { weights: resolve(asked.weights) }) };
  if (resolve(split.root) !== resolve(dataset.root)) throw refused.anotherDataset(dataset.root, split.root);
  refuseEmpty(split, recipe);
  const sizes = Object.keys(generatorLayouts).map(Number);
  if (recipe.sources.includes('generated') && !sizes.includes(options.size)) throw refused.size(options.size, sizes);
  const tight = checkMemory(options, recipe, {
    labelled: split.labelled.length, unlabelled: split.unlabelled.length, val: split.val.length, classes: split.classes.length,
  });
  const { engine, write } = context;
  return {
    paths, options, recipe, numbers, split,
    pretrained: options.weights === null || start !== undefined ? null : { path: options.weights, file: await readWeights(options.weights) },
    start: start ?? null,
    warnings: tight === null ? [] : [warnings.memory(tight.needed, tight.free)],
    obtainEngine: engine === undefined ? (tell, signal) => obtainEngine(options.engine, tell, signal) : () => Promise.resolve(engine),
    ...(write !== undefined && { write }),
  };
}

function refuseEmpty(split: Split, recipe: Recipe): void {
  const needs = [
    ['labelled', '--labels', true],
    ['val', '--val', true],
    ['test', '--test', true],
    ['unlabelled', 'fewer --labels, --val and --test, or more pictures', recipe.sources.includes('unlabelled')],
  ] as const;
  for (const [part, option, needed] of needs) if (needed && split[part].length === 0) throw refused.noSamples(part, option);
}

async function readWeights(path: string): Promise<SafetensorsFile> {
  try {
    return readSafetensors(await readFile(path), path);
  } catch (error) {
    throw error instanceof WorkFailed ? refused.weights(error.message) : refused.unreadable(path, error);
  }
}
