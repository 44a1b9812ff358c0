import { WorkFailed, WrongCommand } from '../config/index.js';

export const errors = {
  event: (at: number) => new WrongCommand(`Event ${at} of the recorded stream is no event of this version. Record it anew.`),
  speed: (speed: number) => new WrongCommand(`speed is ${speed}; it takes a number above 0`),
  locked: (path: string, why: string) =>
    new WrongCommand(`There is no fixture ${path}, and ${why}: nothing is recorded there. Record it where it can be looked at (WHISKER_FIXTURES=record), and commit it.`),
  mode: (value: string) => new WrongCommand(`WHISKER_FIXTURES is ${value}; it takes record, replay or lockdown`),
  nothing: () => new WorkFailed('The stream ended without a batch: no fixture was written'),
};

/** Two streams that differ. vitest, jest and node:test show `actual` and `expected` beside the message. */
export class StreamDiffers extends Error {
  override readonly name = 'StreamDiffers';
  readonly showDiff = true;

  constructor(message: string, readonly actual: unknown, readonly expected: unknown) {
    super(message);
  }
}
