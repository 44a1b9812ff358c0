import { join } from 'node:path';
import { Observable } from 'rxjs';
import { checkFields, codeOf, optionsWithoutEffect, type FieldNames, type RecipeValues, type TrainOptions } from '../../config/index.js';
import { describeDoubts, split as splitDataset, type Dataset, type Split } from '../../dataset/index.js';
import { makeFolders, writeAtomically, type Lock } from '../../disk/index.js';
import { readNewestEvent, type RunEvent } from '../../events/index.js';
import { DataChanged, errors } from '../errors.js';
import { optionsOf } from '../recipes/recipe.js';
import { defaultFolder, pathsIn } from '../run/folder.js';
import { planRun } from '../run/plan-run.js';
import { contextNames, type RunContext } from '../run/plan.js';
import { readRecord, type RunRecord } from '../run/record.js';
import { resumeRun } from '../run/resume.js';
import { openRunData } from '../run/run-data.js';
import { lockRun } from '../run/run-folder.js';
import { prepareRun, type PreparedRun } from '../run/run.js';
import { tabulate, type Comparison, type SplitResult } from './comparison-table.js';

/** What `prepareComparison` takes. */
export interface CompareRequest extends Omit<RunContext, 'recipe'> {
  readonly dataset: Dataset;
  /** The path that the dataset was scanned by. @default dataset.root */
  readonly data?: string;
  /** Recipes in the order of the table, each once. */
  readonly recipes: readonly string[];
  /** Number of label splits, at least 1. Their seeds count up from `options.seed`. */
  readonly splits: number;
  /** The options of every run. `recipe`, its options and the seed are set for each run. */
  readonly options: TrainOptions;
  /** The values of each recipe's own options. */
  readonly perRecipe: Readonly<Record<string, RecipeValues>>;
  /** Folder of the runs. If it holds a part of the same comparison, that is continued. @default runs/DATE-TIME-compare */
  readonly out?: string;
}

const { recipe: _recipe, ...ownContextNames } = contextNames;
const requestNames: FieldNames<CompareRequest> = { ...ownContextNames, dataset: true, data: true, recipes: true, splits: true, options: true, perRecipe: true, out: true };

/** An event of one of the runs, or the table of the runs that are done. A table comes after each run; the last one is complete. */
export type CompareEvent = { readonly run: string; readonly event: RunEvent } | { readonly table: Comparison };

/** A comparison whose folder is made and locked. */
export interface PreparedComparison {
  readonly folder: string;
  /** Names of the runs in their order, from recipe and seed: `sgan-1`. Each is a folder inside `folder`. */
  readonly runs: readonly string[];
  /** Sentences about pictures that have changed since the comparison began, and about classes with too few samples. */
  readonly notes: readonly string[];
  /** Unlabelled samples of each run. */
  readonly unlabelled: number;
  /**
   * Runs on subscription, once. Completes when all runs are done, or when one was interrupted: the same request then continues
   * the comparison. Errors with WorkFailed where a run fails.
   */
  readonly events: Observable<CompareEvent>;
}

/** One run of the comparison. */
interface Entry {
  readonly name: string;
  readonly folder: string;
  readonly options: TrainOptions;
  readonly split: Split;
}

/**
 * Prepares a comparison of recipes on several label splits. Every split has the validation and test samples of `options.seed`.
 * Its labelled samples, first weights and order depend on its own seed.
 * @throws WrongCommand with nothing touched
 */
