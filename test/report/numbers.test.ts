import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { presets } from '../../src/config/index.js';
import { calibrationOf } from '../../src/report/calibration.js';
import { classScores, meanOf, topConfusions } from '../../src/report/class-scores.js';
import { compareOnPictures } from '../../src/report/mcnemar.js';
import { differencesFromPreset, readOptions } from '../../src/report/options.js';
import { PaceRecorder } from '../../src/report/pace.js';
import { stateOf } from '../../src/report/state.js';
import { recipeTables } from '../../src/training/recipes/tables.js';
import { eventsOfRun } from './write-run.js';

const evaluation = { classes: ['cat', 'dog', 'owl'], confusion: [[8, 2, 0], [4, 16, 0], [0, 0, 0]] };

describe('class scores', () => {
  it('has precision, recall and F1 of each class, and none where there is nothing to divide by', () => {
    expect(classScores(evaluation)).toEqual([
      { name: 'cat', count: 10, precision: 8 / 12, recall: 0.8, f1: 16 / 22 },
      { name: 'dog', count: 20, precision: 16 / 18, recall: 0.8, f1: 32 / 38 },
      { name: 'owl', count: 0, precision: null, recall: null, f1: null },
    ]);
    expect(meanOf([1, null, 0.5])).toBe(0.75);
    expect(meanOf([null])).toBeNull();
  });

  it('lists the classes that are confused most', () => {
    expect(topConfusions(evaluation, 5)).toEqual([{ truth: 'dog', predicted: 'cat', count: 4 }, { truth: 'cat', predicted: 'dog', count: 2 }]);
    expect(topConfusions(evaluation, 1)).toHaveLength(1);
  });
});

describe('calibration', () => {
  const predictions = (...groups: readonly (readonly [confidence: number, right: number, wrong: number])[]) =>
    groups.flatMap(([confidence, right, wrong]) => Array.from({ length: right + wrong }, (_, index) => ({ path: 'a', class: 'cat', predicted: index < right ? 'cat' : 'dog', confidence })));

  it('is perfect where confidence is how often it is right', () => {
    expect(calibrationOf(predictions([0.75, 3, 1], [0.5, 1, 1])).error).toBeCloseTo(0);
  });

  it('weights the distance of each bin by its pictures', () => {
    // Four at 0.95, of which two are right: 0.45 away. One at 0.55, which is right: 0.45 away on the other side.
    const { error, bins, confidence, accuracy } = calibrationOf(predictions([0.95, 2, 2], [0.55, 1, 0]));
    expect(error).toBeCloseTo(0.45);
    expect(bins.map(({ count }) => count)).toEqual([1, 4]);
    expect([confidence, accuracy]).toEqual([expect.closeTo((0.95 * 4 + 0.55) / 5), 0.6]);
    // Wilson's interval for 2 of 4.
    expect(bins[1]).toMatchObject({ low: expect.closeTo(0.15, 2), high: expect.closeTo(0.85, 2) });
  });

  it('counts each prediction once, a confidence of 1 too', () => {
    fc.assert(fc.property(fc.array(fc.record({ path: fc.constant('a'), class: fc.constantFrom('a', 'b'), predicted: fc.constantFrom('a', 'b'), confidence: fc.double({ min: 0, max: 1, noNaN: true }) }), { minLength: 1 }), (all) => {
      const { bins, error } = calibrationOf(all);
      expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(all.length);
      expect(error).toBeGreaterThanOrEqual(0);
      expect(error).toBeLessThanOrEqual(1);
    }));
  });
});

describe('the pace of a run', () => {
  const step = (number: number, waitMs = 1) => ({ v: 1, seq: number, time: 0, type: 'step' as const, epoch: 1, step: number, losses: {}, trainedOn: 10, ms: 100, waitMs });

  it('adds up a million steps into a few parts, and loses none', () => {
    const pace = new PaceRecorder();
    const steps = 100_001;
    for (let number = 1; number <= steps; number += 1) pace.step(step(number));
    expect(pace.parts.length).toBeLessThanOrEqual(121);
    expect(pace.parts.length).toBeGreaterThan(50);
    expect(pace.parts.reduce((sum, { trainedOn }) => sum + trainedOn, 0)).toBe(steps * 10);
    expect(pace.parts.at(-1)?.step).toBe(steps);
  });

  it('forgets what a resumed run repeats', () => {
    const pace = new PaceRecorder();
    for (const number of [1, 2, 3, 4]) pace.step(step(number));
    pace.resume(2);
    pace.step(step(3, 50));
    expect(pace.parts.map(({ step: last, waitMs }) => [last, waitMs])).toEqual([[1, 1], [2, 1], [3, 50]]);
  });
});

