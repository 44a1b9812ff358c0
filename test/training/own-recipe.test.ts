import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addN, argMax, cast, dispose, oneHot, sum, tidy, type Tensor1D } from '@tensorflow/tfjs-core';
import { describe, expect, it, vi } from 'vitest';
import { crossEntropy, evaluate, integer, lossReal, number, resumeRun, trainableParameters, type Recipe } from '../../src/api/recipes.js';
import { readSafetensors } from '../../src/models/index.js';
import { finish, finishAt, ofType, openWorkshop } from './pictures.js';

const { engine, pool, runs, prepare } = await openWorkshop();
const words = { epochs: '1', 'learning-rate': '0.05' };
const options = { epochs: integer(1, 1, 1_000_000, 'epochs'), 'learning-rate': number(1e-3, 0, 10, 'step size') } as const;

/** Learns from labels, and takes every unlabelled picture for real: it has one output more than classes. */
const bold: Recipe<typeof options> = {
  name: 'bold',
  summary: 'takes every unlabelled picture for real',
  options,
  losses: ['labelled', 'real'],
  inputs: ({ batch }) => ({
    labelled: { set: 'labelled', batch: 'all', views: { pictures: 'none' } },
    unlabelled: { set: 'unlabelled', batch, views: { pictures: 'none' } },
  }),
  outputs: (classes) => classes + 1,
  begin(context) {
    const classifier = context.classifier();
    const optimizer = context.sgd('classifier', trainableParameters(classifier), { learningRate: () => context.options['learning-rate'], momentum: 0, weightDecay: 0 });
    return async ({ labelled, unlabelled }) => {
      const losses = await context.backward(classifier, [
        { pictures: labelled.views.pictures, loss: crossEntropy(labelled.labels) },
        { pictures: unlabelled.views.pictures, loss: (logits) => lossReal(logits, 'explicit') },
      ], optimizer.gradients);
      await optimizer.step();
      return losses;
    };
  },
};

const pseudoOptions = { ...options, decay: number(0.8, 0, 1, 'decay of the EMA copy') } as const;

/** What FixMatch needs of a context: several views, streamed labels, a schedule, an EMA copy and a tensor of its own. */
const pseudo: Recipe<typeof pseudoOptions> = {
  name: 'pseudo',
  summary: 'learns from its own predictions',
  options: pseudoOptions,
  losses: ['labelled', 'unlabelled'],
  inputs: ({ batch }) => ({
    labelled: { set: 'labelled', batch: 4, views: { weak: 'none' } },
    unlabelled: { set: 'unlabelled', batch, views: { weak: 'none', strong: 'none' } },
  }),
  outputs: (classes) => classes,
  begin(context) {
    const classifier = context.classifier();
    context.ema(classifier, context.options.decay);
    const seen = context.state('seen', new Float32Array(context.classes));
    const optimizer = context.adam('classifier', trainableParameters(classifier), {
      learningRate: (step) => context.options['learning-rate'] * Math.cos((7 * Math.PI * step) / (16 * context.steps)), beta1: 0.9, beta2: 0.999,
    });
    return async ({ labelled, unlabelled }) => {
      const model = classifier.toInference();
      const logits = await model.predict(unlabelled.views.weak);
      const guesses = tidy(() => argMax<Tensor1D>(logits, 1));
      tidy(() => seen.assign(addN([seen, sum(cast(oneHot(guesses, context.classes), 'float32'), 0)])));
      const labels = Int32Array.from(await guesses.data());
      model.dispose();
      dispose([logits, guesses]);
      const losses = await context.backward(classifier, [
        { pictures: labelled.views.weak, loss: crossEntropy(labelled.labels) },
        { pictures: unlabelled.views.strong, loss: crossEntropy(labels) },
      ], optimizer.gradients);
      await optimizer.step();
      return losses;
    };
  },
};

