import { expect, it } from 'vitest';
import { initialPace, updatePace, computePace, type RunEvent } from '../../src/events/index.js';
import { bodies, stamped } from './written.js';

it('computes the same time left from a thinned log', () => {
  const events = stamped([...Array.from({ length: 1000 }, (_, at) => bodies.step(at + 1, 1000)), bodies.epoch(1, false, 1000, 30), ...Array.from({ length: 200 }, (_, at) => bodies.step(1001 + at, 1000))]);
  const secondsLeft = (given: readonly RunEvent[]): number | undefined =>
    computePace(given.reduce((state, event) => (event.type === 'step' || event.type === 'epoch' ? updatePace(state, event) : state), initialPace), { epochs: 10, stepsPerEpoch: 1000 }, 1200).secondsLeft;
  const thinned = events.filter((event) => event.type !== 'step' || event.step === 1 || event.step > 1000 || event.step % 8 === 0);
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

const event = (number: number, time: number, ms: number): RunEvent & { type: 'step' } => ({ v: 1, seq: number, time, type: 'step', epoch: 1, step: number, losses: { a: number }, trainedOn: 10, ms, waitMs: 0 });

it('counts the time between epochs into the time left', () => {
  const schedule = { epochs: 3, stepsPerEpoch: 2 };
  const steps = [event(1, 1000, 1000), event(2, 2000, 1000)].reduce(updatePace, initialPace);
  expect(computePace(steps, schedule, 2)).toMatchObject({ stepsPerSecond: 1, trainedOnPerSecond: 10, waiting: 0, losses: { a: 1.5 }, secondsLeft: 4 });
  expect(computePace(updatePace(steps, { time: 5000, type: 'epoch', epoch: 1, step: 2, seconds: 5 }), schedule, 2).secondsLeft).toBe(4 + 2 * 3);
});

it('counts what an epoch that a resume begins in spends outside its steps, without the slow steps before the resume', () => {
  const schedule = { epochs: 100, stepsPerEpoch: 10 };
  const steps = [8, 9, 10].map((step) => event(step, step * 100, 100)).reduce(updatePace, initialPace);
  const resumed = updatePace(steps, { time: 1500, type: 'epoch', epoch: 1, step: 10, seconds: 30 });
  expect(computePace(resumed, schedule, 10).secondsLeft).toBeCloseTo(99 * 1.5);
  const next = Array.from({ length: 10 }, (_, index) => event(11 + index, 1200 + index * 100, 100)).reduce(updatePace, resumed);
  expect(computePace(updatePace(next, { time: 2500, type: 'epoch', epoch: 2, step: 20, seconds: 1.5 }), schedule, 20).secondsLeft).toBeCloseTo(98 * 1.5);
});

it('ignores steps older than ten seconds', () => {
  const later = Array.from({ length: 199 }, (_, index) => event(index + 2, 10_003 + index, 10));
  expect(computePace([event(1, 0, 5000), ...later].reduce(updatePace, initialPace), null, 200).stepsPerSecond).toBeCloseTo(100);
});
