import { expect, it } from 'vitest';
import { initialPace, updatePace, computePace, type RunEvent } from '../../src/events/index.js';
import { bodies, stamped } from './written.js';

it('computes the same time left from a thinned log', () => {
  const events = stamped([...Array.from({ length: 1000 }, (_, at) => bodies.step(at + 1, 1000)), bodies.epoch(1, false, 1000, 30), ...Array.from({ length: 200 }, (_, at) => bodies.step(1001 + at, 1000))]);
  const secondsLeft = (given: readonly RunEvent[]): number | undefined =>
    computePace(given.reduce((state, event) => (event.type === 'step' || event.type === 'epoch' ? updatePace(state, event) : state), initialPace), { epochs: 10, stepsPerEpoch: 1000 }, 1200).secondsLeft;
  const thinned = events.filter((event) => event.type !== 'step' || event.step > 1000 || event.step % 8 === 0);
  // 8,800 steps of 9.1 ms, and nine times the overhead of an epoch.
  expect(secondsLeft(events)).toBeCloseTo(8800 * 0.009123456789 + 9 * (30 - 9.123456789), 6);
  expect(secondsLeft(thinned)).toBeCloseTo(secondsLeft(events) ?? 0, 6);
});

it('leaves the first step out of the time left: it also compiles', () => {
  const [first, second] = stamped([bodies.step(1), bodies.step(2)]).filter((event) => event.type === 'step');
  const one = updatePace(initialPace, { ...first, ms: 60_000 });
  const schedule = { epochs: 1, stepsPerEpoch: 12 };
  expect(computePace(one, schedule, 1).secondsLeft).toBeUndefined();
  expect(computePace(updatePace(one, { ...second, ms: 100 }), schedule, 2).secondsLeft).toBeCloseTo(1);
});
