import { stat as statWithCallback, type Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { reasonOf } from '../config/index.js';
import { datasetErrors } from './errors.js';
import { byCodePoint } from './order.js';
import { countdown, type OnProgress } from '../synth/progress.js';

/** The names that pictures end in, in any case. */
export const pictureExtensions = ['.jpg', '.jpeg', '.png', '.webp', '.avif', '.gif', '.tif', '.tiff'] as const;

const PICTURE = new RegExp(`(?:${pictureExtensions.join('|').replaceAll('.', '\\.')})$`, 'i');

export const isPicture = (path: string): boolean => PICTURE.test(path);

/** Files and folders that systems keep for themselves: `.git`, `._cat.jpg` beside every file on a copied Mac disk. */
const isHidden = (name: string): boolean => name.startsWith('.');

/** Calls of `stat` in flight: enough to keep libuv's threads and a network disk busy. */
const STATS_AT_ONCE = 64;

/**
 * Paths of all pictures under `root`, in no particular order, relative to it and with `/` between folders.
 * Links to files count as files. Linked folders are walked after all real ones and only if nothing walked before is the
 * same folder, so a link to a folder inside `root`, or to one that it lies in, adds no picture twice.
 * A link that leads nowhere is listed if it is named like a picture: whoever opens it says so by name.
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
    throw datasetErrors.unreadable(folder, reasonOf(error), error);
  }
}

/**
 * Size in bytes of each file, or null where there is no file to be seen. Paths start from `root`.
 * With callbacks: for 37,500 files that takes a third of the time of as many promises.
 */
export function fileSizes(root: string, paths: readonly string[], signal?: AbortSignal, onProgress?: OnProgress): Promise<(number | null)[]> {
  const tick = countdown(paths.length, onProgress);
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
        tick();
        if (left === 0) resolve(sizes);
        else start();
      });
    };
    if (left === 0) return resolve(sizes);
    for (let i = 0; i < STATS_AT_ONCE; i++) start();
  });
}

/**
 * Those of `paths` that are not under `root`. A folder's listing answers for all files in it at once; only what is not
 * in one is asked for by itself, since some disks know a file by a name in other case or in another Unicode form.
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
