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
export async function picturesOf(names: readonly string[], platform = process.platform): Promise<string[]> {
  const found: (readonly string[])[] = [];
  // In a pattern, a backslash would take the meaning from the character behind it. On Windows it is what people type between folders.
  for (const name of names) found.push(await expand(platform === 'win32' ? name.replaceAll('\\', '/') : name));
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
  const { folder, rest } = await fixedPart(name);
  const matched = await glob(rest.replace(PARENTHESES, (found) => (found.length > 1 ? found : `\\${found}`)), { cwd: folder === '' ? '.' : folder, expandDirectories: false });
  if (matched.length === 0) throw errors.noPictures(name);
  return matched.map((path) => `${folder}${path}`).sort();
}

/** A group such as `@(a|b)`, or a parenthesis, which is a part of the name as in a shell: `New (2)*.jpg`. */
const PARENTHESES = /[?+@!]\([^()]*\)|\*\([^()|]*\|[^()]*\)|[()]/g;

/** Divides a pattern into the folder at its beginning that exists, whatever its characters, and the rest. */
async function fixedPart(pattern: string): Promise<{ readonly folder: string; readonly rest: string }> {
  for (let end = pattern.lastIndexOf('/') + 1; end > 0; end = pattern.lastIndexOf('/', end - 2) + 1) {
    const folder = pattern.slice(0, end);
    if (await stat(folder).then((found) => found.isDirectory(), () => false)) return { folder, rest: pattern.slice(end) };
  }
  return { folder: '', rest: pattern };
}
