/** Atomic writes, locks and the cache folder. */
export { syncFolder, writeAtomically } from './atomic.js';
export { cacheFolder } from './cache-folder.js';
export { readHolder } from './lock-file.js';
export { isAlive, isVisible, STALE_AFTER_MS, type LockHolder } from './lock-holder.js';
export { readLockState, takeLock, type Lock, type LockState } from './lock.js';
