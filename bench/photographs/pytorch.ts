import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { policies, type View } from 'whisker-ml/pipeline';
import { z } from 'zod';
import { BenchFailed } from '../errors.js';
import { errorLine } from '../peers/python.js';
import { benchFolder } from '../places.js';
import type { SplitResult, TrainRequest } from './train.js';

/** The recipes that bench/photographs/python has a program for. */
const PROGRAMS = ['probe', 'supervised', 'sgan'];

const result = z.strictObject({ val: z.number(), test: z.number(), epochs: z.number(), bestEpoch: z.number(), stopped: z.boolean(), seconds: z.number() });

/** Returns whether PyTorch can train with these options: it has one round of `probe`, and no `--policies`. */
export const hasProgram = ({ recipe, recipeOptions, policies: changes }: TrainRequest['options']): boolean =>
  PROGRAMS.includes(recipe) && recipeOptions['self-training'] !== true && changes === null;

/**
 * Trains once in PyTorch: the same pictures, split, network and numbers, and views of the same ranges. The random numbers differ.
 * @param python path of the interpreter
 * @throws BenchFailed with the last line that Python wrote
 */
export async function trainInPytorch(python: string, { dataset, split, options, engine, seconds, folder }: TrainRequest): Promise<SplitResult> {
  const request = join(folder, 'request.json');
  const known = Object.fromEntries((['labelled', 'val', 'test'] as const).map((name) => [name, { paths: split[name].map(({ path }) => path), classes: split[name].map((sample) => sample.class) }]));
  const sets = { ...known, unlabelled: { paths: split.unlabelled, classes: [] } };
  await writeFile(request, JSON.stringify({
    root: dataset.root, classes: dataset.classes, sets, options, policy: policies[(options.recipeOptions['view'] ?? 'none') as View],
    weights: join(benchFolder, '..', 'weights', 'efficientnet-lite0.safetensors'), bf16: engine.precision === 'bf16', seed: split.seed, seconds,
  }));
  const folders = [['photographs', 'python'], ['step', 'python']].map((parts) => join(benchFolder, ...parts));
  const env = { ...process.env, CUDA_VISIBLE_DEVICES: '', PYTHONDONTWRITEBYTECODE: '1', PYTHONPATH: folders.join(delimiter) };
  try {
    const { stdout } = await promisify(execFile)(python, [join(benchFolder, 'photographs', 'python', 'train.py'), request], { env });
    return { seed: split.seed, ...result.parse(JSON.parse(stdout)) };
  } catch (error) {
    throw new BenchFailed(errorLine(error));
  }
}
