import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Returns whether the folder is a run's. */
export const isRunFolder = (folder: string): Promise<boolean> => stat(join(folder, 'events.jsonl')).then((found) => found.isFile(), () => false);

/**
 * Returns the run folders inside a folder, at most `depth` levels down, sorted.
 * @throws the system's error if the folder cannot be read
 */
export async function runFoldersIn(folder: string, depth = 2): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const inside = entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name)).sort();
  const found = await Promise.all(inside.map(async (path) => {
    if (await isRunFolder(path)) return [path];
    // One that cannot be read may be anything.
    return depth > 1 ? runFoldersIn(path, depth - 1).catch(() => []) : [];
  }));
  return found.flat();
}
