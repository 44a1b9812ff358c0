import { readdirSync, readFileSync } from 'node:fs';
import { cp, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../src/events/index.js';
import { readSafetensors, trainableParameters } from '../../src/models/index.js';
import { integer } from '../../src/config/index.js';
import { createStepProbe, crossEntropy, dryRun, evaluate, resumeRun, type Recipe } from '../../src/training/index.js';
import { beats } from '../../src/training/evaluation/score.js';
import { loadClassifier } from '../../src/classify/index.js';
import { finish, finishAt, ofType, openWorkshop, tinyOptions } from './pictures.js';

const { engine, pool, data, runs, prepare } = await openWorkshop();
const words = { recipe: 'probe', width: '16', labels: '12' };
const selfTraining = { ...words, 'self-training': true, 'self-training-share': '0.5', epochs: '3' };

describe('the recipe probe', () => {
  it('fits the last layer in one epoch, and saves an ordinary network that evaluate and loadClassifier take', async () => {
    const events = await finish(await prepare('one', words));
    expect(ofType(events, 'epoch')).toHaveLength(1);
    const [{ val, shares, best, learningRate }] = ofType(events, 'epoch');
    expect({ best, shares }).toEqual({ best: true, shares: { 'training-accuracy': expect.toSatisfy((share: number) => share > 0.75 && share <= 1), 'pseudo-labels': 0 } });
    expect(learningRate).toBeUndefined();
    // Chance is a half, and a random network with these pictures is far above it.
    expect(val.accuracy).toBeGreaterThan(0.75);

    const folder = join(runs, 'one');
    const test = JSON.parse(readFileSync(join(folder, 'test.json'), 'utf8')) as { accuracy: number };
    expect(ofType(events, 'run-end')[0].test?.accuracy).toBe(test.accuracy);
    expect((await evaluate({ run: folder, engine })).accuracy).toBe(test.accuracy);
    const pictures = data.split.test.slice(0, 4);
    await using classifier = await loadClassifier(folder, { workers: 1 });
    const results = await classifier.classify(pictures.map(({ path }) => join(data.split.root, path)));
    expect(results.map((each) => 'class' in each)).toEqual([true, true, true, true]);
  });

  it('leaves the body of the network as it was', async () => {
    await finish(await prepare('body', { ...words, weights: join(runs, 'one', 'checkpoints', 'best', 'classifier.safetensors'), penalty: '0.5' }));
    const weights = (run: string) => [...readSafetensors(readFileSync(join(runs, run, 'checkpoints', 'best', 'classifier.safetensors')), run).tensors].filter(([name]) => !name.startsWith('fc') && !name.endsWith('tracked'));
    expect(weights('body')).toEqual(weights('one'));
  });

  it('sends every picture through the network once: validation takes the features that are kept', async () => {
    let pictures = 0;
    const counting: typeof engine = { ...engine, upload: (pixels, shape) => ((pictures += shape[0]), engine.upload(pixels, shape)) };
    const events = await finish(await prepare('once', selfTraining, { engine: counting }));
    const { labelled, unlabelled, val, test } = data.split;
    expect(pictures).toBe(labelled.length + unlabelled.length + val.length + test.length);
    const { accuracy, loss, count } = await evaluate({ run: join(runs, 'once'), engine, set: 'val' });
    expect(ofType(events, 'run-end')[0].best?.val).toEqual({ accuracy, loss: expect.closeTo(loss, 5), count });
  });

  it('takes pseudo-labels in each further round, and gives the same when it is resumed between two rounds, with the features of the run', async () => {
    const measured = (events: readonly RunEvent[]) => ofType(events, 'epoch').map(({ losses, shares, val }) => ({ losses, shares, val }));
    const straight = measured(await finish(await prepare('straight', selfTraining)));
    expect(straight).toHaveLength(3);
    expect(straight[0].shares?.['pseudo-labels']).toBe(0);
    expect(straight[1].shares?.['pseudo-labels']).toBeGreaterThan(0);
    const first = await finishAt(2, (signal) => prepare('stopped', selfTraining, { signal }));
    const file = join(runs, 'stopped', 'features', 'labelled.safetensors');
    const before = (await stat(file)).mtimeMs;
    const rest = await finish(await resumeRun(join(runs, 'stopped'), { engine, pool }));
    expect([...measured(first), ...measured(rest)]).toEqual(straight);
    expect((await stat(file)).mtimeMs).toBe(before);
  });

  it('chooses the penalty of each round anew, by validation', async () => {
    const afterSecond = async (name: string, penalty: string) => {
      await cp(join(runs, 'first-round'), join(runs, name), { recursive: true });
      const file = join(runs, name, 'run.yaml');
      const options = await readFile(file, 'utf8');
      expect(options).toMatch(/^penalty: 0 /m);
      await writeFile(file, options.replace(/^penalty: 0 /m, `penalty: ${penalty} `).replace(/^epochs: 3 /m, 'epochs: 2 '));
      const last = ofType(await finish(await resumeRun(join(runs, name), { engine, pool })), 'epoch').at(-1);
      expect(last).toMatchObject({ epoch: 2, shares: { 'pseudo-labels': expect.closeTo(0.5, 1) } });
      return last?.val ?? expect.fail('no epoch');
    };
    await finishAt(1, (signal) => prepare('first-round', selfTraining, { signal }));
    const chosen = await afterSecond('chosen', '0');
    for (const penalty of ['0.3', '0.03', '0.003', '0.0003']) {
      const { accuracy, loss } = await afterSecond(`fixed-${penalty}`, penalty);
      // Another penalty cannot be better: by accuracy, or by loss where accuracies are equal.
      expect(beats({ ...chosen, accuracy, loss }, chosen), `${penalty}: ${accuracy} and ${loss}, chosen: ${chosen.accuracy} and ${chosen.loss}`).toBe(false);
    }
  });

  it('computes features again where the file does not fit the pictures, or is damaged', async () => {
    await finishAt(1, (signal) => prepare('stopped-early', selfTraining, { signal }));
    for (const [name, spoil] of [
      ['damaged', () => writeFile(join(runs, 'damaged', 'features', 'labelled.safetensors'), 'x')],
      ['touched', () => utimes(join(data.split.root, data.split.labelled[0].path), 1, 1)],
    ] as const) {
      await cp(join(runs, 'stopped-early'), join(runs, name), { recursive: true });
      const file = join(runs, name, 'features', 'labelled.safetensors');
      const before = (await stat(file)).mtimeMs;
      await spoil();
      const events = await finish(await resumeRun(join(runs, name), { engine, pool }));
      expect(ofType(events, 'run-end')[0].outcome).toBe('done');
      expect((await stat(file)).mtimeMs).toBeGreaterThan(before);
    }
  });

  it('stops while it computes features, and is resumed', async () => {
    const stop = new AbortController();
    const stopping: typeof engine = { ...engine, upload: (...asked) => (stop.abort(), engine.upload(...asked)) };
    const tensors = engine.memory().tensors;
    const events = await finish(await prepare('features', words, { engine: stopping, signal: stop.signal }));
    expect(ofType(events, 'run-end')[0].outcome).toBe('interrupted');
    expect(engine.memory().tensors).toBe(tensors);
    const rest = await finish(await resumeRun(join(runs, 'features'), { engine, pool }));
    expect(ofType(rest, 'run-end')[0].outcome).toBe('done');
  });

  it('keeps the features that it has computed when it is stopped, and computes the others when it is resumed, or all where the kept ones are damaged', async () => {
    const stop = new AbortController();
    let pictures = 0;
    const counting: typeof engine = { ...engine, upload: (pixels, shape) => ((pictures += shape[0]), engine.upload(pixels, shape)) };
    const { labelled, unlabelled, val, test } = data.split;
    const before = labelled.length + val.length;
    const stopping: typeof engine = { ...engine, upload: (pixels, shape) => {
      const uploaded = counting.upload(pixels, shape);
      if (pictures > before + unlabelled.length / 2) stop.abort();
      return uploaded;
    } };
    // Chunks of this network hold fewer pictures than the unlabelled set.
    const words = { ...selfTraining, model: 'resnet18', size: '640', width: '4' };
    const featuresOf = (out: string) => join(runs, out, 'features');
    await finish(await prepare('whole', words));
    const events = await finish(await prepare('parts', words, { engine: stopping, signal: stop.signal }));
    expect(ofType(events, 'run-end')[0].outcome).toBe('interrupted');
    const kept = pictures - before;
    expect(kept).toBeLessThan(unlabelled.length);
    const part = `unlabelled.0-${kept}.safetensors`;
    expect(readdirSync(featuresOf('parts')).sort()).toEqual(['labelled.safetensors', part, 'validation.safetensors']);
    await cp(join(runs, 'parts'), join(runs, 'damaged-part'), { recursive: true });
    await writeFile(join(featuresOf('damaged-part'), part), 'x');
    for (const [out, lost] of [['parts', 0], ['damaged-part', kept]] as const) {
      pictures = 0;
      const rest = await finish(await resumeRun(join(runs, out), { engine: counting }));
      expect(ofType(rest, 'run-end')[0].outcome).toBe('done');
      expect(pictures).toBe(unlabelled.length - kept + lost + test.length);
      expect(readdirSync(featuresOf(out)).sort()).toEqual(['labelled.safetensors', 'unlabelled.safetensors', 'validation.safetensors']);
      expect(readFileSync(join(featuresOf(out), 'unlabelled.safetensors'))).toEqual(readFileSync(join(featuresOf('whole'), 'unlabelled.safetensors')));
    }
  });

  it('goes on without unlabelled pictures', async () => {
    const { split, dataset } = data;
    const events = await finish(await prepare('none', selfTraining, { dataset, split: { ...split, unlabelled: [] } }));
    expect(ofType(events, 'epoch').map(({ shares }) => shares?.['pseudo-labels'])).toEqual([0, 0, 0]);
  });

  it('goes on where the features cannot be kept, and leaves no tensor behind', async () => {
    const tensors = engine.memory().tensors;
    const run = await prepare('unwritable', words);
    await writeFile(join(runs, 'unwritable', 'features'), '');
    const events = await finish(run);
    expect(ofType(events, 'run-end')[0].outcome).toBe('done');
    expect(ofType(events, 'log').some(({ level, message }) => level === 'warning' && message.includes('features'))).toBe(true);
    expect(engine.memory().tensors).toBe(tensors);
  });

  it('needs no memory for training, and has no step to tune', async () => {
    const options = tinyOptions(words);
    expect((await dryRun({ dataset: data.dataset, split: data.split, options })).memory.activations).toBe(0);
    await expect(createStepProbe({ dataset: data.dataset, options, engine, signal: new AbortController().signal })).rejects.toThrow('The recipe probe takes no batches');
  });
});

const moving: Recipe = {
  name: 'moving',
  summary: 'asks for features, and then changes the network that they came from',
  options: { epochs: integer(1, 1, 9, 'epochs') },
  losses: ['labelled'],
  inputs: () => ({ labelled: { set: 'labelled', batch: 'all', views: { pictures: 'none' } } }),
  outputs: (classes) => classes,
  begin(context) {
    const classifier = context.classifier();
    const optimizer = context.sgd('classifier', trainableParameters(classifier), { learningRate: () => 0.1, momentum: 0, weightDecay: 0 });
    return async ({ labelled }) => {
      await context.features('validation');
      const losses = await context.backward(classifier, [{ pictures: labelled.views.pictures, loss: crossEntropy(labelled.labels) }], optimizer.gradients);
      await optimizer.step();
      return losses;
    };
  },
};

it('features that no longer fit the weights are computed again, and never evaluated', async () => {
  let pictures = 0;
  const counting: typeof engine = { ...engine, upload: (pixels, shape) => ((pictures += shape[0]), engine.upload(pixels, shape)) };
  const events = await finish(await prepare('moving', { epochs: '2' }, { engine: counting, recipe: moving }));
  const { labelled, val, test } = data.split;
  // In each of two epochs: features before the step, and a validation after it.
  expect(pictures).toBe(labelled.length + 4 * val.length + test.length);
  const { accuracy, loss, count } = await evaluate({ run: join(runs, 'moving'), engine, set: 'val' });
  expect(ofType(events, 'run-end')[0].best?.val).toEqual({ accuracy, loss, count });
});
