import { WorkFailed } from '../config/index.js';
import type { Holder } from './lock-holder.js';

export const errors = {
  lostLock: (path: string, holder: Pick<Holder, 'pid' | 'host'> | undefined) =>
    new WorkFailed(
      `This process stopped so that two do not write to the same files: its lock ${path} ${holder === undefined ? 'is gone' : `now belongs to process ${holder.pid} on ${holder.host}`}. ` +
        'It was suspended or cut off from the disk for minutes, and counted as dead.',
    ),
};
