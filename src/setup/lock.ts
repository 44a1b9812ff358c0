import { access, constants, mkdir } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { codeOf, reasonOf } from '../config/index.js';
import { takeLock, type Lock } from '../disk/index.js';
import type { Cache } from './cache.js';
import { errors } from './errors.js';
import { messages } from './messages.js';

/** Milliseconds between two attempts to take a held lock. */
const POLL_MS = 300;

/**
 * Makes the cache's folder and takes its lock. Waits for the process that holds it, so that one process at a time sets an
 * engine up.
 * @throws WorkFailed when this user cannot write there; the signal's reason when it aborts
 */
export async function waitForLock(cache: Cache, say: (text: string) => void, signal: AbortSignal | undefined): Promise<Lock> {
  for (let isFirst = true; ; isFirst = false) {
    signal?.throwIfAborted();
    const taken = await tryLock(cache);
    if ('lock' in taken) return taken.lock;
    if (isFirst) say(messages.waiting(cache, taken.heldBy));
    await setTimeout(POLL_MS, undefined, { signal }).catch(() => signal?.throwIfAborted());
  }
}

async function tryLock(cache: Cache): ReturnType<typeof takeLock> {
  try {
    await mkdir(cache.folder, { recursive: true });
    await access(cache.folder, constants.W_OK | constants.X_OK);
    return await takeLock(cache.lock);
  } catch (error) {
    throw errors.noCacheFolder(cache.folder, folderReason(error));
  }
}

function folderReason(error: unknown): string {
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
      return 'the folder cannot be made';
    case 'ENOSPC':
      return 'that disk is full';
    default:
      return reasonOf(error);
  }
}
