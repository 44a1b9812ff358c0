import { from, type Observable } from 'rxjs';
import type { Engine } from '../../engine/index.js';
import { learnerNames, type LearnerName, type RingsEvent, type RingsLearner } from '../../events/index.js';
import { Learner, pointTensor, type LearnerData } from './learner.js';

/** What the demo of two circles is made of. Coordinates are x and y of each point, one after the other. */
export interface RingsRequest extends Pick<LearnerData, 'labelled' | 'unlabelled'> {
  /** Places without data, which the complement generator learns to make. */
  readonly complement: Float32Array;
  /** Points to measure the accuracy on. */
  readonly test: LearnerData['labelled'];
  readonly edge: number;
  /** Returns the share of points that lie near one of the others. */
  readonly shareNear: (points: Float32Array, others: Float32Array) => number;
  readonly seed: number;
  readonly steps: number;
}

/** Steps between two events. */
const EVERY = 20;
/** Generated points to draw, and cells of a row of the field. */
const SHOWN = 200;
const CELLS = 80;

/**
 * Trains three classifiers from the same labels and first weights: from the labels alone, with a good generator and with a
 * complement generator. They differ in nothing but what the generator learns to make. Emits an event every 20 steps, and
 * after the last. Unsubscribing ends it.
 */
export const trainRings = (engine: Engine, request: RingsRequest): Observable<RingsEvent> => from(events(engine, request));

async function* events(engine: Engine, request: RingsRequest): AsyncGenerator<RingsEvent> {
  const { labelled, unlabelled, complement, edge, seed, steps } = request;
  const start = performance.now();
  const targets: Readonly<Record<LearnerName, Float32Array | null>> = { 'labels only': null, good: unlabelled, complement };
  const learners = learnerNames.map((name) => ({ name, learner: new Learner(engine, { labelled, unlabelled, target: targets[name] }, seed) }));
  const [test, grid] = [pointTensor(request.test.xy), pointTensor(middles(edge))];
  const describe = async (name: LearnerName, learner: Learner): Promise<RingsLearner> => {
    const [{ odds }, field, generated] = [await learner.classify(test), await learner.classify(grid), await learner.generate(SHOWN)];
    const correct = request.test.classes.filter((truth, index) => (odds[index] > 0 ? 1 : 0) === truth).length;
    const [onData, covered] = generated.length === 0 ? [null, null] : [request.shareNear(generated, unlabelled), request.shareNear(unlabelled, generated)];
    return { name, accuracy: correct / odds.length, generated, onData, covered, field: { size: CELLS, ...field } };
  };
  try {
    for (let step = 0; ; step += 1) {
      if (step % EVERY === 0 || step === steps) {
        const described: RingsLearner[] = [];
        for (const { name, learner } of learners) described.push(await describe(name, learner));
        yield { step, steps, seconds: (performance.now() - start) / 1000, edge, labelled, unlabelled, learners: described };
      }
      if (step === steps) return;
      for (const { learner } of learners) await learner.step(step);
    }
  } finally {
    for (const tensor of [test, grid]) tensor.dispose();
    for (const { learner } of learners) learner.dispose();
  }
}

/** Returns the middles of the grid's cells, row by row from the top. */
function middles(edge: number): Float32Array {
  const at = (index: number): number => ((2 * index + 1) / CELLS - 1) * edge;
  return Float32Array.from({ length: 2 * CELLS * CELLS }, (_, index) => {
    const cell = index >> 1;
    return index % 2 === 0 ? at(cell % CELLS) : -at(Math.floor(cell / CELLS));
  });
}
