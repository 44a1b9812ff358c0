import { describe, expect, it } from 'vitest';
import type { EventBody, Schedule } from '../../src/events/index.js';
import { announceEstimates } from '../../src/training/run/announce-estimates.js';
import { initialEstimate, updateEstimate, type EstimateState } from '../../src/training/run/estimate.js';

type Given = Parameters<typeof updateEstimate>[2];
type Estimate = NonNullable<ReturnType<typeof updateEstimate>['estimate']>;

/** `count` steps of `ms` each, after step `after`. */
const steps = (after: number, count: number, ms: number): Given[] =>
  Array.from({ length: count }, (_, index) => ({ type: 'step', time: 0, step: after + index + 1, losses: {}, trainedOn: 1, ms, waitMs: 0 }));
const epoch = (number: number, step: number, seconds: number): Given => ({ type: 'epoch', time: 0, epoch: number, step, seconds });

function estimates(schedule: Schedule, events: readonly Given[]): Estimate[] {
  const found: Estimate[] = [];
  let state: EstimateState = initialEstimate;
  for (const event of events) {
    const updated = updateEstimate(state, schedule, event);
    state = updated.state;
    if (updated.estimate !== null) found.push(updated.estimate);
  }
  return found;
}

describe('the estimate', () => {
  const schedule = { epochs: 10, stepsPerEpoch: 100 };

  it('comes after ten steps, and ignores the first one, which compiles', () => {
    expect(estimates(schedule, [...steps(0, 1, 60_000), ...steps(1, 9, 100)])).toEqual([]);
    expect(estimates(schedule, [...steps(0, 1, 60_000), ...steps(1, 10, 100)])).toEqual([
      { type: 'estimate', step: 11, epochSeconds: 10, secondsLeft: expect.closeTo(98.9), withValidation: false, corrected: false },
    ]);
  });

  it('comes after two seconds where steps are slow', () => {
    expect(estimates(schedule, steps(0, 2, 5000))).toMatchObject([{ step: 2, epochSeconds: 500, secondsLeft: 998 * 5 }]);
  });

  it('is given once where it is right', () => {
    expect(estimates(schedule, [...steps(0, 100, 1000), epoch(1, 100, 102), ...steps(100, 100, 1100), epoch(2, 200, 112), ...steps(200, 100, 950)])).toHaveLength(1);
  });

  it('is corrected where steps become slower, within as much time as was measured before', () => {
    const found = estimates(schedule, [...steps(0, 31, 1000), ...steps(31, 69, 2000)]);
    expect(found).toMatchObject([{ step: 3, corrected: false }, { corrected: true, withValidation: false }]);
    expect(found[1].step).toBeGreaterThan(31);
    expect(found[1].step).toBeLessThan(80);
    expect(found[1].epochSeconds).toBeGreaterThan(150);
  });

  it('is corrected where steps become faster', () => {
    expect(estimates(schedule, [...steps(0, 20, 1000), ...steps(20, 380, 200)])).toMatchObject([{ epochSeconds: 100 }, { corrected: true, epochSeconds: 37.5 }, { corrected: true, epochSeconds: 20 }]);
  });

  it('includes validation once an epoch has been evaluated', () => {
    expect(estimates(schedule, [...steps(0, 100, 100), epoch(1, 100, 60)])).toMatchObject([
      { withValidation: false, secondsLeft: expect.closeTo(98.9) },
      { step: 100, epochSeconds: expect.closeTo(60), secondsLeft: expect.closeTo(900 * 0.1 + 9 * 50), withValidation: true, corrected: true },
    ]);
  });

  it('waits for the second epoch where an epoch is one step', () => {
    expect(estimates({ epochs: 200, stepsPerEpoch: 1 }, [...steps(0, 1, 9000), epoch(1, 1, 12), ...steps(1, 1, 500), epoch(2, 2, 3.5)])).toMatchObject([
      { step: 2, epochSeconds: 3.5, secondsLeft: 198 * 3.5, withValidation: true, corrected: false },
    ]);
  });

  it('counts the validation alone where a resume begins in the middle of an epoch', () => {
    const [, corrected] = estimates(schedule, [...steps(50, 50, 100), { ...epoch(1, 100, 75), time: 50_000 }]);
    expect(corrected.epochSeconds).toBeCloseTo(60);
  });

  it('is corrected on five steps at least, however slow they are', () => {
    expect(estimates(schedule, steps(0, 2, 10_000).concat(steps(2, 4, 40_000)))).toHaveLength(1);
    expect(estimates(schedule, steps(0, 2, 10_000).concat(steps(2, 5, 40_000)))).toMatchObject([{ step: 2 }, { step: 7, epochSeconds: 4000, corrected: true }]);
  });

  it('leaves out differences of some seconds', () => {
    expect(estimates({ epochs: 1, stepsPerEpoch: 60 }, [...steps(0, 10, 300), ...steps(10, 50, 400)])).toHaveLength(1);
  });

  it('is absent where nothing is left', () => {
    expect(estimates({ epochs: 1, stepsPerEpoch: 2 }, [...steps(0, 2, 5000), epoch(1, 2, 12)])).toEqual([]);
  });
});

describe('a long run', () => {
  const step = (number: number, ms: number): EventBody => ({ type: 'step', epoch: 1, step: number, losses: {}, trainedOn: 1, ms, waitMs: 0 });
  const hints = (size: number, device: 'cpu' | 'gpu', ms = 1000): string[] => {
    const emitted: EventBody[] = [];
    const emit = announceEstimates((body) => emitted.push(body), { epochs: 100, stepsPerEpoch: 553 }, { size }, device);
    for (let number = 1; number <= 100; number += 1) emit(step(number, number < 20 ? ms : 4 * ms));
    expect(emitted.filter(({ type }) => type === 'estimate').length).toBeGreaterThan(1);
    return emitted.flatMap((body) => (body.type === 'log' ? [body.message] : []));
  };

  it('names the quicker presets on the CPU, once', () => {
    expect(hints(224, 'cpu')).toEqual([expect.stringMatching(/^The rest of the run takes about 15 h 2\d min on the CPU\. Quicker, with smaller pictures: .*--preset small or --preset tiny\.$/)]);
    expect(hints(64, 'cpu')).toEqual([expect.stringContaining(': --preset tiny.')]);
  });

  it('names none where there is none, on a GPU, or for less than an hour', () => {
    expect(hints(32, 'cpu')).toEqual([]);
    expect(hints(224, 'gpu')).toEqual([]);
  });

  it('passes every event on before its estimate', () => {
    const emitted: EventBody[] = [];
    const emit = announceEstimates((body) => emitted.push(body), { epochs: 1, stepsPerEpoch: 100 }, { size: 224 }, 'cpu');
    for (let number = 1; number <= 11; number += 1) emit(step(number, 100));
    expect(emitted.map(({ type }) => type)).toEqual([...Array.from({ length: 11 }, () => 'step'), 'estimate']);
  });
});
