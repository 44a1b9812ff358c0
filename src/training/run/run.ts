import { rm, rmdir } from 'node:fs/promises';
import type { Observable } from 'rxjs';
import { checkFields, codeOf, type FieldNames, type TrainOptions } from '../../config/index.js';
import { writeSplit, type Dataset, type Split } from '../../dataset/index.js';
import { writeAtomically, type Lock } from '../../disk/index.js';
import type { RunEvent } from '../../events/index.js';
import { errors } from '../errors.js';
import { resolvePrecision } from '../precision.js';
import { outputsOf } from '../recipes/recipe.js';
import { pathsIn } from './folder.js';
import { planRun } from './plan-run.js';
import { contextNames, type Plan, type RunContext } from './plan.js';
import { fingerprintOf, formatRecord, versions } from './record.js';
import { formatSizes, placeOf } from './run-data.js';
import { openRunEvents } from './run-events.js';
import { freeFolder, lockRun, makeFolder, refuseTaken } from './run-folder.js';

export interface RunRequest extends RunContext {
  readonly dataset: Dataset;
  /** The path that the dataset was scanned by. `--resume` scans it again. @default dataset.root */
  readonly data?: string;
  readonly split: Split;
  readonly options: TrainOptions;
  /** The run's folder. It must not exist, or be empty. @default runs/DATE-TIME-RECIPE */
  readonly out?: string;
}

/** The fields of a RunRequest. */
export const requestNames: FieldNames<RunRequest> = { ...contextNames, dataset: true, data: true, split: true, options: true, out: true };

/** A run whose folder is made and locked. */
export interface PreparedRun {
  readonly folder: string;
  readonly options: TrainOptions;
  /** The events before a resume, thinned where there are many (docs/events.md). */
  readonly previousEvents?: readonly RunEvent[];
  /**
   * Runs on subscription, once. Emits what goes into `events.jsonl`. The last event is `run-end`, except for messages about the
   * log itself. Errors with WorkFailed (NotFinite, LostLock, BadPictures), after a `run-end` that says so; completes when the run is done or interrupted.
   * Unsubscribing aborts the run. Without a subscription the folder stays locked until the process ends.
   */
  readonly events: Observable<RunEvent>;
}

/**
 * Checks all that can be checked, then makes the run's folder with `run.yaml`, `split.json` and the lock. Trains nothing yet.
 * @throws RunExists where the folder is taken; RunInUse where a run goes on in it; WrongCommand for anything else that cannot be used. Nothing was touched
 */
export async function prepareRun(request: RunRequest): Promise<PreparedRun> {
  checkFields('prepareRun', request, requestNames);
  checkSplit(request.split);
  const { dataset, data = dataset.root, split } = request;
  const { options, notes } = await resolvePrecision(request.options, request.engine, request.signal);
  const paths = pathsIn(request.out ?? (await freeFolder(request.options.recipe)));
  const planned = await planRun({ dataset, split, options, paths, context: request });
  const plan = { ...planned, notes: [...notes, ...planned.notes] };
  await refuseTaken(paths);
  const about = {
    fingerprint: dataset.fingerprint,
    split: fingerprintOf(split),
    classes: [...split.classes],
    outputs: outputsOf(plan.recipe, split.classes.length, plan.options),
    'own-recipe': request.recipe !== undefined,
    started: new Date().toISOString(),
    versions: versions(),
  };

  let made = false;
  let lock: Lock | undefined;
  try {
    made = await makeFolder(paths);
    lock = await lockRun(paths);
    await writeSplit(paths.split, split);
    await writeAtomically(paths.sizes, formatSizes(dataset));
    await writeAtomically(paths.options, formatRecord({ options: plan.options, about: { ...(await placeOf(paths.folder, data)), ...about } }, plan.recipe));
    return await openRun(plan, lock, request);
  } catch (error) {
    if (lock !== undefined) for (const path of [paths.options, paths.split, paths.sizes, paths.events]) await rm(path, { force: true });
    await lock?.release();
    if (made) await rmdir(paths.folder).catch(() => undefined);
    throw codeOf(error) === undefined ? error : errors.unwritable(paths.folder, error);
  }
}

/** @throws WrongCommand where a sample has an unknown field */
function checkSplit(split: Split): void {
  for (const part of ['labelled', 'val', 'test'] as const) for (const sample of split[part]) checkFields(`A ${part} sample`, sample, { path: true, class: true });
}

/** Opens a run whose folder is locked. */
export const openRun = async (plan: Plan, lock: Lock, context: RunContext): Promise<PreparedRun> =>
  ({ folder: plan.paths.folder, options: plan.options, events: await openRunEvents(plan, lock, context) });
