import { readFile, realpath, stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { printable } from '../../config/index.js';
import { describeRelabelled, nfc, scanDataset, readSplit, type Dataset, type Split } from '../../dataset/index.js';
import { errors } from '../errors.js';
import { messages } from '../messages.js';
import { pathsIn, type RunPaths } from './folder.js';
import { fingerprintOf, type About } from './record.js';

/** The pictures of a run, where they are now. */
export interface RunData {
  /** Absolute path of the folder or manifest. */
  readonly path: string;
  readonly dataset: Dataset;
  readonly split: Split;
  /** Sentences about what has changed since the run began and does no harm. */
  readonly changes: readonly string[];
}

interface RunDataOptions {
  /** Where the data is now. @default where it was, seen from the run's folder; or else by its absolute path */
  readonly data?: string;
  /** Sets whose pictures must be there. @default all but the unlabelled ones */
  readonly needed?: readonly LabelledSet[];
  readonly signal?: AbortSignal;
}

type LabelledSet = 'labelled' | 'val' | 'test';

/**
 * Finds the pictures of a run. The run, its data, or both may have been moved or copied since it began. Missing unlabelled
 * samples do no harm: the order comes from the split, and the pipeline quarantines a missing picture as in any run.
 * @throws WrongCommand where the data is not found, or samples are missing that the command needs
 */
export async function openRunData(folder: string, about: About, { data, signal, needed = ['labelled', 'val', 'test'] }: RunDataOptions = {}): Promise<RunData> {
  const paths = pathsIn(folder);
  const places = data === undefined ? await existing([resolve(await realpath(paths.folder), about['data-from-run'] ?? about.data), about.data]) : [resolve(data)];
  if (places.length === 0) throw errors.dataMoved(paths.folder, about.data);
  let failure: unknown;
  for (const path of places) {
    try {
      return await openAt(path, paths, about, needed, signal);
    } catch (error) {
      failure ??= error;
    }
  }
  throw failure;
}

async function existing(paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all([...new Set(paths)].map((path) => stat(path).then(() => [path], () => [])));
  return found.flat();
}

async function openAt(path: string, paths: RunPaths, about: About, needed: readonly LabelledSet[], signal: AbortSignal | undefined): Promise<RunData> {
  const dataset = await scanDataset(path, { signal, missing: 'skip' });
  const split = await readSplit(paths.split, dataset, []);
  if (fingerprintOf(split) !== about.split) throw errors.splitChanged(paths.folder);
  const moved = path === about.data ? [] : [messages.dataMoved(path, about.data)];
  if (dataset.fingerprint === about.fingerprint) return { path, dataset, split, changes: moved };
  return { path, dataset, split, changes: [...moved, ...changesBetween(path, split, dataset, { needed, sizes: await sizesOf(paths) })] };
}

/**
 * Returns what has changed, in words.
 * @throws WrongCommand where samples are missing that the run needs
 */
function changesBetween(path: string, split: Split, dataset: Dataset, { needed, sizes }: { readonly needed: readonly LabelledSet[]; readonly sizes: ReadonlyMap<string, number> }): readonly string[] {
  const now = new Set(dataset.samples.map((sample) => sample.path));
  const gone = split.unlabelled.filter((name) => !now.has(name));
  const lost = needed.flatMap((part) => some(split[part].map((sample) => sample.path).filter((name) => !now.has(name)), `${part} are gone`));
  if (lost.length > 0) throw errors.dataChanged(path, [...some(gone, 'unlabelled are gone'), ...lost].join(', '));
  const then = new Set([...[...split.labelled, ...split.val, ...split.test].map((sample) => sample.path), ...split.unlabelled]);
  const added = [...now].filter((name) => !then.has(name));
  const changed = dataset.samples.filter(({ path: name, size }) => size !== undefined && (sizes.get(nfc(name)) ?? size) !== size).map((sample) => sample.path);
  return [
    ...(gone.length > 0 ? [messages.missing(gone.length, split.unlabelled.length, firstOf(gone))] : []),
    ...(added.length > 0 ? [messages.added(added.length, firstOf(added))] : []),
    ...(changed.length > 0 ? [messages.changed(changed.length, firstOf(changed))] : []),
    ...describeRelabelled(split, dataset),
  ];
}

const firstOf = (names: readonly string[]): string => `${names.slice(0, 3).map(printable).join(', ')}${names.length > 3 ? ', …' : ''}`;
const some = (names: readonly string[], what: string): string[] => (names.length === 0 ? [] : [`${names.length} ${what} (${firstOf(names)})`]);

/** Returns the text of `sizes.jsonl`: a line for each picture with its path and its bytes. */
export const formatSizes = ({ samples }: Dataset): string => samples.map(({ path, size = null }) => `${JSON.stringify([path, size])}\n`).join('');

/** Returns the size of each picture when the run began, by its name in NFC. Without the file, changed pictures are not found. */
async function sizesOf({ sizes }: RunPaths): Promise<ReadonlyMap<string, number>> {
  const text = await readFile(sizes, 'utf8').catch(() => '');
  try {
    return new Map(text.trimEnd().split('\n').filter((line) => line !== '').flatMap((line): [string, number][] => {
      const row: unknown = JSON.parse(line);
      return Array.isArray(row) && typeof row[0] === 'string' && typeof row[1] === 'number' ? [[nfc(row[0]), row[1]]] : [];
    }));
  } catch {
    return new Map();
  }
}

/** Returns where data is, as `run.yaml` says it: by its absolute path, and from the run's folder, so that both can be moved together. */
export async function placeOf(folder: string, data: string): Promise<Pick<About, 'data' | 'data-from-run'>> {
  const path = resolve(data);
  return { data: path, 'data-from-run': relative(await realpath(folder), await realpath(path).catch(() => path)) };
}
