import { access, constants, mkdir } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { codeOf, reasonOf } from '../config/index.js';
import { isHere, SILENT_MS, takeLock, type LockHolder, type Unlock } from '../disk/index.js';
import { errors } from '../engine/errors.js';
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
    if (!told) say(waitInWords(cache, taken.heldBy));
    await setTimeout(POLL_MS, undefined, { signal }).catch(() => signal?.throwIfAborted());
  }
}

/** Whom a process waits for, and until when. */
function waitInWords(cache: Cache, holder: LockHolder): string {
  const until = isHere(holder) ? 'waiting for it' : `waiting until it is done, or has given no sign of life for ${SILENT_MS / 60_000} minutes`;
  return `Process ${holder.pid} on ${holder.host} is setting the engine up in ${cache.folder}; ${until}. (If no such process runs, remove ${cache.lock}.)`;
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
