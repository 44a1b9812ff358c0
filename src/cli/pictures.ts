import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { pictureExtensions } from '../dataset/index.js';
import { errors } from './errors.js';

/**
 * The pictures that were asked for, in the order asked: a file as it was named, whatever its name ends in; a folder's
 * pictures, and those a pattern fits, sorted by path.
 * @throws WrongCommand where a folder has no picture, or nothing fits a pattern
 */
export async function picturesOf(asked: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const name of asked) found.push(...(await expand(name)));
  return found;
}

async function expand(name: string): Promise<readonly string[]> {
  const place = await stat(name).catch(() => undefined);
  // A file is looked for before a pattern: names may hold brackets and stars.
  if (place?.isDirectory()) {
    const inside = await glob(`**/*.{${pictureExtensions.map((extension) => extension.replace(/^\./, '')).join(',')}}`, { cwd: name, caseSensitiveMatch: false, expandDirectories: false });
    if (inside.length === 0) throw errors.noPicturesIn(name);
    return inside.sort().map((path) => join(name, path));
  }
  // One that is not there is passed on: it fails as a picture, after all the others.
  if (place !== undefined || !isDynamicPattern(name)) return [name];
  const matched = await glob(name, { expandDirectories: false, absolute: name.startsWith('/') });
  if (matched.length === 0) throw errors.noPictures(name);
  return matched.sort();
}
