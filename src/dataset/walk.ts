import type { Dirent } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../disk/index.js';
import { byCodePoint } from './code-points.js';
import { errors } from './errors.js';
import { isOfSystem, isRun } from './skipped.js';

/** Endings of JPEGs' names. `.mpo` are several JPEGs in one file. */
const jpegExtensions = ['.jpg', '.jpeg', '.jpe', '.jfif', '.jif', '.pjpeg', '.pjp', '.mpo'] as const;

/** Endings of pictures' names, in lower or upper case (docs/pictures.md). */
export const pictureExtensions = [...jpegExtensions, '.png', '.apng', '.webp', '.avif', '.avifs', '.gif', '.tif', '.tiff'] as const;

const endsIn = (extensions: readonly string[]): RegExp => new RegExp(`(?:${extensions.join('|').replaceAll('.', '\\.')})$`, 'i');
const [PICTURE, JPEG] = [endsIn(pictureExtensions), endsIn(jpegExtensions)];

/** Returns whether a file is a picture, by its name. */
export const isPicture = (path: string): boolean => PICTURE.test(path);
/** Returns whether a picture is a JPEG, by its name. */
export const isJpeg = (path: string): boolean => JPEG.test(path);

/** The files of a folder. All paths are relative to it, with `/` between folders, and sorted by code points. */
export interface Walked {
  readonly pictures: readonly string[];
  /** The folders directly inside it, without those that were left out. */
  readonly folders: readonly string[];
  readonly leftOut: LeftOut;
}

/** What is in a folder and not among its pictures. Files and folders of the system do not count. */
export interface LeftOut {
  /** Files of other kinds. */
  readonly others: readonly string[];
  /** Links to a file or folder that is listed under another name. */
  readonly links: readonly string[];
  /** Folders that whisker wrote: runs and its cache. */
  readonly own: readonly string[];
  /** Files and folders that cannot be opened because their name is not UTF-8. */
  readonly unnameable: readonly string[];
}

/**
 * Lists a folder, also nested ones. Each picture is listed once: links are followed after everything real, and only to what was
 * not listed before. So a link to a folder inside `root`, or to one around it, adds no picture twice.
 * A broken link with the name of a picture is listed too, so that whoever opens it can report its name.
 * @throws WrongCommand where a folder cannot be read
 */
export async function walk(root: string, signal?: AbortSignal): Promise<Walked> {
  const found = { pictures: [] as string[], folders: [] as string[], others: [] as string[], links: [] as string[], own: [] as string[], unnameable: [] as string[] };
  /** Real paths of the folders and pictures that are listed. */
  const listed = new Set<string>();
  const isNew = (real: string): boolean => !listed.has(real) && listed.add(real) !== undefined;
  let links: string[] = [];

  const visit = async (folder: string, real: string): Promise<void> => {
    if (!isNew(real)) return void found.links.push(folder);
    const entries = await entriesOf(join(root, folder), signal);
    if (folder !== '' && (real === cache || isRun(new Set(entries.map(({ name }) => name))))) return void found.own.push(folder);
    if (folder !== '' && !folder.includes('/')) found.folders.push(folder);
    const inner: Promise<void>[] = [];
    for (const entry of entries) {
      if (isOfSystem(entry.name)) continue;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.name.includes('\ufffd') && (await isMissing(join(root, path)))) found.unnameable.push(path);
      else if (entry.isDirectory()) inner.push(visit(path, join(real, entry.name)));
      else if (entry.isSymbolicLink()) links.push(path);
      else if (!entry.isFile() || !isPicture(path)) found.others.push(path);
      else (isNew(join(real, entry.name)) ? found.pictures : found.links).push(path);
    }
    await Promise.all(inner);
  };
  const follow = async (path: string): Promise<void> => {
    const target = await stat(join(root, path)).catch(() => null);
    if (target?.isDirectory()) return visit(path, await realpath(join(root, path)));
    if (!isPicture(path) || target?.isFile() === false) found.others.push(path);
    else if (target === null || isNew(await realpath(join(root, path)))) found.pictures.push(path);
    else found.links.push(path);
  };

  const cache = await realpath(cacheFolder()).catch(() => null);
  await visit('', await realpath(root));
  while (links.length > 0) {
    const next = links.sort(byCodePoint);
    links = [];
    for (const path of next) {
      signal?.throwIfAborted();
      await follow(path);
    }
  }
  for (const paths of Object.values(found)) paths.sort(byCodePoint);
  const { pictures, folders, ...leftOut } = found;
  return { pictures, folders, leftOut };
}

/** Of a name that a folder lists: whether it has bytes that are not UTF-8. Node shows U+FFFD for them, and opens a file of that other name. */
const isMissing = (path: string): Promise<boolean> => lstat(path).then(() => false, () => true);

async function entriesOf(folder: string, signal?: AbortSignal): Promise<Dirent[]> {
  signal?.throwIfAborted();
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    throw errors.unreadable(folder, error);
  }
}
