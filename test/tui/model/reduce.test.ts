import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EventBody, RunEvent } from '../../../src/events/index.js';
import { bestOf, empty, itemsOf, paceOf, progressOf, reduce, withBaseline, type GridKind, type Model } from '../../../src/tui/model/index.js';
import { shownGrid } from '../../../src/tui/view.js';
import { epoch, stamped, start, step, steps } from './events.js';

const after = (events: readonly RunEvent[], model: Model = empty): Model => events.reduce(reduce, model);
const of = (...bodies: readonly EventBody[]): Model => after(stamped(bodies));
const texts = (model: Model) => model.messages.map(({ text }) => text);
const curve = (model: Model, name: string) => (model.losses.find((series) => series.name === name)?.pointsIn(0, 1000, 1001) ?? []).map(({ x, y }) => [x, y]);

describe('the model of a run', () => {
  test('is empty before the first event', () => {
    expect(progressOf(empty)).toEqual({ epoch: 0, epochs: null, stepInEpoch: null, stepsPerEpoch: null, share: null });
    expect(paceOf(empty)).toBeNull();
    expect(bestOf(empty)).toBeNull();
  });

  test('knows how far the run is', () => {
    const model = of(start(), ...steps(1, 100), epoch(1, 0.6), ...steps(101, 130));
    expect(progressOf(model)).toEqual({ epoch: 2, epochs: 10, stepInEpoch: 30, stepsPerEpoch: 100, share: 0.13 });
    expect(progressOf(of(start(), ...steps(1, 100), epoch(1, 0.6)))).toMatchObject({ epoch: 1, stepInEpoch: 100 });
    expect(model.seconds).toBeCloseTo(13.1);
  });

  test('knows how fast the run is', () => {
    // A step takes 50 ms, and an epoch 7 s: 5 s of steps and 2 s more. 870 steps in 9 epochs are left.
    const pace = paceOf(of(start(), ...steps(1, 100), epoch(1, 0.6), ...steps(101, 130)));
    expect(pace).toMatchObject({ stepsPerSecond: 20, waiting: 0.2 });
    expect(pace?.trainedOnPerSecond).toBeCloseTo(4000);
    expect(pace?.secondsLeft).toBeCloseTo(870 * 0.05 + 9 * 2);
  });

  test('keeps each loss by its name, in the order of appearance', () => {
    const model = of(start(), step(1, { labelled: 1 }), step(2, { labelled: 2, generator: 7 }), step(3, { labelled: 3 }));
    expect(model.losses.map(({ name }) => name)).toEqual(['labelled', 'generator']);
    expect(curve(model, 'labelled')).toEqual([[1, 1], [2, 2], [3, 3]]);
    expect(curve(model, 'generator')).toEqual([[2, 7]]);
    expect(model.trainedOnPerSecond.latest).toBe(4000);
    expect(model.waiting.latest).toBe(0.2);
  });

  test('keeps the accuracy of each epoch, the best epoch and the newest grid', () => {
    const model = of(start(), epoch(1, 0.6), epoch(2, 0.8), epoch(3, 0.7, false));
    expect(model.accuracy.pointsIn(1, 3, 10).map(({ y }) => y)).toEqual([0.6, 0.8, 0.7]);
    expect(bestOf(model)).toEqual({ epoch: 2, step: 200, val: { accuracy: 0.8, loss: expect.closeTo(0.2), count: 1000 } });
    expect(model.lastEpoch?.epoch).toBe(3);
    expect(shownGrid(model, { gridKind: 'generated' })).toEqual({ kind: 'generated', epoch: 3, path: 'samples/3.png', rows: [] });
  });

  test('shows the kind of pictures that a person chose, and the other kind where the run has none of it', () => {
    const views = of(start(), { type: 'views', epoch: 1, step: 1, grid: 'samples/views.png', rows: ['labelled', 'unlabelled weak'] });
    const kind = (model: Model, gridKind: GridKind) => shownGrid(model, { gridKind })?.kind;
    expect(kind(empty, 'views')).toBeUndefined();
    expect(shownGrid(views, { gridKind: 'generated' })).toEqual({ kind: 'views', epoch: 1, path: 'samples/views.png', rows: ['labelled', 'unlabelled weak'] });
    const both = reduce(views, { ...epoch(1, 0.6), v: 1, seq: 2, time: 0 });
    expect([kind(both, 'generated'), kind(both, 'views')]).toEqual(['generated', 'views']);
  });

  test('keeps each share over the epochs, and takes back those that a resumed run repeats', () => {
    const events = [start(), ...[0.1, 0.2, 0.3].map((confident, index) => ({ ...epoch(index + 1, 0.6), shares: { confident } }))];
    const shares = (model: Model) => model.shares.map((series) => [series.name, series.pointsIn(1, 3, 10).map(({ y }) => y)]);
    expect(shares(of(...events))).toEqual([['confident', [0.1, 0.2, 0.3]]]);
    expect(shares(of(...events, start({ resumedAt: 200 })))).toEqual([['confident', [0.1, 0.2]]]);
    expect(of(...events).losses).toEqual([]);
  });

  test('keeps the baseline', () => {
    expect(withBaseline(empty, { name: 'supervised', accuracy: 0.61 }).baseline).toEqual({ name: 'supervised', accuracy: 0.61 });
  });

  test('turns events into messages', () => {
    const model = of(
      start(),
      { type: 'log', level: 'warning', message: 'the disk is full' },
      { type: 'quarantine', path: 'a.jpg', reason: 'torn' },
      { type: 'checkpoint', which: 'best', epoch: 1, step: 100 },
      { type: 'pause', paused: true },
    );
    expect(texts(model)).toEqual([
      'the run begins: sgan, resnet18', 'the disk is full', 'quarantined a.jpg: torn', 'checkpoint: the best weights, after step 100', 'the run is paused',
    ]);
    expect(model).toMatchObject({ quarantined: 1, paused: true, checkpoint: null, end: null });
    expect(after(stamped([{ type: 'checkpoint', which: 'last', epoch: 1, step: 120 }], 99), model).checkpoint).toMatchObject({ step: 120 });
    expect(of(start(), { type: 'pause', paused: true }, { type: 'pause', paused: false }).paused).toBe(false);
  });

  test('keeps the newest 500 messages', () => {
    const model = of(...Array.from({ length: 800 }, (_, index): EventBody => ({ type: 'log', level: 'info', message: String(index) })));
    expect(texts(model)).toHaveLength(500);
    expect(texts(model).at(0)).toBe('300');
    expect(texts(model).at(-1)).toBe('799');
  });

  test('knows how the run ended', () => {
    const model = of(start(), { type: 'run-end', outcome: 'failed', message: 'no memory', seconds: 3 });
    expect(model.end?.outcome).toBe('failed');
    expect(model.messages.at(-1)).toMatchObject({ level: 'error', text: 'the run failed: no memory' });
  });

  test('keeps the newest pipeline event', () => {
    const stage = { perSecond: 0, workMs: 0, inputMs: 0, outputMs: 0 };
    const model = of(start(), {
      type: 'pipeline', decoded: 100, fromCache: 0, quarantined: 3, buffersTaken: 1, prefetch: 4, buffersDecoding: 1, concurrency: 8, decoding: 8, workers: 2, delivered: 1,
      readMs: 1, decodeMs: 1, seconds: 1, waitMs: 0, blockedMs: 0, stages: { read: stage, decode: { ...stage, perSecond: 321 }, batch: stage, step: stage }, bottleneck: 'none',
    });
    expect(model.quarantined).toBe(3);
  });
});

