import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { WorkFailed, type TrainOptions } from '../../config/index.js';
import type { Dataset, Split } from '../../dataset/index.js';
import { describeClassifier, generatorSizes, readSafetensors } from '../../models/index.js';
import { checkMemory } from '../check-memory.js';
import type { Checkpoint } from '../checkpoint/checkpoint.js';
import { fitOf } from '../checkpoint/weights.js';
import { errors } from '../errors.js';
import { countsOf } from '../memory.js';
import { messages } from '../messages.js';
import { obtainEngine } from '../obtain.js';
import { generatedBy, optionsOf, outputsOf, takesUnlabelled } from '../recipes/recipe.js';
import type { RunPaths } from './folder.js';
import { recipeOf, type Plan, type Pretrained, type RunContext } from './plan.js';

interface PlanRequest {
  readonly dataset: Dataset;
  readonly split: Split;
  readonly options: TrainOptions;
  readonly paths: RunPaths;
  readonly context: RunContext;
  readonly start?: Checkpoint;
}

/**
 * Checks that the parts of a run fit each other and the machine, and returns its plan. Touches nothing.
 * @throws WrongCommand with what does not fit
 */
export async function planRun({ dataset, split, options: asked, paths, context, start }: PlanRequest): Promise<Plan> {
  const recipe = recipeOf(asked, context.recipe);
  const options = { ...asked, ...(asked.weights !== null && { weights: resolve(asked.weights) }) };
  if (resolve(split.root) !== resolve(dataset.root)) throw errors.anotherDataset(dataset.root, split.root);
  refuseEmpty(split, takesUnlabelled(recipe, options));
  if (generatedBy(recipe, options) > 0 && !generatorSizes.includes(options.size)) throw errors.size(options.size, generatorSizes);
  const outputs = outputsOf(recipe, split.classes.length, options);
  const tight = checkMemory(options, recipe, countsOf(split));
  const pretrained = options.weights === null || start !== undefined ? null : await readWeights(options.weights, options, outputs);
  const { engine, write, createPipeline } = context;
  return {
    paths, options, recipe, split,
    epochs: optionsOf(options).epochs,
    pretrained,
    start: start ?? null,
    warnings: [
      ...(tight === null ? [] : [messages.memory(tight.needed, tight.free)]),
      ...(pretrained?.fit.otherHead ? [messages.head(pretrained.path, pretrained.fit.otherHead[0], outputs)] : []),
    ],
    notes: [],
    obtainEngine: engine === undefined ? (report, signal) => obtainEngine(options, report, signal) : () => Promise.resolve(engine),
    ...(write !== undefined && { write }),
    ...(createPipeline !== undefined && { createPipeline }),
  };
}

function refuseEmpty(split: Split, takesUnlabelled: boolean): void {
  const needs = [
    ['labelled', '--labels', true],
    ['val', '--val', true],
    ['test', '--test', true],
    ['unlabelled', 'fewer --labels, --val and --test, or more pictures', takesUnlabelled],
  ] as const;
  for (const [set, option, needed] of needs) if (needed && split[set].length === 0) throw errors.noSamples(set, option);
}

/** @throws WrongCommand where the file cannot be read, or its weights do not fit the classifier */
async function readWeights(path: string, { model, width, size }: TrainOptions, outputs: number): Promise<Pretrained> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw errors.unreadable(path, error);
  });
  if (isPickled(bytes)) throw errors.pickled(path);
  try {
    const file = readSafetensors(bytes, path);
    const fit = fitOf(describeClassifier({ model, outputs, width, size }).parameters, file);
    if (fit.problems.length > 0) throw errors.tensors(path, fit.problems);
    return { path, file, fit };
  } catch (error) {
    throw error instanceof WorkFailed ? errors.weights(error.message) : error;
  }
}

/** Whether `torch.save` wrote a file that begins so: a ZIP archive, or a pickle before PyTorch 1.6. */
function isPickled(bytes: Uint8Array): boolean {
  const starts = (...first: readonly number[]) => first.every((byte, index) => bytes[index] === byte);
  return starts(0x50, 0x4b, 0x03, 0x04) || starts(0x80, 0x02);
}
