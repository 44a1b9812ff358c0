import { thisHolder, type Holder } from '../../src/disk/lock-holder.js';

/** Text of the lock file of another process: by default one of this machine that is gone. */
export const lockText = (holder: Partial<Holder> = {}): string => JSON.stringify({ ...thisHolder('another'), pid: 2 ** 22 + 1, startTime: '1', ...holder });

/** Text of the lock file of a process that cannot be seen from here. */
export const distantLockText = (holder: Partial<Holder> = {}): string => lockText({ host: 'elsewhere', place: 'elsewhere', ...holder });
