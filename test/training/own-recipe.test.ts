import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { createMomentum } from '../../src/engine/index.js';
import { evaluate, trainableParameters, lossReal, lossValues, pass, recipes, resumeRun, withLabels, type Recipe } from '../../src/training/index.js';
import { finish, finishAt, ofType, openWorkshop } from './pictures.js';

const { engine, runs, prepare } = await openWorkshop();

/** Labelled pictures, and unlabelled ones taken for real: with an output more than there are classes. */
const bold: Recipe = {
  ...recipes.supervised,
  name: 'bold',
  sources: ['labelled', 'unlabelled'],
  losses: ['labelled', 'real'],
  outputs: (classes) => classes + 1,
  begin({ engine, classifier, numbers }) {
    const optimizer = createMomentum(engine.kernels, trainableParameters(classifier), { learningRate: numbers['learning-rate'], momentum: 0, weightDecay: 0 });
    return {
      memory: optimizer.state,
      resumeAt: (steps) => void (optimizer.steps = steps),
      step: ({ labelled, unlabelled }) => lossValues(['labelled', 'real'], async (gradients) => {
        if (unlabelled === undefined) throw new TypeError('bold needs unlabelled pictures');
        const losses = [await withLabels(classifier, labelled, gradients), await pass(classifier, unlabelled, gradients, (logits) => lossReal(logits, 'explicit'))];
        await optimizer.apply(gradients);
        return losses;
      }),
      dispose: () => optimizer.dispose(),
    };
  },
};

it("a recipe of somebody's own trains, is resumed and judged as those with a name are", async () => {
  const straight = await finish(await prepare('straight', { epochs: '1', 'learning-rate': '0.05' }, { recipe: bold }));
  expect(straight[0]).toMatchObject({ type: 'run-start', recipe: 'bold', stepsPerEpoch: 4, epochs: 1 });
  const losses = ofType(straight, 'step').map((step) => step.losses);
  expect(losses.map((each) => Object.keys(each))).toEqual(Array.from({ length: 4 }, () => ['labelled', 'real']));
  expect(losses[3].real).toBeLessThan(losses[0].real);

  await finishAt(3, (signal) => prepare('stopped', { epochs: '1', 'learning-rate': '0.05' }, { recipe: bold, signal }));
  const folder = join(runs, 'stopped');
  await expect(resumeRun(folder, { engine })).rejects.toThrow("began with the recipe bold, which is none of whisker's: resume it from the code that has it, with `recipe`.");
  const second = await finish(await resumeRun(folder, { engine, recipe: bold }));
  expect(ofType(second, 'step').map((step) => step.losses)).toEqual(losses.slice(3));

  const { accuracy, loss, count } = await evaluate({ run: folder, engine });
  expect({ accuracy, loss, count }).toEqual(ofType(straight, 'run-end')[0].test);
  expect(readFileSync(join(folder, 'run.yaml'), 'utf8')).toContain('with a recipe of its own (bold) in place of the one named here');
});

it('the recipe of a run is not changed when it is resumed', async () => {
  await finish(await prepare('named', {}, { signal: AbortSignal.abort() }));
  await expect(resumeRun(join(runs, 'named'), { engine, recipe: bold })).rejects.toThrow('began with the recipe sgan: resume it without one of your own.');
});

it('the next batch is with the engine before a step is done', async () => {
  let uploads = 0;
  const counting: typeof engine = { ...engine, upload: (...words) => (uploads++, engine.upload(...words)) };
  const ahead: number[] = [];
  const waiting: Recipe = {
    ...bold,
    name: 'waiting',
    begin(parts) {
      const stepper = bold.begin(parts);
      let steps = 0;
      let before = 0;
      return {
        ...stepper,
        async step(batches) {
          steps += 1;
          if (steps === 1) before = uploads;
          await vi.waitUntil(() => uploads >= before + steps, { timeout: 20_000, interval: 1 });
          ahead.push(uploads - before);
          return stepper.step(batches);
        },
      };
    },
  };
  const tensors = engine.memory().tensors;
  await finish(await prepare('ahead', { epochs: '1', 'learning-rate': '0.05' }, { recipe: waiting, engine: counting }));
  expect(ahead).toEqual([1, 2, 3, 4]);
  expect(engine.memory().tensors).toBe(tensors);
});