describe("a recipe of the caller's own", () => {
  it('trains, is resumed and is evaluated as those of whisker are', async () => {
    const straight = await finish(await prepare('straight', words, { recipe: bold }));
    expect(straight[0]).toMatchObject({ type: 'run-start', recipe: 'bold', stepsPerEpoch: 4, epochs: 1 });
    const losses = ofType(straight, 'step').map((step) => step.losses);
    expect(losses.map((each) => Object.keys(each))).toEqual(Array.from({ length: 4 }, () => ['labelled', 'real']));
    expect(losses[3].real).toBeLessThan(losses[0].real);

    await finishAt(3, (signal) => prepare('stopped', words, { recipe: bold, signal }));
    const folder = join(runs, 'stopped');
    await expect(resumeRun(folder, { engine })).rejects.toThrow('began with the recipe bold, which whisker does not have. Resume it from the code that has it, with `recipe`.');
    const second = await finish(await resumeRun(folder, { engine, pool, recipe: bold }));
    expect(ofType(second, 'step').map((step) => step.losses)).toEqual(losses.slice(3));

    const { accuracy, loss, count } = await evaluate({ run: folder, engine });
    expect({ accuracy, loss, count }).toEqual(ofType(straight, 'run-end')[0].test);
    expect(readFileSync(join(folder, 'run.yaml'), 'utf8')).toContain('with a recipe of its own: bold.');
  });

  it('streams its labels, takes several views, and resumes its EMA copy, its schedule and its own tensors', async () => {
    const straight = await finish(await prepare('pseudo', { ...words, epochs: '2' }, { recipe: pseudo }));
    expect(straight[0]).toMatchObject({ recipe: 'pseudo', stepsPerEpoch: 4, parameters: { generator: 0 } });
    expect(ofType(straight, 'step').map(({ trainedOn }) => trainedOn)).toEqual(Array.from({ length: 8 }, () => 12));
    const losses = ofType(straight, 'step').map((step) => step.losses);
    const saved = (run: string) => readSafetensors(readFileSync(join(runs, run, 'checkpoints', 'last', 'optimizer.safetensors')), run).tensors;
    expect([...(saved('pseudo').get('state.seen')?.values ?? [])].reduce((total, seen) => Number(total) + Number(seen), 0)).toBe(8 * 8);

    await finishAt(5, (signal) => prepare('pseudo-stopped', { ...words, epochs: '2' }, { recipe: pseudo, signal }));
    const second = await finish(await resumeRun(join(runs, 'pseudo-stopped'), { engine, pool, recipe: pseudo }));
    expect(ofType(second, 'step').map((step) => step.losses)).toEqual(losses.slice(5));
    expect(saved('pseudo-stopped')).toEqual(saved('pseudo'));
    expect(ofType(second, 'run-end')[0].test).toEqual(ofType(straight, 'run-end')[0].test);
  });

  it('cannot replace the recipe of a run', async () => {
    await finish(await prepare('named', {}, { signal: AbortSignal.abort() }));
    await expect(resumeRun(join(runs, 'named'), { engine, recipe: bold })).rejects.toThrow('began with the recipe sgan. Resume it without `recipe`.');
  });

  it('needs options that were resolved with it', async () => {
    const { options } = await prepare('other', {}, { signal: AbortSignal.abort() });
    await expect(prepare('mixed', {}, { recipe: bold, options })).rejects.toThrow('The options are those of the recipe sgan, but the run gets the recipe bold.');
  });
});

it('the next batches are uploaded while a step computes', async () => {
  let uploads = 0;
  const counting: typeof engine = { ...engine, upload: (...words) => (uploads++, engine.upload(...words)) };
  const ahead: number[] = [];
  const waiting: Recipe<typeof options> = {
    ...bold,
    name: 'waiting',
    begin(context) {
      const step = bold.begin(context);
      let before = 0;
      return async (batches, number) => {
        if (number === 0) before = uploads;
        await vi.waitUntil(() => uploads >= before + number + 1, { timeout: 20_000, interval: 1 });
        ahead.push(uploads - before);
        return step(batches, number);
      };
    },
  };
  const tensors = engine.memory().tensors;
  await finish(await prepare('ahead', words, { recipe: waiting, engine: counting }));
  expect(ahead).toEqual([1, 2, 3, 4]);
  expect(engine.memory().tensors).toBe(tensors);
});