describe('the model of a resumed run', () => {
  const crashed = stamped([start(), ...steps(1, 100), epoch(1, 0.6), ...steps(101, 200), epoch(2, 0.8), ...steps(201, 250)]);
  const resumed = (at: number) => reduce(after(crashed), { ...start({ resumedAt: at }), v: 1, seq: crashed.length, time: 900_000 });

  test('goes back to the checkpoint', () => {
    const model = resumed(150);
    expect(model.step).toBe(150);
    expect(progressOf(model)).toMatchObject({ epoch: 2, stepInEpoch: 50 });
    expect(curve(model, 'labelled').at(-1)).toEqual([150, 150]);
    expect(model.accuracy.last).toBe(1);
    expect(bestOf(model)?.epoch).toBe(1);
    expect(paceOf(model)).toBeNull();
    expect(texts(model).filter((text) => !text.startsWith('epoch'))).toEqual(['the run begins: sgan, resnet18', 'the run resumes after step 150']);
  });

  test('does not count the time between two parts', () => {
    expect(resumed(150).seconds).toBeCloseTo(after(crashed).seconds);
  });

  test('keeps the ends of the newest epochs, without those that a resumed run repeats', () => {
    const rows = (model: Model) => itemsOf(model.epochs).map(({ epoch, val }) => [epoch, val.accuracy]);
    const events = [start(), ...[1, 2, 3].map((number) => ({ ...epoch(number, number / 10), perClass: [1], confusion: [[1]] }))];
    expect(rows(of(...events))).toEqual([[1, 0.1], [2, 0.2], [3, 0.3]]);
    expect(itemsOf(of(...events).epochs)[0]).not.toHaveProperty('confusion');
    expect(rows(of(...events, start({ resumedAt: 200 })))).toEqual([[1, 0.1], [2, 0.2]]);
    expect(rows(of(...events, epoch(2, 0.9)))).toEqual([[1, 0.1], [2, 0.9]]);
    expect(of(...events).valLoss.latest).toBeCloseTo(0.7);
    expect(of(...events, start({ resumedAt: 200 })).valLoss.latest).toBeCloseTo(0.8);
    const long = of(start({ epochs: 3000 }), ...Array.from({ length: 3000 }, (_, index) => epoch(index + 1, 0.5, false)));
    expect(rows(long).length).toBeLessThan(1024 + 64);
    expect(rows(long).at(-1)?.[0]).toBe(3000);
  });

  test('replaces repeated steps and epochs by the newer ones', () => {
    const again = [...steps(151, 200, () => 0.5), epoch(2, 0.7), ...steps(201, 210)];
    const model = after(stamped(again, crashed.length + 1, 900_100), resumed(150));
    expect(curve(model, 'labelled').slice(149, 152)).toEqual([[150, 150], [151, 0.5], [152, 0.5]]);
    expect(model.losses[0]?.count).toBe(210);
    expect(model.accuracy.pointsIn(1, 2, 10).map(({ y }) => y)).toEqual([0.6, 0.7]);
    expect(bestOf(model)?.val.accuracy).toBe(0.7);
  });

  test('keeps an epoch that it resumes after the last step of', () => {
    expect(resumed(200)).toMatchObject({ epoch: 3, accuracy: { last: 2 }, lastEpoch: { epoch: 2 } });
  });

  test('keeps nothing when it resumes from the beginning', () => {
    const model = resumed(0);
    expect(model).toMatchObject({ epoch: 0, step: 0, losses: [], bests: [], lastEpoch: null });
    expect(model.accuracy.count).toBe(0);
  });

  test('has no end any more', () => {
    const ended = reduce(after(crashed), { type: 'run-end', outcome: 'interrupted', message: '', seconds: 1, v: 1, seq: crashed.length, time: 90_000 });
    expect(ended.end).not.toBeNull();
    expect(reduce(ended, { ...start({ resumedAt: 250 }), v: 1, seq: crashed.length + 1, time: 900_000 }).end).toBeNull();
  });
});

