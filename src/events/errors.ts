import { WorkFailed } from '../config/index.js';

export const errors = {
  folderGone: (folder: string) => new WorkFailed(`${folder} is gone, or its events.jsonl is: there is nothing left to watch.`),
  /** A program passed this, not a user: a user's `--speed` is checked before. */
  speed: (speed: number) => new RangeError(`speed must be a number above 0 or 'max', not ${speed}.`),
};
