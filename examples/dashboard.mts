/**
 * Shows a training loop of your own on whisker's dashboard. The loop below fits a line between two clouds of points, in plain
 * TypeScript. All that the dashboard needs of it are its events. `q` quits.
 *
 *   npm install whisker-ml rxjs tsx
 *   npx tsx dashboard.mts
 */
import { setTimeout as wait } from 'node:timers/promises';
import { from, Subject, takeUntil } from 'rxjs';
import { stamp, type EventBody } from 'whisker-ml/events';
import { openDashboard } from 'whisker-ml/tui';

const EPOCHS = 20;
const STEPS = 25;
const RATE = 0.05;

interface Point {
  readonly x: readonly [number, number];
  readonly label: 0 | 1;
}

const noise = (): number => Math.random() + Math.random() + Math.random() - 1.5;
const draw = (count: number): Point[] =>
  Array.from({ length: count }, (_, index) => (index % 2 === 0 ? { x: [noise() - 0.5, noise() - 0.5], label: 0 } : { x: [noise() + 0.5, noise() + 0.5], label: 1 }));

/** Yields the events of a run: docs/events.md says what each field means. */
async function* train(): AsyncGenerator<EventBody> {
  const [points, unseen] = [draw(STEPS * 8), draw(200)];
  const weights = [0, 0, 0];
  const probability = ({ x }: Point): number => 1 / (1 + Math.exp(-((weights[0] ?? 0) * x[0] + (weights[1] ?? 0) * x[1] + (weights[2] ?? 0))));
  const lossOf = (point: Point): number => -Math.log(Math.max(1e-9, point.label === 1 ? probability(point) : 1 - probability(point)));
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1000;

  yield {
    type: 'run-start', run: 'line', recipe: 'logistic regression', model: 'line', size: 1, classes: ['left', 'right'],
    counts: { labelled: points.length, unlabelled: 0, val: unseen.length, test: 0 }, epochs: EPOCHS, stepsPerEpoch: STEPS,
    parameters: { classifier: weights.length, generator: 0 }, seed: 1, engine: 'JavaScript', resumedAt: 0,
  };
  let best = { epoch: 0, val: { accuracy: 0, loss: Infinity, count: unseen.length } };
  for (let epoch = 1; epoch <= EPOCHS; epoch += 1) {
    const losses: number[] = [];
    for (let step = 0; step < STEPS; step += 1) {
      const from = performance.now();
      const batch = points.slice(step * 8, step * 8 + 8);
      for (const point of batch) {
        const slope = probability(point) - point.label;
        [...point.x, 1].forEach((value, index) => (weights[index] = (weights[index] ?? 0) - (RATE * slope * value) / batch.length));
      }
      await wait(20); // a slower step than this one
      losses.push(mean(batch.map(lossOf)));
      yield { type: 'step', epoch, step: (epoch - 1) * STEPS + step + 1, losses: { labelled: losses.at(-1) ?? 0 }, trainedOn: batch.length, ms: performance.now() - from, waitMs: 0 };
    }
    const accuracy = mean(unseen.map((point) => (probability(point) > 0.5 === (point.label === 1) ? 1 : 0)));
    const val = { accuracy, loss: mean(unseen.map(lossOf)), count: unseen.length };
    const isBest = accuracy > best.val.accuracy;
    if (isBest) best = { epoch, val };
    yield { type: 'epoch', epoch, epochs: EPOCHS, step: epoch * STEPS, losses: { labelled: mean(losses) }, val, best: isBest, seconds: seconds() / epoch, trainedOnPerSecond: (epoch * STEPS * 8) / seconds() };
  }
  yield { type: 'run-end', outcome: 'done', message: '', seconds: seconds(), best };
}

const quit = new Subject<void>();
const dashboard = openDashboard({
  events: from(train()).pipe(takeUntil(quit), stamp()),
  images: 'off',
  ascii: false,
  input: process.stdin,
  output: process.stdout,
  env: process.env,
  onQuit: () => quit.next(),
});
await dashboard.closed;
