import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadClassifier } from '../../src/classify/index.js';
import { recipes, resumeRun, type PicturePrediction } from '../../src/training/index.js';
import { checkpointBytes, finish, finishAt, ofType, openWorkshop } from './pictures.js';

const { engine, pool, runs, data, prepare } = await openWorkshop();

/** Options with which a recipe has everything that it saves, and a step in the middle of an epoch. */
const cases: Readonly<Record<string, { readonly stop: number; readonly words: Readonly<Record<string, string | boolean>> }>> = {
  supervised: { stop: 4, words: { 'labelled-batch': '2', view: 'strong', schedule: 'cosine', warmup: '0.25', 'clip-gradients': '1', 'label-smoothing': '0.1', 'decayed-parameters': 'weights', ema: '0.9' } },
  sgan: { stop: 3, words: { batch: '16', view: 'crop', schedule: 'linear', 'running-statistics': 'unlabelled', ema: '0.9' } },
  fixmatch: { stop: 3, words: { batch: '16', 'labelled-batch': '4', 'adaptive-threshold': true, 'distribution-alignment': true } },
  'sgan-fixmatch': { stop: 3, words: { batch: '16', 'adaptive-threshold': true, 'distribution-alignment': true } },
  'rotation-fixmatch': { stop: 3, words: { batch: '16', pretraining: '0.5', 'adaptive-threshold': true, 'distribution-alignment': true } },
  probe: { stop: 2, words: { epochs: '3', 'self-training': true, 'self-training-share': '0.5' } },
};

it('are all of them', () => expect(Object.keys(cases)).toEqual(Object.keys(recipes)));

describe.each(Object.entries(cases))('a run of %s', (recipe, { stop, words }) => {
  it('that is interrupted and resumed ends at the same weights, to the last bit', async () => {
    const asked = { recipe, epochs: '2', ...words };
    const straight = await finish(await prepare(`${recipe}-straight`, asked));
    await finishAt(stop, (signal) => prepare(`${recipe}-resumed`, asked, { signal }));
    const rest = await finish(await resumeRun(join(runs, `${recipe}-resumed`), { engine, pool }));
    const steps = (events: typeof rest) => ofType(events, 'step').map(({ step, losses, shares }) => ({ step, losses, shares }));
    expect(steps(rest)).toEqual(steps(straight).slice(stop));
    const epochs = (events: typeof rest) => ofType(events, 'epoch').map(({ epoch, losses, shares, val }) => ({ epoch, losses, shares, val }));
    expect(epochs(rest)).toEqual(epochs(straight).slice(-epochs(rest).length));
    expect(ofType(rest, 'run-end')[0].test).toEqual(ofType(straight, 'run-end')[0].test);
    const saved = (run: string) => ['last', 'best'].map((which) => checkpointBytes(join(runs, run, 'checkpoints', which)));
    expect(saved(`${recipe}-resumed`)).toEqual(saved(`${recipe}-straight`));
  });

  it('is loaded as a classifier, which says of the test set what the run said', async () => {
    const run = join(runs, `${recipe}-straight`);
    const said = readFileSync(join(run, 'predictions.jsonl'), 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as PicturePrediction);
    await using classifier = await loadClassifier(run, { workers: 1 });
    const results = await classifier.classify(said.map(({ path }) => join(data.folder, path)));
    expect(results).toMatchObject(said.map(({ predicted, confidence }) => ({ class: predicted, confidence: expect.closeTo(confidence, 5) })));
  });

  it('goes on with labels of one class only', async () => {
    const split = { ...data.split, labelled: data.split.labelled.filter(({ class: index }) => index === 0) };
    const events = await finish(await prepare(`${recipe}-one-class`, { recipe, ...words, epochs: '1' }, { split }));
    expect(ofType(events, 'step').flatMap(({ losses }) => Object.values(losses)).every(Number.isFinite)).toBe(true);
    expect(events.at(-1)).toMatchObject({ type: 'run-end', outcome: 'done' });
  });
});
