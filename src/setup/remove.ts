import { readdir, rm } from 'node:fs/promises';
import { codeOf } from '../config/index.js';
import { takeLock } from '../disk/index.js';
import { cacheOf } from './cache.js';
import { errors } from './errors.js';
import { clearFailure } from './failure.js';
import { thisMachine, type Machine } from './machine.js';
import { folderSize } from './progress.js';
import { clearLeftovers } from './staging.js';

export interface RemoveOptions {
  /** The cache's folder. @default `WHISKER_CACHE`, or the platform's cache folder */
  readonly cache?: string | undefined;
  readonly machine?: Pick<Machine, 'platform' | 'env' | 'home'>;
}

export interface Removed {
  /** The cache's folder, which stays. */
  readonly folder: string;
  /** Names of the removed engines, including broken ones. */
  readonly engines: readonly string[];
  /** Bytes that became free. */
  readonly bytes: number;
}

/**
 * Removes every engine from the cache, the remains of interrupted set-ups, and the record of a failed one.
 * @throws WorkFailed while another process sets an engine up; the system's error when this user may not remove them
 */
export async function removeEngines({ cache: own, machine = thisMachine() }: RemoveOptions = {}): Promise<Removed> {
  const cache = cacheOf(machine, own);
  const taken = await takeLock(cache.lock).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (taken === undefined) return { folder: cache.folder, engines: [], bytes: 0 };
  if ('heldBy' in taken) throw errors.removeWhileBusy(taken.heldBy.pid, taken.heldBy.host, cache.lock);
  try {
    const before = await folderSize(cache.folder);
    const engines = await readdir(cache.engines).catch(() => []);
    await clearLeftovers(cache);
    await rm(cache.engines, { recursive: true, force: true });
    await clearFailure(cache);
    return { folder: cache.folder, engines, bytes: before - (await folderSize(cache.folder)) };
  } finally {
    await taken.lock.release();
  }
}
