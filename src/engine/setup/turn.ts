import { access, constants, mkdir } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { codeOf, reasonOf } from '../../config/index.js';
import { takeLock, type Unlock } from '../../disk/index.js';
import { errors } from '../errors.js';
import type { Cache } from './cache.js';

/** Between two looks at a lock that somebody else has, ms. */
const POLL_MS = 300;

/**
 * Makes the cache's folder and takes its lock, after whoever has it: one process at a time sets an engine up.
 * @throws WorkFailed when this user cannot write there; the signal's reason when it aborts
 */
export async function takeTurn(cache: Cache, say: (text: string) => void, signal: AbortSignal | undefined): Promise<Unlock> {
  for (let told = false; ; told = true) {
    signal?.throwIfAborted();
    const taken = await lockIn(cache);
    if ('unlock' in taken) return taken.unlock;
    const { pid, host } = taken.heldBy;
    if (!told) say(`Process ${pid} on ${host} is setting the engine up in ${cache.folder}; waiting for it. (If no such process runs, remove ${cache.lock}.)`);
    await setTimeout(POLL_MS, undefined, { signal }).catch(() => signal?.throwIfAborted());
  }
}

async function lockIn(cache: Cache): ReturnType<typeof takeLock> {
  try {
    await mkdir(cache.folder, { recursive: true });
    await access(cache.folder, constants.W_OK | constants.X_OK);
    return await takeLock(cache.lock);
  } catch (error) {
    throw errors.noCacheFolder(cache.folder, inWords(error));
  }
}

function inWords(error: unknown): string {
  switch (codeOf(error)) {
    case 'EACCES':
    case 'EPERM':
      return 'this user may not write there';
    case 'EROFS':
      return 'that disk is read-only';
    case 'ENOTDIR':
    case 'EEXIST':
      return 'a part of that path is a file';
    case 'ENOENT':
      return 'no folder can be made there';
    case 'ENOSPC':
      return 'that disk is full';
    default:
      return reasonOf(error);
  }
}
