import { WorkFailed } from '../config/index.js';
import { messages } from './messages.js';

export const errors = {
  folderGone: (folder: string) => new WorkFailed(messages.folderGone(folder)),
  /** A program passed this, not a user: a user's `--speed` is checked before. */
  speed: (speed: number) => new RangeError(`speed must be a number above 0 or 'max', not ${speed}.`),
};
