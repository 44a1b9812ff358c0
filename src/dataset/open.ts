import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { codeOf, type OnProgress } from '../config/index.js';
import { classesOf } from './classes.js';
import { byCodePoint } from './code-points.js';
import { errors } from './errors.js';
import { isManifest, readManifest } from './manifest.js';
import type { Dataset, Sample } from './types.js';
import { fileSizes, pictureExtensions, walk } from './walk.js';

/** A picture with its class name and its size in bytes, which is null if the file cannot be read. */
interface Found {
  readonly path: string;
  readonly class: string | null;
  readonly size: number | null;
}

export interface OpenOptions {
  /** What to do if a manifest names pictures that do not exist. A resumed run skips them. @default 'error' */
  readonly missing?: 'error' | 'skip';
  /** Called after each file, once their number is known. */
  readonly onProgress?: OnProgress;
}

/**
 * Lists a dataset without opening its pictures. It is a folder of class folders (`cat/1.jpg`, also nested: the first folder is
 * the class), a folder of files whose names tell the class (`cat_1.jpg`, `dog.7.jpg`), or a manifest (`.csv`, `.jsonl`).
 * Samples in a folder `unlabelled`, or with an empty class in a manifest, have no class.
 * @throws WrongCommand if the path does not exist or has no pictures, if a manifest is wrong or names missing files, or if the
 *   classes of a folder are ambiguous; the error lists three of the paths
 */
export async function openDataset(path: string, signal?: AbortSignal, { missing = 'error', onProgress }: OpenOptions = {}): Promise<Dataset> {
  signal?.throwIfAborted();
  const absolute = resolve(path);
  const kind = await kindOf(path);
  if (kind === 'other' || (kind === 'file' && !isManifest(absolute))) throw errors.notADataset(path);
  const found = kind === 'folder' ? await fromFolder(path, absolute, signal, onProgress) : await fromManifest(path, absolute, missing, signal, onProgress);
  if (found.length === 0) throw errors.noPictures(path, pictureExtensions);
  return assemble(kind === 'folder' ? absolute : dirname(absolute), found);
}

async function kindOf(path: string): Promise<'folder' | 'file' | 'other'> {
  try {
    const stats = await stat(path);
    return stats.isDirectory() ? 'folder' : stats.isFile() ? 'file' : 'other';
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR' || path === '') throw errors.noSuchPath(path);
    throw errors.unreadable(path, error);
  }
}

async function fromFolder(path: string, root: string, signal?: AbortSignal, onProgress?: OnProgress): Promise<Found[]> {
  const paths = (await walk(root, signal)).sort(byCodePoint);
  const classes = classesOf(path, paths);
  const sizes = await fileSizes(root, paths, signal, onProgress);
  return paths.map((path, i) => ({ path, class: classes[i] ?? null, size: sizes[i] ?? null }));
}

async function fromManifest(path: string, file: string, missing: NonNullable<OpenOptions['missing']>, signal?: AbortSignal, onProgress?: OnProgress): Promise<Found[]> {
  const rows = await readManifest(file, signal).catch((error: unknown) => {
    throw codeOf(error) === 'EACCES' ? errors.unreadable(path, error) : error;
  });
  const sizes = await fileSizes(dirname(file), rows.map((row) => row.path), signal, onProgress);
  const missingRows = rows.filter((_, i) => sizes[i] === null);
  const [first] = missingRows;
  if (first !== undefined && missing === 'error') throw errors.manifestMissing(path, first.line, first.path, missingRows.length - 1);
  return rows
    .map((row, i) => ({ path: row.path, class: row.class, size: sizes[i] ?? null }))
    .filter(({ size }) => size !== null)
    .sort((left, right) => byCodePoint(left.path, right.path));
}

/** @param found sorted by path */
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

/** @throws WrongCommand if the dataset has fewer than `needed` classes */
export function requireClasses(dataset: Pick<Dataset, 'root' | 'classes'>, needed: number): void {
  if (dataset.classes.length < needed) throw errors.tooFewClasses(dataset.root, dataset.classes, needed);
}
