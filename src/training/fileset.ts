import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncFolder, writeAtomically } from '../disk/index.js';

/**
 * A folder of files that changes as one. Beside `last` there may be, after a crash, `last.tmp` (being written, worth nothing),
 * `last.next` (whole, and newer than `last`) and `last.previous` (whole, and older).
 *
 * The invariant: from the first save on, at every instant at least one of `next`, `last`, `previous` exists, each that exists
 * under the first two names is whole, and `previous` is whole whenever it is alone. The newest is the first of them in that
 * order. One process writes (the run's lock sees to it); readers need no lock.
 */

/** Files by name, each in pieces. */
export type FileSet = ReadonlyMap<string, Iterable<Uint8Array | string>>;

/** Writes one file whole and synced. Tests put one in whose disk is full. */
export type WriteFile = typeof writeAtomically;

/**
 * Replaces the set in `folder`. The new one is written whole and synced before the old one is touched.
 * @throws the system's error (`ENOSPC`, …), with the old set as it was
 */
export async function saveSet(folder: string, files: FileSet, write: WriteFile = writeAtomically): Promise<void> {
  await settleSet(folder);
  const temporary = `${folder}.tmp`;
  try {
    await rm(temporary, { recursive: true, force: true });
    const made = await mkdir(temporary, { recursive: true });
    // The folder above is new as well; its name, too, must outlast a power cut.
    if (made !== undefined && made !== temporary) await syncFolder(dirname(made));
    for (const [name, chunks] of files) await write(join(temporary, name), chunks);
    await rename(temporary, `${folder}.next`);
    // A rename is durable once its folder is synced. Before that, no older set may be touched: a power cut could take both.
    await syncFolder(dirname(folder));
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
  await settleSet(folder);
}

/** Finishes what a crash left half-done: afterwards the newest whole set lies in `folder`, and nothing beside it. */
export async function settleSet(folder: string): Promise<void> {
  if (await exists(`${folder}.next`)) {
    if (await exists(folder)) {
      await rm(`${folder}.previous`, { recursive: true, force: true });
      await rename(folder, `${folder}.previous`);
    }
    await rename(`${folder}.next`, folder);
    // Else a removal that reaches the disk before these renames could leave a name that leads nowhere.
    await syncFolder(dirname(folder));
  } else if (!(await exists(folder)) && (await exists(`${folder}.previous`))) {
    await rename(`${folder}.previous`, folder);
  }
  await rm(`${folder}.previous`, { recursive: true, force: true });
}

/** A set that is being renamed can be missed under each of its names in turn, but hardly three times over. */
const LOOKS = 3;

/** Where the newest whole set lies at this moment; undefined where none was ever saved. */
export async function findSet(folder: string): Promise<string | undefined> {
  for (let look = 0; look < LOOKS; look += 1) {
    for (const place of [`${folder}.next`, folder, `${folder}.previous`]) if (await exists(place)) return place;
  }
  return undefined;
}

/** The files of a set, by name. Files of two sets may meet here when one replaces the other meanwhile: the caller must tell. */
export async function readFiles(place: string, names: readonly string[]): Promise<Map<string, Uint8Array>> {
  return new Map(await Promise.all(names.map(async (name): Promise<[string, Uint8Array]> => [name, await readFile(join(place, name))])));
}

const exists = (path: string) => stat(path).then(() => true, () => false);
