import { codeOf } from '../config/index.js';
import { openDataset, readSplit, type Dataset, type Split } from '../dataset/index.js';
import { newestIn } from '../events/index.js';
import { planRun } from './check.js';
import { CLASSIFIER, GENERATOR, OPTIMIZER, readCheckpoint, type Checkpoint } from './checkpoint.js';
import { refused } from './errors.js';
import { settleSet } from './fileset.js';
import { pathsIn, type RunPaths } from './folder.js';
import { lostSteps } from './lost-steps.js';
import { recipeOf, type RunContext } from './plan.js';
import { fingerprintOf, readRecord, type RunRecord } from './record.js';
import { lock, open, type PreparedRun } from './run.js';
import type { Recipe } from './types.js';

/**
 * Takes up a run where its last checkpoint stands, with the options that it began with; at its beginning, where it ended
 * before the first one. On the same machine and engine, the losses and weights are those of a run that was never stopped.
 * @throws WrongCommand where the folder is no run's, the run is done or still in progress, or the pictures are not those
 *   that it began with
 */
export async function resumeRun(folder: string, context: RunContext = {}): Promise<PreparedRun> {
  const paths = pathsIn(folder);
  const record = await readRecord(folder);
  const { dataset, split } = await sameData(paths, record, context.signal);
  let unlock;
  try {
    unlock = await lock(paths);
    if (await isDone(paths)) throw refused.finished(folder);
    const start = await lastCheckpoint(paths, recipeOf(record.options).recipe);
    const plan = await planRun({ dataset, split, options: record.options, paths, context, ...(start && { start }) });
    const lost = await lostSteps(paths.events, start?.progress.step ?? 0);
    return await open({ ...plan, warnings: [...plan.warnings, ...lost] }, unlock, context);
  } catch (error) {
    await unlock?.();
    throw codeOf(error) === undefined ? error : refused.unwritable(folder, error);
  }
}

/** The dataset and the split that the run began with. */
async function sameData(paths: RunPaths, { about }: RunRecord, signal?: AbortSignal): Promise<{ dataset: Dataset; split: Split }> {
  const dataset = await openDataset(about.data, signal);
  const split = await readSplit(paths.split, dataset, []);
  if (fingerprintOf(split) !== about.split) throw refused.splitChanged(paths.folder);
  if (dataset.fingerprint !== about.fingerprint) throw refused.dataChanged(about.data, changeBetween(split, dataset));
  return { dataset, split };
}

/** In words, what became of the pictures of a split; its samples were all that there were. */
function changeBetween(split: Split, dataset: Dataset): string {
  const then = new Set([...split.labelled, ...split.val, ...split.test].map(({ path }) => path).concat(split.unlabelled));
  const now = new Set(dataset.samples.map(({ path }) => path));
  const gone = [...then].filter((path) => !now.has(path));
  const added = [...now].filter((path) => !then.has(path));
  const some = (paths: readonly string[], what: string) =>
    paths.length === 0 ? [] : [`${paths.length} ${what} (${paths.slice(0, 3).join(', ')}${paths.length > 3 ? ', …' : ''})`];
  const changes = [...some(gone, 'are gone'), ...some(added, 'are new')];
  if (split.classes.join('\0') !== dataset.classes.join('\0')) changes.push(`the classes are ${dataset.classes.join(', ')} instead of ${split.classes.join(', ')}`);
  return changes.length > 0 ? changes.join(', ') : 'files have changed in size, or samples in class';
}

/** Whether the last thing that the log tells of is the end of the whole run. */
async function isDone(paths: RunPaths): Promise<boolean> {
  const last = await newestIn(paths.events).catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error;
  });
  return last?.type === 'run-end' && last.outcome === 'done';
}

/** `last`, with the best score as `best` tells it: that one is written first, and may be ahead after a crash. */
async function lastCheckpoint(paths: RunPaths, recipe: Recipe): Promise<Checkpoint | undefined> {
  await settleSet(paths.last);
  await settleSet(paths.best);
  const last = await readCheckpoint(paths.last, [CLASSIFIER, ...(recipe.sources.includes('generated') ? [GENERATOR] : []), OPTIMIZER]);
  if (last === undefined) return undefined;
  const best = await readCheckpoint(paths.best, []);
  return { ...last, progress: { ...last.progress, best: best?.progress.best ?? last.progress.best } };
}
