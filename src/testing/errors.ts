import { WorkFailed, WrongCommand } from '../config/index.js';

export const errors = {
  event: (index: number) => new WrongCommand(`Event ${index} of the recorded stream is not an event of this version. Record the stream again.`),
  speed: (speed: number) => new WrongCommand(`speed is ${speed}; it takes a number above 0`),
  locked: (path: string, reason: string) =>
    new WrongCommand(`There is no fixture ${path}, and none is recorded because ${reason}. Record it on your own machine (WHISKER_FIXTURES=record), check it, and commit it.`),
  mode: (value: string) => new WrongCommand(`WHISKER_FIXTURES is ${value}; it takes record, replay or lockdown`),
  noBatches: () => new WorkFailed('The stream ended without a batch, so no fixture was written'),
};
