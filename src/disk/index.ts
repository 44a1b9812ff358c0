export { syncFolder, writeAtomically } from './atomic.js';
export { cacheFolder } from './cache-folder.js';
export { isAlive, isHere, lookAtLock, readHolder, SILENT_MS, takeLock, type Holder, type LockHolder, type LockLook, type Unlock } from './lock.js';
