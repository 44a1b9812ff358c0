import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Replaces `path` with `chunks` so that a crash, a kill or a full disk leaves either the old file or the new one whole:
 * written beside it, synced, renamed, and the folder synced. The half-written file is removed when a write fails.
 * @throws the system's error (`ENOSPC`, `EACCES`, …), with the old file untouched
 */
export async function writeAtomically(path: string, chunks: Iterable<Uint8Array | string> | Uint8Array | string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  const parts = typeof chunks === 'string' || chunks instanceof Uint8Array ? [chunks] : chunks;
  try {
    const file = await open(temporary, 'w');
    try {
      for (const part of parts) await file.writeFile(part);
      await file.sync();
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

/** Makes what was made or renamed in `folder` survive a power cut. Some file systems refuse to sync a folder: then there is no more to do. */
export async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // What lies in it is whole and synced; only the moment at which its name becomes durable is left to the system.
  }
}
