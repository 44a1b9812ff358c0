export { syncFolder, writeAtomically } from './atomic.js';
export { cacheFolder } from './cache-folder.js';
export { isAlive, readHolder, takeLock, type Holder, type Unlock } from './lock.js';