describe('the nearest preset', () => {
  const recipes = recipeTables();
  const yaml = (values: object): string => JSON.stringify(values);

  it('is the one with the most values of a run; options without effect and the seed do not count', () => {
    const { fixmatch: _f, supervised: _s, 'sgan-fixmatch': _c, 'rotation-fixmatch': _r, sgan, ...small } = presets.small;
    const run = { ...small, ...sgan, recipe: 'sgan', workers: 7, seed: 9, size: 96, batch: 32 };
    expect(differencesFromPreset(readOptions(yaml(run)), recipes)).toEqual({ preset: 'small', options: [{ name: 'size', own: '96', preset: '64' }, { name: 'batch', own: '32', preset: '64' }] });
    // The preset leaves the precision to be chosen.
    expect(differencesFromPreset(readOptions(yaml({ ...presets.quick, precision: 'f32' })), recipes)).toEqual({ preset: 'quick', options: [] });
  });

  it('is none for a recipe of one\'s own, and for a file that is no mapping', () => {
    expect(differencesFromPreset(readOptions('recipe: mine'), recipes)).toBeUndefined();
    expect(readOptions('a: [')).toEqual({ options: {}, about: {} });
    expect(readOptions(undefined)).toEqual({ options: {}, about: {} });
  });
});

describe('the state of a run', () => {
  const end = eventsOfRun({ recipe: 'sgan', epochs: 1 }).find((event) => event.type === 'run-end');
  const now = Date.UTC(2025, 0, 2, 4);
  const last = { started: true, end: undefined, newest: now - 1000, paused: false };
  const lock = { token: '', pid: 7, host: '', place: null, startTime: '', heartbeat: now - 2000 };

  it.each([
    ['in progress', { ...lock, alive: true }, last, { kind: 'in progress', detail: '', command: '' }],
    ['paused', { ...lock, alive: true }, { ...last, paused: true }, { kind: 'paused', detail: '', command: '' }],
    ['on another machine', { ...lock, alive: null }, last, { kind: 'in progress', detail: '', command: '' }],
    ['silent on another machine', { ...lock, alive: null, heartbeat: now - 100_000 }, { ...last, newest: now - 100_000 }, { kind: 'silent', detail: 'no sign of life since 2025-01-02 03:58 UTC', command: 'whisker train --resume runs/a' }],
    ['killed', { ...lock, alive: false }, last, { kind: 'dead', detail: 'process 7 is gone, last event 2025-01-02 03:59 UTC', command: 'whisker train --resume runs/a' }],
    ['killed, without its lock', undefined, last, { kind: 'dead', detail: 'no process is running it, last event 2025-01-02 03:59 UTC', command: 'whisker train --resume runs/a' }],
    ['done', undefined, { ...last, end }, { kind: 'done', detail: '', command: '' }],
    ['interrupted', undefined, { ...last, end: end && { ...end, outcome: 'interrupted' as const, message: 'after step 3' } }, { kind: 'interrupted', detail: 'after step 3', command: 'whisker train --resume runs/a' }],
    ['failed for good', undefined, { ...last, end: end && { ...end, outcome: 'failed' as const, message: 'NaN', resumable: false as const } }, { kind: 'failed', detail: 'NaN', command: '' }],
    ['not started', undefined, { ...last, started: false, newest: undefined }, { kind: 'not started', detail: '', command: '' }],
  ] as const)('%s', (_what, held, events, expected) => {
    expect(stateOf('runs/a', held, events, now)).toEqual(expected);
  });
});

describe('two classifiers on the same pictures', () => {
  const of = (right: string, wrong: string) => [...right, ...wrong].map((path, index) => ({ path, class: 'cat', predicted: index < right.length ? 'cat' : 'dog', confidence: 1 }));

  it('counts the pictures that only one gets right, with the exact probability of chance', () => {
    // Of six pictures that they differ on, the first has five: 2 * (1 + 6) / 2 ** 6.
    expect(compareOnPictures(of('abcdef', 'g'), of('ag', 'bcdef'))).toEqual({ onlyFirst: 5, onlySecond: 1, pictures: 7, p: expect.closeTo(14 / 64) });
    expect(compareOnPictures(of('ab', ''), of('ab', ''))).toMatchObject({ onlyFirst: 0, onlySecond: 0, p: 1 });
    expect(compareOnPictures(of('a', ''), of('b', ''))).toBeNull();
  });

  it('is symmetric, and between 0 and 1 for many pictures', () => {
    const many = (right: number, wrong: number) => Array.from({ length: right + wrong }, (_, index) => ({ path: String(index), class: 'cat', predicted: index < right ? 'cat' : 'dog', confidence: 1 }));
    const [one, other] = [many(5000, 3000), many(3000, 5000).map((prediction) => ({ ...prediction, path: String(7999 - Number(prediction.path)) }))];
    const found = compareOnPictures(one, other);
    expect(found?.p).toBe(compareOnPictures(other, one)?.p);
    expect(found?.p).toBeGreaterThanOrEqual(0);
    expect(found?.p).toBeLessThan(1e-9);
  });
});
