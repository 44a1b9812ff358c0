import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { WorkFailed, type TrainOptions } from '../../config/index.js';
import type { Dataset, Split } from '../../dataset/index.js';
import { isOperation, type TracedOperation } from '../../engine/index.js';
import { describeClassifier, generatorSizes, ownNormalization, pretrainedWeights, readSafetensors } from '../../models/index.js';
import { checkMemory } from '../check-memory.js';
import { checkShape, shapeOf } from '../classifier-shape.js';
import type { Checkpoint } from '../checkpoint/checkpoint.js';
import { fitOf } from '../checkpoint/weights.js';
import { errors } from '../errors.js';
import { countsOf, type Counts } from '../memory.js';
import { messages } from '../messages.js';
import { obtainEngine } from '../obtain.js';
import { batchSizeOf, epochsOf, generatedBy, inputsOf, optionsOf, outputsOf, takesUnlabelled, type Recipe } from '../recipes/recipe.js';
import type { RunPaths } from './folder.js';
import { normalizationOf } from './normalization.js';
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
  const path = weightsOf(asked);
  if (resolve(split.root) !== resolve(dataset.root)) throw errors.anotherDataset(dataset.root, split.root);
  refuseEmpty(split, takesUnlabelled(recipe, asked));
  if (generatedBy(recipe, asked) > 0 && !generatorSizes.includes(asked.size)) throw errors.size(asked.size, generatorSizes);
  checkShape(asked);
  const outputs = outputsOf(recipe, split.classes.length, asked);
  refuseOneValue(recipe, asked, countsOf(split), outputs);
  const tight = checkMemory(asked, recipe, countsOf(split));
  const pretrained = path === null || start !== undefined ? null : await readWeights(path, asked, outputs);
  const normalize = pretrained === null ? ownNormalization(asked.model) : normalizationOf(asked.model, pretrained.file);
  const options: TrainOptions = {
    ...asked,
    // A file of the caller's is found from wherever the run is resumed. The network's own may lie elsewhere then.
    weights: asked.weights === null ? null : path ?? NO_WEIGHTS,
    normalize: asked.normalize === 'auto' ? normalize ?? 'none' : asked.normalize,
  };
  const note = start === undefined ? recipe.note?.(optionsOf(options)) ?? null : null;
  const { engine, pool, write, createPipeline } = context;
  return {
    paths, options, recipe, split,
    epochs: epochsOf(recipe, options),
    pretrained,
    start: start ?? null,
    warnings: [
      ...(tight === null ? [] : [messages.memory(tight.needed, tight.free)]),
      ...(asked.normalize === 'auto' && normalize === null && pretrained !== null ? [messages.normalization(pretrained.path)] : []),
      ...(asked.freeze !== 'none' && path === null ? [messages.frozenRandom(asked.freeze)] : []),
      // The head of a network's own weights has the classes of ImageNet. Nobody expects it to be kept.
      ...(asked.weights !== null && pretrained?.fit.otherHead ? [messages.head(pretrained.path, pretrained.fit.otherHead[0], outputs)] : []),
    ],
    notes: [...(options.normalize === 'none' ? [] : [messages.normalized(options.normalize)]), ...(note === null ? [] : [note])],
    obtainEngine: engine === undefined ? (report, signal) => obtainEngine(options, report, signal) : () => Promise.resolve(engine),
    ...(write !== undefined && { write }),
    ...(pool !== undefined && { pool }),
    ...(createPipeline !== undefined && { createPipeline }),
  };
}

/** @throws WrongCommand where a batch of one picture would leave a batch norm one value per channel, whose variance cannot be computed */
function refuseOneValue(recipe: Recipe, options: TrainOptions, counts: Counts, outputs: number): void {
  const single = Object.entries(inputsOf(recipe, options)).find(([, input]) => batchSizeOf(input, counts) === 1);
  if (single === undefined) return;
  const isOnOnePixel = (operation: TracedOperation): boolean =>
    isOperation(operation, 'batchNorm') && !operation.attributes.frozen && operation.output.shape.slice(1, 3).every((edge) => edge === 1);
  if (describeClassifier(shapeOf(options, outputs)).operations.some(isOnOnePixel)) throw errors.oneValuePerChannel(options.model, options.size, single[0]);
}

const NO_WEIGHTS = 'none';

/** Returns the path of the weights that the options ask for; null: random ones. */
function weightsOf({ weights, model }: TrainOptions): string | null {
  if (weights === NO_WEIGHTS) return null;
  return weights === null ? pretrainedWeights(model) : resolve(weights);
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
async function readWeights(path: string, options: TrainOptions, outputs: number): Promise<Pretrained> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw errors.unreadable(path, error);
  });
  if (isPickled(bytes)) throw errors.pickled(path);
  try {
    const file = readSafetensors(bytes, path);
    const fit = fitOf(describeClassifier(shapeOf(options, outputs)).parameters, file);
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
