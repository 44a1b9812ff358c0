import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';

/**
 * Returns the real path of a file that another file names, such as the log of a run: somebody else may have written that.
 * Null where there is no such file in `folder`: the name is absolute, leaves the folder with `..`, or is a link that leads out.
 */
export async function fileInside(folder: string, name: string): Promise<string | null> {
  try {
    const path = await realpath(resolve(folder, name));
    return isInside(await realpath(folder), path) && (await stat(path)).isFile() ? path : null;
  } catch {
    return null;
  }
}

/** Returns whether `name`, seen from `folder`, lies inside it. Follows no links. */
export function isInside(folder: string, name: string): boolean {
  const path = relative(folder, resolve(folder, name));
  return path !== '' && path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}
