import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { codeOf, reasonOf } from '../config/index.js';
import { classesOf } from './classes.js';
import { datasetErrors, manifestErrors } from './errors.js';
import { isManifest, readManifest } from './manifest.js';
import { byCodePoint } from './order.js';
import type { OnProgress } from '../synth/progress.js';
import type { Dataset, Sample } from './types.js';
import { fileSizes, pictureExtensions, walk } from './walk.js';

/** A picture that was found, with its class by name and its size in bytes (null where it cannot be seen). */
interface Found {
  readonly path: string;
  readonly class: string | null;
  readonly size: number | null;
}

/** How a data set is looked through. */
export interface Looking {
  /** What becomes of pictures that a manifest names and that are not there: whoever goes on with a run may leave them out. @default 'refused' */
  readonly missing?: 'refused' | 'left out';
  /** Told of each file that was looked at, once their number is known. */
  readonly onProgress?: OnProgress;
}

/**
 * Looks through a data set: a folder of class folders (`cat/1.jpg`, nested as deep as you like; the first folder is the
 * class), a folder of files that name their class (`cat_1.jpg`, `dog.7.jpg`), or a manifest (`.csv`, `.jsonl`). Samples in a
 * folder `unlabelled`, or with an empty class in a manifest, have none. No picture is opened.
 * @throws WrongCommand for a path that is not there or holds no pictures, a manifest that is wrong or names missing files,
 *   and a folder whose classes can be read in two ways; the error shows three of the paths
 */
export async function openDataset(path: string, signal?: AbortSignal, { missing = 'refused', onProgress }: Looking = {}): Promise<Dataset> {
  signal?.throwIfAborted();
  const where = resolve(path);
  const kind = await kindOf(path);
  if (kind === 'other' || (kind === 'file' && !isManifest(where))) throw datasetErrors.notADataset(path);
  const found = kind === 'folder' ? await fromFolder(path, where, signal, onProgress) : await fromManifest(path, where, missing, signal, onProgress);
  if (found.length === 0) throw datasetErrors.noPictures(path, pictureExtensions);
  return assemble(kind === 'folder' ? where : dirname(where), found);
}

async function kindOf(path: string): Promise<'folder' | 'file' | 'other'> {
  try {
    const stats = await stat(path);
    return stats.isDirectory() ? 'folder' : stats.isFile() ? 'file' : 'other';
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR' || path === '') throw datasetErrors.noSuchPath(path);
    throw datasetErrors.unreadable(path, reasonOf(error), error);
  }
}

async function fromFolder(path: string, root: string, signal?: AbortSignal, onProgress?: OnProgress): Promise<Found[]> {
  const paths = (await walk(root, signal)).sort(byCodePoint);
  const classes = classesOf(path, paths);
  const sizes = await fileSizes(root, paths, signal, onProgress);
  return paths.map((path, i) => ({ path, class: classes[i] ?? null, size: sizes[i] ?? null }));
}

async function fromManifest(path: string, file: string, missing: NonNullable<Looking['missing']>, signal?: AbortSignal, onProgress?: OnProgress): Promise<Found[]> {
  const rows = await readManifest(file, signal).catch((error: unknown) => {
    throw codeOf(error) === 'EACCES' ? datasetErrors.unreadable(path, reasonOf(error), error) : error;
  });
  const sizes = await fileSizes(dirname(file), rows.map((row) => row.path), signal, onProgress);
  const gone = rows.filter((_, i) => sizes[i] === null);
  const [first] = gone;
  if (first !== undefined && missing === 'refused') throw manifestErrors.missing(path, first.line, first.path, gone.length - 1);
  return rows
    .map((row, i) => ({ path: row.path, class: row.class, size: sizes[i] ?? null }))
    .filter(({ size }) => size !== null)
    .sort((left, right) => byCodePoint(left.path, right.path));
}

/** `found` sorted by path. */
function assemble(root: string, found: readonly Found[]): Dataset {
  const classes = [...new Set(found.map((sample) => sample.class))].filter((name) => name !== null).sort(byCodePoint);
  const indices = new Map(classes.map((name, i) => [name, i]));
  const samples = found.map((sample): Sample => ({ path: sample.path, class: indices.get(sample.class ?? '') ?? null }));
  return { root, classes, samples, fingerprint: fingerprintOf(found) };
}

function fingerprintOf(found: readonly Found[]): string {
  const digest = createHash('sha256');
  for (const { path, class: name, size } of found) digest.update(`${JSON.stringify([path, name, size])}\n`);
  return digest.digest('hex');
}

/**
 * Checks that there are classes to tell apart, for commands that train or split.
 * @throws WrongCommand where fewer than `needed` classes are known
 */
export function requireClasses(dataset: Pick<Dataset, 'root' | 'classes'>, needed: number): void {
  if (dataset.classes.length < needed) throw datasetErrors.tooFewClasses(dataset.root, dataset.classes, needed);
}
