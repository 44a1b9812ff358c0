import { readdir, rm } from 'node:fs/promises';
import { codeOf } from '../config/index.js';
import { takeLock } from '../disk/index.js';
import { errors } from '../engine/errors.js';
import { cacheOf } from './cache.js';
import { forgetFailure } from './failure.js';
import { thisMachine, type Machine } from './machine.js';
import { bytesUnder } from './report.js';
import { clearLeftovers } from './staging.js';

export interface RemoveOptions {
  /** The cache's folder. @default that of WHISKER_CACHE, else the platform's */
  readonly cache?: string | undefined;
  readonly machine?: Pick<Machine, 'platform' | 'env' | 'home'>;
}

export interface Removed {
  /** The cache's folder, which stays. */
  readonly folder: string;
  /** Names of the engines that were there, broken ones too. */
  readonly engines: readonly string[];
  /** Bytes that were freed. */
  readonly bytes: number;
}

/**
 * Removes every engine from the cache, what interrupted set-ups left there, and the memory of one that failed.
 * @throws WorkFailed while another process sets an engine up; the system's error where this user may not remove them
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
    const before = await bytesUnder(cache.folder);
    const engines = await readdir(cache.engines).catch(() => []);
    await clearLeftovers(cache);
    await rm(cache.engines, { recursive: true, force: true });
    await forgetFailure(cache);
    return { folder: cache.folder, engines, bytes: before - (await bytesUnder(cache.folder)) };
  } finally {
    await taken.unlock();
  }
}
