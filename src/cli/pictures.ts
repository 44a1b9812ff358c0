import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { walk } from '../dataset/index.js';
import { errors } from './errors.js';

/**
 * Returns the paths of the pictures that files, folders and patterns name, in this order. A file counts whatever its extension; the
 * pictures of a folder or a pattern are sorted by path.
 * @throws WrongCommand where a folder has no picture or a pattern matches nothing
 */
export async function picturesOf(names: readonly string[]): Promise<string[]> {
  const found: (readonly string[])[] = [];
  for (const name of names) found.push(await expand(name));
  return found.flat();
}

async function expand(name: string): Promise<readonly string[]> {
  const place = await stat(name).catch(() => undefined);
  // Files first: their names can contain brackets and stars.
  if (place?.isDirectory()) {
    const { pictures } = await walk(name);
    if (pictures.length === 0) throw errors.noPicturesIn(name);
    return pictures.map((path) => join(name, path));
  }
  // A missing file stays in the list and fails as a picture, after the others.
  if (place !== undefined || !isDynamicPattern(name)) return [name];
  const matched = await glob(name, { expandDirectories: false, absolute: name.startsWith('/') });
  if (matched.length === 0) throw errors.noPictures(name);
  return matched.sort();
}
