import { open, readFile, rm, stat } from 'node:fs/promises';
import { z } from 'zod';
import { codeOf } from '../config/index.js';
import type { Holder, LockHolder } from './lock-holder.js';
import { rename } from './rename.js';

const shape = z.object({ token: z.string(), pid: z.number(), host: z.string(), place: z.string().nullable(), startTime: z.string() });

/** Returns the holder that the lock file `path` names; undefined when the file is missing or incomplete. */
export async function readHolder(path: string): Promise<LockHolder | undefined> {
  try {
    const [text, { mtimeMs: heartbeat }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    return { ...shape.parse(JSON.parse(text)), heartbeat };
  } catch {
    return undefined;
  }
}

/**
 * Creates the lock file `path`. Needs no hard links, which exFAT and many network folders lack. So the file is incomplete for
 * a moment.
 * @returns false when there is one
 */
export async function createLockFile(path: string, holder: Holder): Promise<boolean> {
  let file;
  try {
    file = await open(path, 'wx');
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
  try {
    await file.writeFile(JSON.stringify(holder));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  return true;
}

/**
 * Removes the lock file `path` if `isExpected` of its holder (undefined: incomplete). Another process may remove it and take
 * the lock between a reading and a removal. So this moves the file away, reads it there, and puts it back if it is another
 * lock. If a third process has taken the lock meanwhile, that one keeps it, and the second notices at its next heartbeat.
 * @throws the system's error
 */
export async function removeLockFile(path: string, name: string, isExpected: (holder: LockHolder | undefined) => boolean): Promise<void> {
  const moved = `${path}.${name}`;
  try {
    await rename(path, moved);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  const holder = await readHolder(moved);
  if (holder !== undefined && !isExpected(holder)) {
    const { heartbeat: _, ...rest } = holder;
    await createLockFile(path, rest);
  }
  await rm(moved, { force: true });
}
