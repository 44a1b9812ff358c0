import { WorkFailed } from '../config/index.js';

/** Another process has taken a lock for that of a dead one. */
export class LostLock extends WorkFailed {
  override readonly code = 'ERR_WHISKER_LOST_LOCK';

  /** @param holder the process that has it now; null where that one has ended, too */
  constructor(path: string, readonly holder: { readonly pid: number; readonly host: string } | null) {
    super(
      `This process stopped so that two do not write to the same files: its lock ${path} ${holder === null ? 'is gone' : `now belongs to process ${holder.pid} on ${holder.host}`}. ` +
        'It was suspended or cut off from the disk for minutes, and counted as dead.',
    );
  }
}
