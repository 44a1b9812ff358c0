import { expect, it } from 'vitest';
import { initialPace, updatePace, computePace, type RunEvent } from '../../src/events/index.js';
import { bodies, stamped } from './written.js';

it('the time left is the same where only some of the steps far back are told', () => {
  const events = stamped([...Array.from({ length: 1000 }, (_, at) => bodies.step(at + 1, 1000)), bodies.epoch(1, false, 1000, 30), ...Array.from({ length: 200 }, (_, at) => bodies.step(1001 + at, 1000))]);
  const secondsLeft = (told: readonly RunEvent[]): number | undefined =>
    computePace(told.reduce((pacing, event) => (event.type === 'step' || event.type === 'epoch' ? updatePace(pacing, event) : pacing), initialPace), { epochs: 10, stepsPerEpoch: 1000 }, 1200).secondsLeft;
  const thinned = events.filter((event) => event.type !== 'step' || event.step > 1000 || event.step % 8 === 0);
  // 8,800 steps of 9.1 ms, and nine times what an epoch took besides its thousand.
  expect(secondsLeft(events)).toBeCloseTo(8800 * 0.009123456789 + 9 * (30 - 9.123456789), 6);
  // But for the seven steps before the first that is told.
  expect(secondsLeft(thinned)).toBeCloseTo((secondsLeft(events) ?? 0) + 9 * 7 * 0.009123456789, 6);
});
