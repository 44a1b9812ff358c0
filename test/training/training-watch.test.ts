import { describe, expect, it } from 'vitest';
import { TrainingWatch } from '../../src/training/run/training-watch.js';

const score = (accuracy: number) => ({ accuracy, loss: 1, count: 1000 });
const best = { epoch: 3, val: score(0.8) };

describe('a loss', () => {
  it('that explodes is reported once, with what it was before', () => {
    const watch = new TrainingWatch();
    const warnings = Array.from({ length: 60 }, (_, step) => watch.afterStep(step + 1, { labelled: step < 40 ? 0.5 : 500, other: 0.1 })).flat();
    expect(warnings).toEqual(['The loss labelled is 500 at step 41, and was about 0.500 before. If it does not come back, lower --learning-rate or limit the gradients with --clip-gradients.']);
  });

  it('may be large in the first steps, and may rise from zero', () => {
    const watch = new TrainingWatch();
    const losses = [100, 3, ...Array.from({ length: 40 }, () => 1e-4), 0.5];
    expect(losses.flatMap((labelled, step) => watch.afterStep(step + 1, { labelled }))).toEqual([]);
  });
});

describe('validation', () => {
  it('that stays below the best for five epochs is reported once', () => {
    const watch = new TrainingWatch();
    const warnings = [0.7, 0.71, 0.7, 0.7, 0.69, 0.68, 0.67].map((accuracy, index) => watch.afterEpoch(4 + index, score(accuracy), best));
    expect(warnings.map((each) => each.length)).toEqual([0, 0, 0, 0, 1, 0, 0]);
    expect(warnings[4][0]).toContain('below its best for 5 epochs: 69.00 % after epoch 8, 80.00 % after epoch 3');
  });

  it('within the noise of its size is not', () => {
    const watch = new TrainingWatch();
    expect(Array.from({ length: 20 }, (_, index) => watch.afterEpoch(4 + index, score(0.78), best)).flat()).toEqual([]);
  });
});

it("passes on a recipe's warning again only after an epoch without one", () => {
  const watch = new TrainingWatch();
  expect(['a', 'b', null, 'c'].map((warning) => watch.ofRecipe(warning))).toEqual([['a'], [], [], ['c']]);
});
