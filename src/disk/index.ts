export { writeAtomically } from './atomic.js';
export { isAlive, readHolder, takeLock, type Holder, type Unlock } from './lock.js';
