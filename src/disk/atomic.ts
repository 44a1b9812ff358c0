import { open, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { rename } from './rename.js';
import { syncFile } from './sync-file.js';

/**
 * Replaces `path` with `chunks`. A crash, a kill or a full disk leaves either the old file or the new one, whole: this
 * writes a temporary file beside it, syncs it, renames it and syncs the folder. A failed write removes the temporary file.
 * @throws the system's error (`ENOSPC`, `EACCES`, …); the old file is then unchanged
 */
export async function writeAtomically(path: string, chunks: Iterable<Uint8Array | string> | Uint8Array | string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  const parts = typeof chunks === 'string' || chunks instanceof Uint8Array ? [chunks] : chunks;
  try {
    const file = await open(temporary, 'w');
    try {
      for (const part of parts) await file.writeFile(part);
      await syncFile(file);
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** What `writeAtomically` calls its temporary files: NAME.PID.tmp. */
const TEMPORARY = /^(.+)\.(\d+)\.tmp$/;

/** Returns the name of the file that a temporary file of `writeAtomically` is to become; null for any other name. */
export const nameOfTemporary = (name: string): string | null => TEMPORARY.exec(name)?.[1] ?? null;

/**
 * Removes the temporary files that killed processes have left in `folder`, which may be missing.
 * @param isOwn whether nobody else writes the file of this name now
 */
export async function removeTemporaries(folder: string, isOwn: (name: string) => boolean = () => true): Promise<void> {
  for (const temporary of await readdir(folder).catch((): string[] => [])) {
    const name = nameOfTemporary(temporary);
    if (name !== null && isOwn(name)) await rm(join(folder, temporary), { force: true });
  }
}

/** Makes new and renamed files of `folder` survive a power cut, where the file system can sync a folder. */
export async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await syncFile(handle);
    } finally {
      await handle.close();
    }
  } catch {
    // The files themselves are synced. Only their names become durable a little later.
  }
}
