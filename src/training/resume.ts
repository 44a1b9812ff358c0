import { codeOf } from '../config/index.js';
import { openDataset, readSplit, type Dataset, type Split } from '../dataset/index.js';
import { readThinnedEvents, type RunEvent } from '../events/index.js';
import { planRun } from './check.js';
import { CLASSIFIER, GENERATOR, OPTIMIZER, readCheckpoint, type Checkpoint } from './checkpoint.js';
import { errors } from './errors.js';
import { messages } from './messages.js';
import { settleSet } from './fileset.js';
import { pathsIn, type RunPaths } from './folder.js';
import { lostSteps } from './lost-steps.js';
import { recipeOf, type RunContext } from './plan.js';
import { fingerprintOf, readRecord, type RunRecord } from './record.js';
import { lock, open, type PreparedRun } from './run.js';
import { generatedBy, type Recipe } from './recipe.js';

/**
 * Takes up a run where its last checkpoint stands, with the options that it began with; at its beginning, where it ended
 * before the first one. On the same machine and engine, the losses and weights are those of a run that was never stopped.
 * @throws WrongCommand where the folder is no run's, the run is done or still in progress, or the pictures are not those
 *   that it began with
 */
export async function resumeRun(folder: string, context: RunContext = {}): Promise<PreparedRun> {
  const paths = pathsIn(folder);
  const record = await readRecord(folder, context.recipe);
  refuseOtherRecipe(folder, record, context.recipe);
  const recipe = recipeOf(record.options, context.recipe);
  const { dataset, split, gone } = await sameData(paths, record, context.signal);
  let unlock;
  try {
    unlock = await lock(paths);
    const past = await pastOf(paths);
    if (isDone(past)) throw errors.finished(folder);
    const start = await lastCheckpoint(paths, generatedBy(recipe, record.options) > 0);
    const plan = await planRun({ dataset, split, options: record.options, paths, context, ...(start && { start }) });
    const lost = lostSteps(past, paths.events, start?.progress.step ?? 0);
    const missing = gone === 0 ? [] : [messages.missing(gone, split.unlabelled.length)];
    return { ...(await open({ ...plan, warnings: [...plan.warnings, ...missing, ...lost] }, unlock, context)), past };
  } catch (error) {
    await unlock?.();
    throw codeOf(error) === undefined ? error : errors.readOnlyRun(folder, error);
  }
}

/** @throws WrongCommand where the run began with the caller's own recipe and that is not at hand, or the other way round */
function refuseOtherRecipe(folder: string, { options: { recipe }, about: { 'own-recipe': isOwn } }: RunRecord, own: Recipe | undefined): void {
  if (isOwn ? own?.name !== recipe : own !== undefined) throw errors.otherRecipe(folder, recipe, isOwn);
}

/**
 * The dataset and the split that the run began with, and how many unlabelled samples are gone since. Those do no harm: order
 * and places come from the split, and the pipeline sets a missing picture aside as a run that was never stopped does.
 */
async function sameData(paths: RunPaths, { about }: RunRecord, signal?: AbortSignal): Promise<{ dataset: Dataset; split: Split; gone: number }> {
  const dataset = await openDataset(about.data, signal, { missing: 'skip' });
  const split = await readSplit(paths.split, dataset, []);
  if (fingerprintOf(split) !== about.split) throw errors.splitChanged(paths.folder);
  if (dataset.fingerprint === about.fingerprint) return { dataset, split, gone: 0 };
  const { gone, changes } = changesBetween(split, dataset);
  if (gone === 0 || changes.length > 0) throw errors.dataChanged(about.data, changes.join(', ') || 'files have changed in size, or samples in class');
  return { dataset, split, gone };
}

/** What became of the samples of a split, which were all that there were: unlabelled ones that are gone, and in words the rest. */
function changesBetween(split: Split, dataset: Dataset): { readonly gone: number; readonly changes: readonly string[] } {
  const now = new Set(dataset.samples.map(({ path }) => path));
  const missing = (paths: readonly string[]) => paths.filter((path) => !now.has(path));
  const some = (paths: readonly string[], what: string) =>
    paths.length === 0 ? [] : [`${paths.length} ${what} (${paths.slice(0, 3).join(', ')}${paths.length > 3 ? ', …' : ''})`];
  const needed = (['labelled', 'val', 'test'] as const).map((part) => ({ part, paths: split[part].map(({ path }) => path) }));
  const then = new Set(needed.flatMap(({ paths }) => paths).concat(split.unlabelled));
  const gone = missing(split.unlabelled);
  const changes = [...needed.flatMap(({ part, paths }) => some(missing(paths), `${part} are gone`)), ...some([...now].filter((path) => !then.has(path)), 'are new')];
  if (split.classes.join('\0') !== dataset.classes.join('\0')) changes.push(`the classes are ${dataset.classes.join(', ')} instead of ${split.classes.join(', ')}`);
  return { gone: gone.length, changes: changes.length === 0 ? [] : [...some(gone, 'unlabelled are gone'), ...changes] };
}

/** What the log tells so far, read once for all who ask: one of a long run takes a while on a network folder. */
function pastOf({ events }: RunPaths): Promise<readonly RunEvent[]> {
  return readThinnedEvents(events).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
}

/** Whether the last thing that the log tells of is the end of the whole run; words about the log itself do not count. */
function isDone(past: readonly RunEvent[]): boolean {
  const last = past.findLast(({ type }) => type !== 'log');
  return last?.type === 'run-end' && last.outcome === 'done';
}

/** `last`, with the best score as `best` tells it: that one is written first, and may be ahead after a crash. */
async function lastCheckpoint(paths: RunPaths, generates: boolean): Promise<Checkpoint | undefined> {
  await settleSet(paths.last);
  await settleSet(paths.best);
  const last = await readCheckpoint(paths.last, [CLASSIFIER, ...(generates ? [GENERATOR] : []), OPTIMIZER]);
  if (last === undefined) return undefined;
  const best = await readCheckpoint(paths.best, []);
  return { ...last, progress: { ...last.progress, best: best?.progress.best ?? last.progress.best } };
}
