/** Atomic writes, locks, the cache folder, and paths that come out of files. */
export { nameOfTemporary, removeTemporaries, syncFolder, writeAtomically } from './atomic.js';
export { cacheFolder, homeFolder } from './cache-folder.js';
export { LostLock } from './errors.js';
export { fileInside, isInside } from './file-inside.js';
export { makeFolders } from './make-folders.js';
export { readHolder } from './lock-file.js';
export { isAlive, isVisible, STALE_AFTER_MS, type LockHolder } from './lock-holder.js';
export { rename } from './rename.js';
export { syncFile } from './sync-file.js';
export { readLockState, takeLock, type Lock, type LockState } from './lock.js';
