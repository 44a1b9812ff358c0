export { syncFolder, writeAtomically } from './atomic.js';
export { cacheFolder } from './cache-folder.js';
export { isAlive, lookAtLock, readHolder, takeLock, type Holder, type LockLook, type Unlock } from './lock.js';