describe('the model after a seq that does not grow', () => {
  const recording = stamped([start(), ...steps(1, 100), epoch(1, 0.6), ...steps(101, 200), epoch(2, 0.8)]);

  test('starts over: another run, or a replay from its beginning', () => {
    expect(after([...recording, ...recording])).toEqual(after(recording));
    expect(after([...recording, ...recording.slice(0, 2)]).accuracy.count).toBe(0);
  });

  test('keeps the baseline', () => {
    const baseline = { name: 'supervised', accuracy: 0.4 };
    expect(after(recording, withBaseline(after(recording), baseline)).baseline).toEqual(baseline);
  });
});

describe('the model of an incomplete log', () => {
  test('knows what events in the middle of a run have', () => {
    const model = after(stamped(steps(730, 750), 40_000));
    expect(model.run).toBeNull();
    expect(model.step).toBe(750);
    expect(progressOf(model)).toMatchObject({ epoch: 8, share: null });
    expect(paceOf(model)?.stepsPerSecond).toBeCloseTo(20);
    expect(paceOf(model)?.secondsLeft).toBeUndefined();
    expect(texts(model)).toEqual([]);
    // An epoch event has the schedule too.
    expect(progressOf(after(stamped([epoch(8, 0.9), step(801)], 40_021), model))).toMatchObject({ epochs: 10, stepInEpoch: 1, share: 0.801 });
  });

  test('warns where events are missing', () => {
    const model = after([...stamped([start(), step(1)]), ...stamped([step(9), step(10)], 10)]);
    expect(texts(model)).toEqual(['the run begins: sgan, resnet18', 'events 2 to 9 are missing here']);
    expect(texts(after([...stamped([start()]), ...stamped([step(2)], 2)])).at(-1)).toBe('event 1 is missing here');
    expect(curve(model, 'labelled').map(([x]) => x)).toEqual([1, 9, 10]);
  });

  test('counts no negative time where the clock was set back', () => {
    expect(after([...stamped([start(), step(1)], 0, 9000), ...stamped([step(2)], 2, 1000)]).seconds).toBeCloseTo(0.1);
  });

  test('takes any events in any order and changes no earlier model', () => {
    const bodies = fc.oneof(
      fc.record({ epoch: fc.integer({ min: 1, max: 12 }), accuracy: fc.double({ min: 0, max: 1, noNaN: true }), best: fc.boolean() }).map((one) => epoch(one.epoch, one.accuracy, one.best)),
      fc.integer({ min: 1, max: 1200 }).map((number) => step(number)),
      fc.integer({ min: 0, max: 1000 }).map((resumedAt) => start({ resumedAt })),
      fc.constant<EventBody>({ type: 'pause', paused: true }),
    );
    fc.assert(fc.property(fc.array(fc.tuple(bodies, fc.nat(100), fc.nat(1e6))), (all) => {
      const events = all.map(([body, seq, time]): RunEvent => ({ v: 1, seq, time, ...body }));
      const models = events.reduce<Model[]>((before, event) => [...before, reduce(before.at(-1) ?? empty, event)], []);
      for (const model of models) {
        const { share } = progressOf(model);
        expect(share === null || (share >= 0 && share <= 1)).toBe(true);
        expect(model.seconds).toBeGreaterThanOrEqual(0);
      }
      // Each earlier model gives the same next model again.
      for (const [index, event] of events.entries()) expect(reduce(models[index - 1] ?? empty, event)).toEqual(models[index]);
    }), { numRuns: 50 });
  });
});

test('takes an event as fast at the end of a long run as at its beginning', () => {
  const losses = (at: number) => ({ unlabelled: Math.sin(at), generated: Math.cos(at), labelled: 1 / at, generator: at % 7 });
  const events = stamped([start({ stepsPerEpoch: 100_000 }), ...Array.from({ length: 50_000 }, (_, index) => ({ ...step(index + 1, losses(index + 1)), epoch: 1 }))]);
  let model = empty;
  const times: number[] = [];
  for (let from = 0; from < 50_000; from += 5000) {
    const began = performance.now();
    model = after(events.slice(from, from + 5000), model);
    times.push(performance.now() - began);
  }
  model = after(events.slice(50_000), model);
  expect(model.losses.map(({ count }) => count)).toEqual([50_000, 50_000, 50_000, 50_000]);
  // The best times count, because other work on the machine disturbs some.
  expect(Math.min(...times.slice(5))).toBeLessThan(4 * Math.min(...times.slice(0, 5)));
});
