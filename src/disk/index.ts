/** Atomic writes, locks and the cache folder. */
export { syncFolder, writeAtomically } from './atomic.js';
export { cacheFolder } from './cache-folder.js';
export { isAlive, isThisHost, readHolder, readLockState, STALE_AFTER_MS, takeLock, type LockHolder, type LockState, type Unlock } from './lock.js';