export async function prepareComparison(request: CompareRequest): Promise<PreparedComparison> {
  checkFields('prepareComparison', request, requestNames);
  const { options } = request;
  const folder = request.out ?? defaultFolder('compare');
  const records = await recordsOf(runsOf(request).map(({ name }) => ({ name, folder: join(folder, name) })));
  const { dataset, changes } = await dataOf(request, folder, records);
  const asked = entriesOf({ ...request, dataset }, folder);
  const entries = asked.map((entry) => ({ ...entry, options: { ...entry.options, ...choicesIn([...records.values()], options) } }));
  for (const { options, split, folder } of entries) await planRun({ dataset, split, options, paths: pathsIn(folder), context: request });
  const done = new Map<Entry, SplitResult>();
  for (const entry of entries) {
    const record = records.get(entry.name);
    if (record === undefined) continue;
    await refuseOther(entry, record, { ...request, dataset }, folder);
    const result = await resultOf(entry);
    if (result !== undefined) done.set(entry, result);
  }
  const lock = await lockFolder(folder);
  let begun = false;
  return {
    folder,
    runs: entries.map(({ name }) => name),
    notes: [...changes, ...describeDoubts(entries[0].split)],
    unlabelled: entries[0].split.unlabelled.length,
    events: new Observable((subscriber) => {
      if (begun) {
        subscriber.error(new Error('a comparison was subscribed to twice'));
        return undefined;
      }
      begun = true;
      const stop = new AbortController();
      const onAbort = () => stop.abort(request.signal?.reason);
      request.signal?.addEventListener('abort', onAbort);
      if (request.signal?.aborted) onAbort();
      lock.lost.addEventListener('abort', () => stop.abort());
      const emitTable = async () => {
        await lock.check();
        const table = tabulate(request.recipes, [...done.values()]);
        await writeAtomically(join(folder, 'compare.json'), `${JSON.stringify({ version: 1, seed: options.seed, ...table }, null, 2)}\n`);
        subscriber.next({ table });
      };
      const runAll = async () => {
        for (const entry of entries.filter((entry) => !done.has(entry))) {
          if (stop.signal.aborted) break;
          const run = await prepareEntry(entry, { ...request, dataset }, stop.signal);
          await run.events.forEach((event) => subscriber.next({ run: entry.name, event }));
          const result = await resultOf(entry);
          if (result === undefined) break;
          done.set(entry, result);
          await emitTable();
        }
        await emitTable();
      };
      runAll()
        .finally(() => lock.release())
        .finally(() => request.signal?.removeEventListener('abort', onAbort))
        .then(() => subscriber.complete(), (error: unknown) => subscriber.error(error));
      return () => stop.abort();
    }),
  };
}

/** Returns the name, recipe and seed of each run, split by split, so that an interrupted comparison has every recipe on its first splits. */
const runsOf = ({ recipes, splits, options }: CompareRequest) =>
  Array.from({ length: splits }, (_, index) => options.seed + index).flatMap((seed) => recipes.map((recipe) => ({ name: `${recipe}-${seed}`, recipe, seed })));

function entriesOf(request: CompareRequest, folder: string): Entry[] {
  const { dataset, options, perRecipe } = request;
  const base = splitDataset(dataset, options);
  const splits = new Map([[options.seed, base]]);
  const splitOf = (seed: number): Split => {
    const made = splits.get(seed) ?? withOtherLabels(dataset, base, options, seed);
    splits.set(seed, made);
    return made;
  };
  return runsOf(request).map(({ name, recipe, seed }) =>
    ({ name, folder: join(folder, name), split: splitOf(seed), options: { ...options, recipe, recipeOptions: perRecipe[recipe], seed } }));
}

/**
 * Returns the dataset as it was when the comparison began: without pictures that are new since then, as a resumed run has it. So the
 * splits stay the same, as far as nothing is gone.
 * @throws WrongCommand where samples are gone that the runs need
 */
async function dataOf({ dataset, data = dataset.root, signal }: CompareRequest, folder: string, records: ReadonlyMap<string, RunRecord>): Promise<{ readonly dataset: Dataset; readonly changes: readonly string[] }> {
  const [begun] = records;
  if (begun === undefined || begun[1].about.fingerprint === dataset.fingerprint) return { dataset, changes: [] };
  const [run, { about }] = begun;
  const { split, changes } = await openRunData(join(folder, run), about, { data, ...(signal && { signal }) }).catch((error: unknown) => {
    throw error instanceof DataChanged ? errors.otherPictures(folder, run, error.change) : error;
  });
  const known = new Set([...split.labelled, ...split.val, ...split.test].map(({ path }) => path).concat(split.unlabelled));
  const indices = dataset.classes.map((name) => split.classes.indexOf(name));
  const samples = dataset.samples.filter(({ path }) => known.has(path)).map((sample) => {
    const index = sample.class === null ? -1 : indices[sample.class];
    return { ...sample, class: index < 0 ? null : index };
  });
  return { dataset: { ...dataset, classes: split.classes, samples }, changes };
}

