import { WorkFailed, WrongCommand } from '../config/index.js';
import { messages } from './messages.js';

export const errors = {
  folderGone: (folder: string) => new WorkFailed(messages.folderGone(folder)),
  speed: (speed: number) => new WrongCommand(`speed is ${speed}; it takes a number above 0, or max`),
};
