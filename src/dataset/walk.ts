import { stat as statWithCallback, type Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { trackProgress, type OnProgress } from '../config/index.js';
import { byCodePoint } from './code-points.js';
import { errors } from './errors.js';

/** Endings of picture names, in lower or upper case. */
export const pictureExtensions = ['.jpg', '.jpeg', '.png', '.webp', '.avif', '.gif', '.tif', '.tiff'] as const;

const PICTURE = new RegExp(`(?:${pictureExtensions.join('|').replaceAll('.', '\\.')})$`, 'i');

export const isPicture = (path: string): boolean => PICTURE.test(path);

/** Returns whether the system hides a file or folder: `.git`, or the `._cat.jpg` that macOS adds to each copied file. */
const isHidden = (name: string): boolean => name.startsWith('.');

/** Concurrent calls of `stat`: enough to keep libuv's threads and a network disk busy. */
const STAT_CONCURRENCY = 64;

/**
 * Returns the paths of all pictures under `root`, unsorted, relative to it and with `/` between folders.
 * Links to files count as files. Linked folders are walked after all real ones, and only if they were not walked before:
 * a link to a folder inside `root`, or to one around it, adds no picture twice.
 * A broken link with the name of a picture is listed too, so that whoever opens it can report its name.
 */
export async function walk(root: string, signal?: AbortSignal): Promise<string[]> {
  const pictures: string[] = [];
  const walked = new Set<string>();
  let links: string[] = [];

  const visit = async (folder: string, real: string): Promise<void> => {
    if (walked.has(real)) return;
    walked.add(real);
    const inner: Promise<void>[] = [];
    for (const entry of await entriesOf(join(root, folder), signal)) {
      if (isHidden(entry.name)) continue;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) inner.push(visit(path, join(real, entry.name)));
      else if (entry.isSymbolicLink()) links.push(path);
      else if (entry.isFile() && isPicture(path)) pictures.push(path);
    }
    await Promise.all(inner);
  };

  await visit('', await realpath(root));
  while (links.length > 0) {
    const found = links.sort(byCodePoint);
    links = [];
    for (const path of found) {
      signal?.throwIfAborted();
      const target = await stat(join(root, path)).catch(() => null);
      if (target?.isDirectory()) await visit(path, await realpath(join(root, path)));
      else if (isPicture(path) && (target === null || target.isFile())) pictures.push(path);
    }
  }
  return pictures;
}

async function entriesOf(folder: string, signal?: AbortSignal): Promise<Dirent[]> {
  signal?.throwIfAborted();
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    throw errors.unreadable(folder, error);
  }
}

/**
 * Returns the size of each file in bytes, null if there is no such file. Paths are relative to `root`.
 * Callbacks take a third of the time of promises for 37,500 files.
 */
export function fileSizes(root: string, paths: readonly string[], signal?: AbortSignal, onProgress?: OnProgress): Promise<(number | null)[]> {
  const onFile = trackProgress(paths.length, onProgress);
  return new Promise((resolve, reject) => {
    const sizes = Array.from<number | null>({ length: paths.length }).fill(null);
    let next = 0;
    let left = paths.length;
    const start = (): void => {
      const index = next++;
      const path = paths[index];
      if (path === undefined) return;
      statWithCallback(join(root, path), (error, stats) => {
        if (signal?.aborted) return reject(signal.reason);
        if (error === null && stats.isFile()) sizes[index] = stats.size;
        left -= 1;
        onFile();
        if (left === 0) resolve(sizes);
        else start();
      });
    };
    if (left === 0) return resolve(sizes);
    for (let i = 0; i < STAT_CONCURRENCY; i++) start();
  });
}

/**
 * Returns the paths that do not exist under `root`. A folder is listed once for all its files. Files that are not in the list
 * are checked one by one, because some disks also find a file by a name in another case or Unicode form.
 */
export async function missingFiles(root: string, paths: readonly string[]): Promise<string[]> {
  const folders = [...new Set(paths.map((path) => posix.dirname(path)))];
  const listings = new Map(
    await Promise.all(folders.map(async (folder) => [folder, new Set(await readdir(join(root, folder)).catch(() => []))] as const)),
  );
  const unlisted = paths.filter((path) => !listings.get(posix.dirname(path))?.has(posix.basename(path)));
  const sizes = await fileSizes(root, unlisted);
  return unlisted.filter((_, i) => sizes[i] === null);
}
