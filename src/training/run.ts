import { access, mkdir, readdir, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { Observable, share, Subject } from 'rxjs';
import { codeOf, type TrainOptions } from '../config/index.js';
import { writeSplit, type Dataset, type Split } from '../dataset/index.js';
import { isAlive, readHolder, syncFolder, takeLock, writeAtomically, type Unlock } from '../disk/index.js';
import { openEventLog, openTensorBoard, stamp, type EventBody, type EventLog, type RunEvent, type TensorBoard } from '../events/index.js';
import { planRun } from './check.js';
import { errors } from './errors.js';
import { messages } from './messages.js';
import { execute } from './execute.js';
import { defaultFolder, pathsIn, type RunPaths } from './folder.js';
import type { Plan, RunContext } from './plan.js';
import { settlePrecision } from './precision.js';
import { outputsOf } from './recipe.js';
import { fingerprintOf, formatRecord, versions } from './record.js';
import { RunCommands } from './run-commands.js';

export interface RunRequest extends RunContext {
  readonly dataset: Dataset;
  /** The path that the dataset was opened by: `--resume` opens it again. @default dataset.root */
  readonly data?: string;
  readonly split: Split;
  readonly options: TrainOptions;
  /** The run's folder; must not exist, or be empty. @default runs/DATE-TIME-RECIPE */
  readonly out?: string;
}

/** A run whose folder stands and is locked. */
export interface PreparedRun {
  readonly folder: string;
  readonly options: TrainOptions;
  /** Of a run that is resumed: its events before, thinned where it is long (docs/events.md). */
  readonly past?: readonly RunEvent[];
  /**
   * Runs on subscription, once. Everything that happens, as it goes into `events.jsonl`; the last is `run-end`, but for a word
   * about the log itself. Errors with WorkFailed after a `run-end` that says so; completes when done or interrupted.
   * Unsubscribing is an abort. A run that is never subscribed to holds its folder until the process ends.
   */
  readonly events: Observable<RunEvent>;
}

/**
 * Checks all that can be checked, then makes the run's folder: `run.yaml`, `split.json`, the lock. Nothing is trained yet.
 * @throws WrongCommand with nothing touched
 */
export async function prepareRun(request: RunRequest): Promise<PreparedRun> {
  const { dataset, data = dataset.root, split } = request;
  const { options, notes } = await settlePrecision(request.options, request.engine, request.signal);
  const paths = pathsIn(request.out ?? (await freeFolder(request.options.recipe)));
  const plan = { ...(await planRun({ dataset, split, options, paths, context: request })), notes };
  await refuseTaken(paths);
  const about = {
    data: resolve(data),
    fingerprint: dataset.fingerprint,
    split: fingerprintOf(split),
    classes: [...split.classes],
    outputs: outputsOf(plan.recipe, split.classes.length, plan.options),
    'own-recipe': request.recipe !== undefined,
    started: new Date().toISOString(),
    versions: await versions(),
  };

  let made = false;
  let unlock: Unlock | undefined;
  try {
    const first = await mkdir(paths.folder, { recursive: true });
    made = first !== undefined;
    // Files are synced with the folder that they lie in; the run's own folder lies in one that no file of the run syncs.
    if (first !== undefined) await syncFolder(dirname(first));
    unlock = await lock(paths);
    await writeSplit(paths.split, split);
    await writeAtomically(paths.options, formatRecord({ options: plan.options, about }, plan.recipe));
    return await open(plan, unlock, request);
  } catch (error) {
    if (unlock !== undefined) for (const path of [paths.options, paths.split, paths.events]) await rm(path, { force: true });
    await unlock?.();
    if (made) await rmdir(paths.folder).catch(() => undefined);
    throw codeOf(error) === undefined ? error : errors.unwritable(paths.folder, error);
  }
}

/** The default folder; with a number behind it where another run began in the same second. */
async function freeFolder(recipe: string): Promise<string> {
  const folder = defaultFolder(recipe);
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? folder : `${folder}-${number}`;
    if (await access(name).then(() => false, () => true)) return name;
  }
}

/** @throws WrongCommand where something lies in the folder already */
async function refuseTaken(paths: RunPaths): Promise<void> {
  const there = await readdir(paths.folder).catch((error: unknown): string[] => {
    if (codeOf(error) === 'ENOENT') return [];
    throw errors.unwritable(paths.folder, error);
  });
  const holder = await readHolder(paths.lock);
  if (holder !== undefined && isAlive(holder)) throw errors.locked(paths.folder, holder.pid, holder.host);
  // A process that died at once may have left its lock and nothing else.
  if (there.some((name) => name !== basename(paths.lock))) throw errors.exists(paths.folder, there.includes(basename(paths.options)));
}

/** @throws WrongCommand where another run works in the folder; the system's error where nothing can be written there */
export async function lock(paths: RunPaths): Promise<Unlock> {
  const taken = await takeLock(paths.lock);
  if ('heldBy' in taken) throw errors.locked(paths.folder, taken.heldBy.pid, taken.heldBy.host);
  return taken.unlock;
}

/** Opens the log of a run whose lock is held. */
export async function open(plan: Plan, unlock: Unlock, context: RunContext): Promise<PreparedRun> {
  const bodies = new Subject<EventBody>();
  const emit = (body: EventBody) => bodies.next(body);
  const troubleWith = (path: string) => (error: unknown) => emit({ type: 'log', level: 'warning', message: messages.file(path, error) });
  const { paths, options } = plan;
  const log = await openEventLog(paths.events, {
    onError: (error) => emit({ type: 'log', level: 'warning', message: messages.log(paths.events, error) }),
    onLost: (lost) => emit({ type: 'log', level: 'warning', message: messages.lostEvents(paths.events, lost) }),
  });
  const board = options.tensorboard === 'on' ? openTensorBoard(paths.tensorboard, troubleWith(paths.tensorboard)) : null;
  return { folder: paths.folder, options, events: eventsOf(plan, bodies, log, board, unlock, context) };
}

function eventsOf(
  plan: Plan, bodies: Subject<EventBody>, log: EventLog, board: TensorBoard | null, unlock: Unlock, { signal, commands: wished, notes }: RunContext,
): Observable<RunEvent> {
  let begun = false;
  return new Observable((subscriber) => {
    if (begun) {
      subscriber.error(new Error('a run was subscribed to twice'));
      return undefined;
    }
    begun = true;
    const stop = new AbortController();
    const onAbort = () => stop.abort(signal?.reason);
    signal?.addEventListener('abort', onAbort);
    if (signal?.aborted) onAbort();

    const stamped = bodies.pipe(stamp(log.nextSeq), share());
    // The log hears of everything, also of what comes after the last subscriber has gone.
    stamped.subscribe((event) => {
      log.write(event);
      // A run that stands still keeps nothing back.
      if (event.type === 'pause') void log.flush();
    });
    stamped.subscribe((event) => board?.write(event));
    stamped.subscribe((event) => subscriber.next(event));
    const wishes = new RunCommands(wished, () => stop.abort());
    const noting = notes?.subscribe((message) => bodies.next({ type: 'log', level: 'info', message }));
    const close = async () => {
      wishes.close();
      noting?.unsubscribe();
      signal?.removeEventListener('abort', onAbort);
      await board?.close();
      await log.close();
      bodies.complete();
      await unlock();
    };
    execute(plan, (body) => bodies.next(body), stop.signal, wishes)
      .finally(close)
      .then(() => subscriber.complete(), (error: unknown) => subscriber.error(error));
    return () => stop.abort();
  });
}
