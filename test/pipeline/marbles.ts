import { TestScheduler } from 'rxjs/testing';
import { expect } from 'vitest';

type Helpers = Parameters<Parameters<TestScheduler['run']>[0]>[0];

/** Returns a test in virtual time. `at` runs something in a frame; `now` returns the frame. */
export const marbles = (body: (helpers: Helpers & { at: (frame: number, act: () => void) => void; now: () => number }) => void) => (): void => {
  const time = new TestScheduler((actual, expected) => expect(actual).toEqual(expected));
  time.run((helpers) => body({ ...helpers, at: (frame, act) => void time.schedule(act, frame), now: () => time.now() }));
};
