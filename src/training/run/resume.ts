import { checkFields, codeOf } from '../../config/index.js';
import { writeSplit } from '../../dataset/index.js';
import { writeAtomically } from '../../disk/index.js';
import { readThinnedEvents, type RunEvent } from '../../events/index.js';
import { CLASSIFIER, GENERATOR, OPTIMIZER, readCheckpoint, type Checkpoint } from '../checkpoint/checkpoint.js';
import { repairSet } from '../checkpoint/fileset.js';
import { errors } from '../errors.js';
import { messages } from '../messages.js';
import { generatedBy, type Recipe } from '../recipes/recipe.js';
import { pathsIn, type RunPaths } from './folder.js';
import { planRun } from './plan-run.js';
import { contextNames, recipeOf, type RunContext } from './plan.js';
import { formatRecord, readRecord, type RunRecord } from './record.js';
import { openRunData, placeOf } from './run-data.js';
import { lockRun } from './run-folder.js';
import { openRun, type PreparedRun } from './run.js';

export interface ResumeContext extends RunContext {
  /** Where the run's data is now, if it was moved. */
  readonly data?: string;
}

/**
 * Continues a run from its last checkpoint, with the options that it began with. Without a checkpoint it starts again. On the
 * same machine and engine, losses and weights are those of a run that was never stopped.
 * @throws RunDone where the run is done; RunInUse where it is in progress; DataChanged where pictures that it needs are gone; WrongCommand where
 *   the folder is not a run's
 */
export async function resumeRun(folder: string, context: ResumeContext = {}): Promise<PreparedRun> {
  checkFields('resumeRun', context, { ...contextNames, data: true });
  const paths = pathsIn(folder);
  const record = await readRecord(folder, context.recipe);
  refuseOtherRecipe(folder, record, context.recipe);
  const recipe = recipeOf(record.options, context.recipe);
  const { path, dataset, split, changes } = await openRunData(folder, record.about, context);
  let lock;
  try {
    lock = await lockRun(paths);
    const previousEvents = await previousEventsOf(paths);
    if (isDone(previousEvents)) throw errors.finished(folder);
    const start = await lastCheckpoint(paths, generatedBy(recipe, record.options) > 0);
    const plan = await planRun({ dataset, split, options: record.options, paths, context, ...(start && { start }) });
    const lost = lostSteps(previousEvents, paths.events, start?.progress.step ?? 0);
    const place = await placeOf(folder, path);
    if (place.data !== record.about.data || place['data-from-run'] !== record.about['data-from-run']) {
      // The next command finds the data by itself.
      await writeSplit(paths.split, split);
      await writeAtomically(paths.options, formatRecord({ ...record, about: { ...record.about, ...place } }, recipe));
    }
    return { ...(await openRun({ ...plan, warnings: [...plan.warnings, ...changes, ...lost] }, lock, context)), previousEvents };
  } catch (error) {
    await lock?.release();
    throw codeOf(error) === undefined ? error : errors.readOnlyRun(folder, error);
  }
}

/** @throws WrongCommand where the run began with the caller's own recipe and that is not at hand, or the other way round */
function refuseOtherRecipe(folder: string, { options: { recipe }, about: { 'own-recipe': isOwn } }: RunRecord, own: Recipe | undefined): void {
  if (isOwn ? own?.name !== recipe : own !== undefined) throw errors.otherRecipe(folder, recipe, isOwn);
}

/** Reads the log so far, once: that of a long run takes a while on a network folder. */
function previousEventsOf({ events }: RunPaths): Promise<readonly RunEvent[]> {
  return readThinnedEvents(events).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
}

/**
 * Returns a warning about steps that the log lacks: the disk was full, or the machine went down.
 * @param previous the events in the log when the run is resumed
 * @param log its path
 * @param resumedAt the step after which the run continues
 */
export function lostSteps(previous: readonly RunEvent[], log: string, resumedAt: number): readonly string[] {
  const newest = previous.findLast((event) => event.type === 'step' || event.type === 'epoch');
  const last = newest?.type === 'step' || newest?.type === 'epoch' ? newest.step : 0;
  return last < resumedAt ? [messages.lostSteps(log, last + 1, resumedAt)] : [];
}

/** Whether the log ends with the end of the run. Messages about the log itself do not count. */
function isDone(events: readonly RunEvent[]): boolean {
  const last = events.findLast(({ type }) => type !== 'log');
  return last?.type === 'run-end' && last.outcome === 'done';
}

/** Reads `last`, with the best score of `best`: that one is written first, and may be ahead after a crash. */
async function lastCheckpoint(paths: RunPaths, generates: boolean): Promise<Checkpoint | undefined> {
  await repairSet(paths.last);
  await repairSet(paths.best);
  const last = await readCheckpoint(paths.last, [CLASSIFIER, ...(generates ? [GENERATOR] : []), OPTIMIZER]);
  if (last === undefined) return undefined;
  const best = await readCheckpoint(paths.best, []);
  return { ...last, progress: { ...last.progress, best: best?.progress.best ?? last.progress.best } };
}
