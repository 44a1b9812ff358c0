import { access, readdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { codeOf } from '../../config/index.js';
import { isAlive, makeFolders, nameOfTemporary, readHolder, removeTemporaries, syncFolder, takeLock, type Lock } from '../../disk/index.js';
import { errors } from '../errors.js';
import { defaultFolder, type RunPaths } from './folder.js';

/** The file that `whisker report` writes, without the lock. */
const REPORT = 'report.html';

/** Returns a default folder that does not exist yet; with a number at its end where another run began in the same second. */
export async function freeFolder(recipe: string): Promise<string> {
  const folder = defaultFolder(recipe);
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? folder : `${folder}-${number}`;
    if (await access(name).then(() => false, () => true)) return name;
  }
}

/** @throws WrongCommand where the folder is not empty, or another run works in it */
export async function refuseTaken(paths: RunPaths): Promise<void> {
  const files = await readdir(paths.folder).catch((error: unknown): string[] => {
    if (codeOf(error) === 'ENOENT') return [];
    throw errors.unwritable(paths.folder, error);
  });
  const holder = await readHolder(paths.lock);
  if (holder !== undefined && isAlive(holder)) throw errors.locked(paths.folder, holder);
  if (files.length > 0 && !isUnbegun(paths, files)) throw errors.exists(paths.folder, files.includes(basename(paths.options)));
}

/** Whether a process died while it made the run: it left its lock, and perhaps the files before `run.yaml`, which it writes last. */
function isUnbegun({ lock, split, sizes, options }: RunPaths, files: readonly string[]): boolean {
  const isLock = (name: string) => name === basename(lock) || name.startsWith(`${basename(lock)}.`);
  const early = [basename(split), basename(sizes)];
  const isLeft = (name: string) => isLock(name) || early.includes(name) || [...early, basename(options)].includes(nameOfTemporary(name) ?? '');
  return files.some(isLock) && files.every(isLeft);
}

/** Makes the run's folder, and returns whether it is new. */
export async function makeFolder({ folder }: RunPaths): Promise<boolean> {
  const first = await makeFolders(folder);
  // Files are synced together with their folder. The folder above the run's gets no file of the run, so it is synced here.
  if (first !== undefined) await syncFolder(dirname(first));
  return first !== undefined;
}

/**
 * Locks the run, and removes what a killed process was writing.
 * @throws WrongCommand where another run works in the folder; the system's error where it cannot be written to
 */
export async function lockRun({ folder, lock, samples, features }: RunPaths): Promise<Lock> {
  const taken = await takeLock(lock);
  if ('heldBy' in taken) throw errors.locked(folder, taken.heldBy);
  await removeTemporaries(folder, (name) => name !== REPORT);
  for (const written of [samples, features]) await removeTemporaries(written);
  return taken.lock;
}
