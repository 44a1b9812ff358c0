import { tensor4d } from '@tensorflow/tfjs-core';
import { firstValueFrom, lastValueFrom, toArray, type Observable } from 'rxjs';
import { expect, it } from 'vitest';
import type { RingsEvent } from '../../src/events/index.js';
import { describePointClassifier, describePointGenerator, POINT_NOISE, weightCount } from '../../src/models/index.js';
import { drawComplement, drawRings, RINGS, shareNear } from '../../src/synth/index.js';
import { BANDWIDTH, matchingGradient } from '../../src/training/rings/point-matching.js';
import { trainRings } from '../../src/training/index.js';
import { engineForTests } from './engine.js';

const engine = await engineForTests();

function train(seed: number, steps: number): Observable<RingsEvent> {
  const unlabelled = drawRings(600, seed, 'unlabelled').xy;
  return trainRings(engine, {
    labelled: drawRings(6, seed, 'labelled'), unlabelled, complement: drawComplement(600, unlabelled, seed), test: drawRings(500, seed, 'test'), edge: RINGS.edge, shareNear, seed, steps,
  });
}

it('has networks that take and make points, small enough for seconds', () => {
  const [classifier, generator] = [describePointClassifier(), describePointGenerator()];
  expect({ in: classifier.input.shape, out: classifier.output.shape, weights: weightCount(classifier) }).toEqual({ in: [1, 1, 1, 2], out: [1, 2], weights: 3 * 64 + 65 * 64 + 65 * 2 });
  expect({ in: generator.input.shape, out: generator.output.shape }).toEqual({ in: [1, POINT_NOISE], out: [1, 1, 1, 2] });
});

it('computes the gradient of the energy distance and of the log density', async () => {
  const [x, y] = [[0.1, 0.2, -0.4, 0.3, 0.5, -0.6], [0.2, 0.1, -0.3, 0.3, 0.4, -0.4, 0.9, 0.9]];
  const step = 200;
  const pairs = (one: readonly number[], other: readonly number[], of: (dx: number, dy: number) => number) =>
    Array.from({ length: one.length / 2 }, (_, i) => Array.from({ length: other.length / 2 }, (__, j) => of(one[2 * i] - other[2 * j], one[2 * i + 1] - other[2 * j + 1])));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const distance = (dx: number, dy: number) => Math.sqrt(dx * dx + dy * dy + 1e-6);
  const lossOf = (points: readonly number[]) =>
    2 * mean(pairs(points, y, distance).flat()) - mean(pairs(points, points, distance).flat())
    - 5 * BANDWIDTH ** 2 * mean(pairs(points, y, (dx, dy) => Math.exp(-(dx * dx + dy * dy) / (2 * BANDWIDTH ** 2))).map((row) => Math.log(row.reduce((sum, value) => sum + value, 0))));
  const [points, target] = [tensor4d(x, [3, 1, 1, 2]), tensor4d(y, [4, 1, 1, 2])];
  const gradient = matchingGradient(points, target, step);
  for (const [at, value] of [...(await gradient.data())].entries()) {
    const moved = (by: number) => lossOf(x.map((each, index) => (index === at ? each + by : each)));
    expect(value).toBeCloseTo((moved(1e-5) - moved(-1e-5)) / 2e-5, 3);
  }
  for (const each of [points, target, gradient]) each.dispose();
});

it('moves the boundary into the gap with the complement generator, better than with a good one, and leaves no tensor', async () => {
  const before = engine.memory().tensors;
  const events = await lastValueFrom(train(1, 300).pipe(toArray()));
  expect(events.map(({ step }) => step)).toEqual(Array.from({ length: 16 }, (_, index) => 20 * index));
  const [labelsOnly, good, complement] = events.at(-1)?.learners ?? [];
  expect([labelsOnly.name, good.name, complement.name]).toEqual(['labels only', 'good', 'complement']);
  expect(complement.accuracy).toBeGreaterThan(0.95);
  expect(good.accuracy).toBeLessThan(complement.accuracy);
  expect(labelsOnly.accuracy).toBeLessThan(0.8);
  expect(good.onData).toBeGreaterThan(0.8);
  expect(good.covered).toBeGreaterThan(0.7);
  expect(complement.onData).toBeLessThan(0.3);
  expect(labelsOnly).toMatchObject({ onData: null, covered: null, generated: new Float32Array() });
  expect(engine.memory().tensors).toBe(before);
}, 180_000);

it('is the same for the same seed, and leaves no tensor when nobody listens any more', async () => {
  const before = engine.memory().tensors;
  const [one, other] = [await lastValueFrom(train(5, 45)), await lastValueFrom(train(5, 45))];
  expect(other.learners).toEqual(one.learners);
  expect((await firstValueFrom(train(5, 105))).step).toBe(0);
  await expect.poll(() => engine.memory().tensors).toBe(before);
}, 180_000);
