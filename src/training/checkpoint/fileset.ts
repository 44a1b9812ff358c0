import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { rename, syncFolder, writeAtomically } from '../../disk/index.js';

/**
 * A folder of files that is replaced as a whole. After a crash there may be others beside `last`: `last.tmp` (incomplete),
 * `last.next` (whole, and newer than `last`) and `last.previous` (whole, and older).
 *
 * The invariant: from the first save on, at least one of `next`, `last` and `previous` exists at any moment. `next` and `last`
 * are always whole; `previous` is whole whenever it is alone. The newest is the first of them in that order. The run's lock
 * ensures that one process writes. Readers need no lock.
 */

/** The files of a set by name, each in chunks. */
export type FileSet = ReadonlyMap<string, Iterable<Uint8Array | string>>;

/** Writes one file as a whole, synced. Tests bring one whose disk is full. */
export type WriteFile = (path: string, chunks: Iterable<Uint8Array | string> | Uint8Array | string) => Promise<void>;

/**
 * Replaces the set in `folder`. The new one is written and synced before the old one is touched.
 * @throws the system's error (`ENOSPC`, …). The old set is then as it was
 */
export async function saveSet(folder: string, files: FileSet, write: WriteFile = writeAtomically): Promise<void> {
  await repairSet(folder);
  const temporary = `${folder}.tmp`;
  try {
    await rm(temporary, { recursive: true, force: true });
    const made = await mkdir(temporary, { recursive: true });
    // The folder above may be new as well. Its name must survive a power cut too.
    if (made !== undefined && made !== temporary) await syncFolder(dirname(made));
    for (const [name, chunks] of files) await write(join(temporary, name), chunks);
    await rename(temporary, `${folder}.next`);
    // A rename is durable once its folder is synced. Before that, no older set may be touched: a power cut could take both.
    await syncFolder(dirname(folder));
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
  await repairSet(folder);
}

/** Finishes a replacement that a crash interrupted. Then the newest whole set is in `folder`, with nothing beside it. */
export async function repairSet(folder: string): Promise<void> {
  if (await exists(`${folder}.next`)) {
    if (await exists(folder)) {
      await rm(`${folder}.previous`, { recursive: true, force: true });
      await rename(folder, `${folder}.previous`);
    }
    await rename(`${folder}.next`, folder);
    // Without it, the removal could reach the disk before these renames, and leave a name that leads nowhere.
    await syncFolder(dirname(folder));
  } else if (!(await exists(folder)) && (await exists(`${folder}.previous`))) {
    await rename(`${folder}.previous`, folder);
  }
  await rm(`${folder}.previous`, { recursive: true, force: true });
}

/** A set that is being renamed can be missed under each of its names in turn, but hardly three times. */
const TRIES = 3;

/** Returns the folder of the newest whole set at this moment, or undefined where none was ever saved. */
export async function findSet(folder: string): Promise<string | undefined> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    for (const place of [`${folder}.next`, folder, `${folder}.previous`]) if (await exists(place)) return place;
  }
  return undefined;
}

/** Returns the files of a set by name. While a set is replaced they may be of two sets: the caller must check. */
export async function readFiles(place: string, names: readonly string[]): Promise<Map<string, Uint8Array>> {
  return new Map(await Promise.all(names.map(async (name): Promise<[string, Uint8Array]> => [name, await readFile(join(place, name))])));
}

const exists = (path: string) => stat(path).then(() => true, () => false);