/** Returns a split with the validation and test samples of `base`, and other labels from the rest. */
function withOtherLabels(dataset: Dataset, base: Split, options: TrainOptions, seed: number): Split {
  const taken = new Set([...base.val, ...base.test].map(({ path }) => path));
  const rest = { ...dataset, samples: dataset.samples.filter(({ path }) => !taken.has(path)) };
  return { ...splitDataset(rest, { ...options, val: 0, test: 0, seed }), val: base.val, test: base.test };
}

/** Returns the records of the runs that have begun, by name. */
async function recordsOf(entries: readonly Pick<Entry, 'name' | 'folder'>[]): Promise<ReadonlyMap<string, RunRecord>> {
  const records = new Map<string, RunRecord>();
  for (const { name, folder } of entries) {
    const record = await readRecord(folder).catch(() => undefined);
    if (record !== undefined) records.set(name, record);
  }
  return records;
}

/** Returns what the first run made of the options that are `auto`. Another machine might choose otherwise, but all runs of a comparison are alike. */
function choicesIn([first]: readonly RunRecord[], asked: TrainOptions): Partial<TrainOptions> {
  if (first === undefined) return {};
  const chosen = new Map(Object.entries(first.options));
  return Object.fromEntries(Object.entries(asked).flatMap(([name, value]) => (value === 'auto' && !optionsWithoutEffect.has(name) && chosen.has(name) ? [[name, chosen.get(name)]] : [])));
}

/** @throws WrongCommand where the run in an entry's folder was made for another comparison */
async function refuseOther(entry: Entry, { options }: RunRecord, request: CompareRequest, folder: string): Promise<void> {
  const plan = await planRun({ dataset: request.dataset, split: entry.split, options: entry.options, paths: pathsIn(entry.folder), context: request });
  const asked = new Map<string, unknown>(Object.entries(optionsOf(plan.options)));
  const other = Object.entries(optionsOf(options)).find(([name, value]) => !optionsWithoutEffect.has(name) && asked.get(name) !== value);
  if (other !== undefined) throw errors.anotherComparison(folder, `its run ${entry.name} has ${other[0]} ${other[1]}, but ${String(asked.get(other[0]))} is asked for`);
}

/** Returns the result of a run, or undefined where it is not done. */
async function resultOf({ folder, name, options }: Entry): Promise<SplitResult | undefined> {
  const last = await readNewestEvent(pathsIn(folder).events).catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error;
  });
  if (last?.type !== 'run-end' || last.test === undefined || last.best === undefined) return undefined;
  const { test, best, seconds } = last;
  return { recipe: options.recipe, seed: options.seed, run: name, test, val: best.val, bestEpoch: best.epoch, seconds };
}

async function prepareEntry(entry: Entry, request: CompareRequest, signal: AbortSignal): Promise<PreparedRun> {
  const { engine, pool, write, createPipeline, commands, notes, dataset, data } = request;
  const context = {
    signal, ...(engine && { engine }), ...(pool && { pool }), ...(write && { write }), ...(createPipeline && { createPipeline }), ...(commands && { commands }), ...(notes && { notes }),
  };
  if ((await recordsOf([entry])).size > 0) return resumeRun(entry.folder, { ...context, data: data ?? dataset.root });
  return prepareRun({ ...context, dataset, split: entry.split, options: entry.options, out: entry.folder, ...(data !== undefined && { data }) });
}

async function lockFolder(folder: string): Promise<Lock> {
  try {
    await makeFolders(folder);
    return await lockRun(pathsIn(folder));
  } catch (error) {
    throw codeOf(error) === undefined ? error : errors.unwritable(folder, error);
  }
}
