import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { checkFields, codeOf, type OnProgress } from '../config/index.js';
import { classesOf } from './classes.js';
import { byCodePoint } from './code-points.js';
import { errors } from './errors.js';
import { isManifest, readManifest } from './manifest.js';
import type { Dataset, ScannedSample } from './types.js';
import { fileSizes, inOtherForm } from './file-sizes.js';
import { describeLeftOut } from './left-out.js';
import { byName, nfc } from './names.js';
import { pictureExtensions, walk } from './walk.js';

/** A picture with its class name and its size in bytes, which is null if the file cannot be read. */
interface Found {
  readonly path: string;
  readonly class: string | null;
  readonly size: number | null;
}

interface Scanned {
  readonly found: readonly Found[];
  readonly notes: readonly string[];
}

/** What `scanDataset` can be given. */
export interface ScanOptions {
  /** Ends the scan: the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** What to do if a manifest names pictures that do not exist. A resumed run skips them. @default 'error' */
  readonly missing?: 'error' | 'skip';
  /** Called after each file, once their number is known. */
  readonly onProgress?: OnProgress;
}

/**
 * Lists a dataset without opening its pictures. It is a folder of class folders (`cat/1.jpg`, also nested: the first folder is
 * the class), a folder of files whose names tell the class (`cat_1.jpg`, `dog.7.jpg`), or a manifest (`.csv`, `.jsonl`).
 * Samples in a folder `unlabelled`, or with an empty class in a manifest, have no class.
 * @throws WrongCommand if an option is unknown, if the path does not exist or has no pictures, if a manifest is wrong or names missing files, or if the
 *   classes of a folder are ambiguous; the error lists three of the paths
 */
export async function scanDataset(path: string, options: ScanOptions = {}): Promise<Dataset> {
  checkFields('scanDataset', options, { signal: true, missing: true, onProgress: true });
  const { signal, missing = 'error', onProgress } = options;
  signal?.throwIfAborted();
  const absolute = resolve(path);
  const kind = await kindOf(path);
  if (kind === 'other' || (kind === 'file' && !isManifest(absolute))) throw errors.notADataset(path);
  const { found, notes } = kind === 'folder' ? await fromFolder(path, absolute, signal, onProgress) : await fromManifest(path, absolute, missing, signal, onProgress);
  if (found.length === 0) throw errors.noPictures(path, pictureExtensions, notes);
  return { ...assemble(kind === 'folder' ? absolute : dirname(absolute), found), ...(notes.length > 0 && { notes }) };
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

async function fromFolder(path: string, root: string, signal?: AbortSignal, onProgress?: OnProgress): Promise<Scanned> {
  const walked = await walk(root, signal);
  const paths = walked.pictures;
  const classes = classesOf(path, paths);
  const sizes = await fileSizes(root, paths, signal, onProgress);
  return {
    found: paths.map((path, i) => ({ path, class: classes[i] ?? null, size: sizes[i] ?? null })),
    notes: describeLeftOut(walked, classes.filter((name) => name !== null)),
  };
}

async function fromManifest(path: string, file: string, missing: NonNullable<ScanOptions['missing']>, signal?: AbortSignal, onProgress?: OnProgress): Promise<Scanned> {
  const rows = await readManifest(file, signal).catch((error: unknown) => {
    throw codeOf(error) === 'EACCES' ? errors.unreadable(path, error) : error;
  });
  const sizes = await fileSizes(dirname(file), rows.map((row) => row.path), signal, onProgress);
  const found = await inAnyForm(dirname(file), rows.map((row, i) => ({ ...row, size: sizes[i] ?? null })));
  const missingRows = found.filter(({ size }) => size === null);
  const [first] = missingRows;
  if (first !== undefined && missing === 'error') throw errors.manifestMissing(path, first.line, first.path, missingRows.length - 1);
  return { found: found.filter(({ size }) => size !== null), notes: [] };
}

/** Finds the files that the disk has in another Unicode form than the manifest. */
async function inAnyForm<T extends Found>(root: string, rows: readonly T[]): Promise<readonly T[]> {
  const missing = rows.filter(({ size }) => size === null);
  const others = await inOtherForm(root, missing.map(({ path }) => path));
  const sizes = await fileSizes(root, others.map((path) => path ?? ''));
  const repaired = new Map(missing.map((row, i) => [row, { ...row, path: others[i] ?? row.path, size: sizes[i] ?? null }]));
  return rows.map((row) => repaired.get(row) ?? row);
}

/** Sorts the samples, and numbers their classes. Names count in their composed form, so that copies on other systems are the same dataset. */
function assemble(root: string, found: readonly Found[]): Dataset {
  const named = found
    .map(({ path, class: name, size }) => ({ path, name: nfc(path), class: name === null ? null : nfc(name), size }))
    .sort((left, right) => byName(left.path, right.path));
  const classes = [...new Set(named.map((sample) => sample.class))].filter((name) => name !== null).sort(byCodePoint);
  const indices = new Map(classes.map((name, i) => [name, i]));
  const samples = named.map(({ path, class: name, size }): ScannedSample => ({ path, class: indices.get(name ?? '') ?? null, ...(size !== null && { size }) }));
  const digest = createHash('sha256');
  for (const { name, class: className, size } of named) digest.update(`${JSON.stringify([name, className, size])}\n`);
  return { root, classes, samples, fingerprint: digest.digest('hex') };
}

/** @throws WrongCommand if the dataset has fewer than `needed` classes */
export function requireClasses(dataset: Pick<Dataset, 'root' | 'classes'>, needed: number): void {
  if (dataset.classes.length < needed) throw errors.tooFewClasses(dataset.root, dataset.classes, needed);
}
