import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { eventBody, type RunEvent } from '../../src/events/index.js';
import { readSafetensors } from '../../src/models/index.js';
import { readRecord, resumeRun } from '../../src/training/index.js';
import { checkpointBytes, finish, ofType, openWorkshop, tinyOptions } from './pictures.js';

const workshop = await openWorkshop();
const { engine, pool, data, runs } = workshop;
/** Two epochs of two steps by default. */
const prepare: typeof workshop.prepare = (out, words, more) => workshop.prepare(out, { batch: '16', ...words }, more);

const lines = (path: string): unknown[] => readFileSync(path, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
const checkpoint = (run: string, which: string) => checkpointBytes(join(runs, run, 'checkpoints', which));
/** The parts of events that must be equal in two equal runs: all but times. */
const essence = (events: readonly RunEvent[]) =>
  [...ofType(events, 'step').map(({ step, epoch, losses, trainedOn }) => ({ step, epoch, losses, trainedOn })),
    ...ofType(events, 'epoch').map(({ epoch, step, losses, val, best, grid }) => ({ epoch, step, losses, val, best, grid }))];

describe('a run of sgan', () => {
  let events: RunEvent[];
  beforeAll(async () => {
    events = await finish(await prepare('straight'));
  });

  it('emits its events in order, and writes the same ones into its log', () => {
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index));
    expect(events[0]).toMatchObject({
      type: 'run-start', recipe: 'sgan', counts: { labelled: 6, unlabelled: 32, val: 10, test: 12 }, epochs: 2, stepsPerEpoch: 2, resumedAt: 0, classes: ['a', 'b'], machine: { node: process.versions.node },
    });
    expect(ofType(events, 'step').map(({ epoch, step, trainedOn }) => [epoch, step, trainedOn])).toEqual([1, 2, 3, 4].map((step) => [step < 3 ? 1 : 2, step, 6 + 16]));
    expect(ofType(events, 'epoch').map(({ epoch, step, grid }) => [epoch, step, grid])).toEqual([[1, 2, 'samples/epoch-0001.png'], [2, 4, 'samples/epoch-0002.png']]);
    expect(events.at(-1)).toMatchObject({ type: 'run-end', outcome: 'done', test: { count: 12 } });
    for (const event of events) expect(eventBody.safeParse(event).error).toBeUndefined();
    expect(lines(join(runs, 'straight', 'events.jsonl'))).toEqual(events);
  });

  it('says how long the rest takes', () => {
    const [first, ...others] = ofType(events, 'estimate');
    expect(first).toMatchObject({ corrected: false });
    expect(first.step).toBeGreaterThan(1);
    expect(first.step).toBeLessThan(4);
    expect(first.secondsLeft).toBeGreaterThan(0);
    for (const { corrected } of others) expect(corrected).toBe(true);
  });

  it("has the means of the steps' losses as an epoch's losses", () => {
    const steps = ofType(events, 'step').slice(2);
    const [, epoch] = ofType(events, 'epoch');
    for (const name of ['unlabelled', 'generated', 'labelled', 'generator']) {
      expect(epoch.losses[name]).toBeCloseTo(steps.reduce((sum, { losses }) => sum + losses[name], 0) / 2, 10);
    }
  });

  it('says how right the classifier is on the labelled pictures of each step, on each class, and how fast it learned', () => {
    const accuracies = ofType(events, 'step').map(({ shares }) => shares?.['training-accuracy'] ?? NaN);
    // Six labelled pictures.
    for (const accuracy of accuracies) expect(Math.abs(accuracy * 6 - Math.round(accuracy * 6))).toBeLessThan(1e-5);
    const [first, second] = ofType(events, 'epoch');
    expect(first.shares?.['training-accuracy']).toBeCloseTo((accuracies[0] + accuracies[1]) / 2, 10);
    for (const { val, confusion = [], perClass } of [first, second]) {
      expect(confusion.flat().reduce((sum, pictures) => sum + pictures, 0)).toBe(10);
      expect((confusion[0][0] + confusion[1][1]) / 10).toBe(val.accuracy);
      expect(perClass).toEqual(confusion.map((row, index) => row[index] / (row[0] + row[1])));
    }
    expect([first, second].map(({ learningRate }) => learningRate)).toEqual([2e-3, 2e-3]);
  });

  it('keeps the best weights, by accuracy and then by loss', () => {
    const epochs = ofType(events, 'epoch');
    const best = epochs.filter((epoch) => epoch.best).at(-1);
    const end = ofType(events, 'run-end')[0];
    expect(end.best).toEqual({ epoch: best?.epoch, val: best?.val });
    expect(JSON.parse(readFileSync(join(runs, 'straight/checkpoints/best/state.json'), 'utf8'))).toMatchObject({ step: best?.step, best: { epoch: best?.epoch } });
    expect(JSON.parse(readFileSync(join(runs, 'straight/checkpoints/last/state.json'), 'utf8'))).toMatchObject({ step: 4, epoch: 2, batch: 0 });
  });

  it('writes down its options, split, fingerprint and versions, and removes its lock', async () => {
    const { options, about } = await readRecord(join(runs, 'straight'));
    expect(options).toEqual(tinyOptions({ batch: '16', normalize: 'none' }));
    expect(options.recipeOptions).toEqual({
      epochs: 2, 'labelled-batch': 256, view: 'none', 'learning-rate': 2e-3, schedule: 'constant', warmup: 0, beta1: 0.5, beta2: 0.999,
      'clip-gradients': 0, 'label-smoothing': 0, 'running-statistics': 'all', ema: 0, 'fake-class': false,
    });
    expect(about).toMatchObject({ data: data.folder, fingerprint: data.dataset.fingerprint, classes: ['a', 'b'] });
    expect(about.versions).toMatchObject({ node: process.versions.node });
    expect(readdirSync(join(runs, 'straight')).sort()).toEqual(['checkpoints', 'events.jsonl', 'predictions.jsonl', 'run.yaml', 'samples', 'sizes.jsonl', 'split.json', 'tensorboard', 'test.json']);
  });

  it('writes a grid of 64 samples in every epoch', async () => {
    const { width, height, format } = await sharp(join(runs, 'straight/samples/epoch-0002.png')).metadata();
    expect({ width, height, format }).toEqual({ width: 8 * 32 + 7 * 2, height: 8 * 32 + 7 * 2, format: 'png' });
  });

  it('writes a grid of what the network sees in the first epochs, a row for each input', async () => {
    expect(ofType(events, 'views').map(({ epoch, step, grid, rows }) => ({ epoch, step, grid, rows }))).toEqual([1, 2].map((epoch) => (
      { epoch, step: 2 * epoch - 1, grid: `samples/views-000${epoch}.png`, rows: ['labelled', 'unlabelled'] })));
    expect(await sharp(join(runs, 'straight/samples/views-0002.png')).metadata()).toMatchObject({ height: 2 * 32 + 2 });
  });

  it("writes weights with torchvision's names, and the counts of batch norms", () => {
    const path = join(runs, 'straight/checkpoints/last/classifier.safetensors');
    const { tensors, metadata } = readSafetensors(readFileSync(path), path);
    expect(metadata).toEqual({ format: 'pt', step: '4' });
    expect([...tensors.keys()]).toEqual(expect.arrayContaining(['conv1.weight', 'bn1.weight', 'bn1.bias', 'bn1.running_mean', 'bn1.running_var', 'bn1.num_batches_tracked', 'fc.weight', 'fc.bias']));
    expect(tensors.get('bn1.num_batches_tracked')).toEqual({ shape: [], values: BigInt64Array.of(4n) });
    expect(tensors.get('conv1.weight')?.shape).toEqual([4, 3, 3, 3]);
    expect(readdirSync(join(runs, 'straight/checkpoints/last')).sort()).toEqual(['classifier.safetensors', 'generator.safetensors', 'optimizer.safetensors', 'state.json']);
  });

  it('gives the same again, without ever reading the class of an unlabelled sample', async () => {
    const unlabelled = new Set(data.split.unlabelled);
    const samples = data.dataset.samples.map((sample) => (!unlabelled.has(sample.path) ? sample : {
      path: sample.path,
      get class(): number { throw new Error(`the class of ${sample.path} was read`); },
    }));
    const again = await finish(await prepare('again', { workers: '2', concurrency: '3' }, { dataset: { ...data.dataset, samples } }));
    expect(essence(again)).toEqual(essence(events));
    expect(checkpoint('again', 'last')).toEqual(checkpoint('straight', 'last'));
  });

  it.each([1, 2, 4])('has the losses and weights of a run that was never stopped, when it is interrupted after step %i and resumed', async (at) => {
    const stop = new AbortController();
    const name = `stopped-${at}`;
    const first = await finish(await prepare(name, {}, { signal: stop.signal }), (event) => {
      if (event.type === 'step' && event.step === at) stop.abort();
    });
    expect(first.at(-1)).toMatchObject({ type: 'run-end', outcome: 'interrupted' });
    const second = await finish(await resumeRun(join(runs, name), { engine, pool }));
    expect(second[0]).toMatchObject({ type: 'run-start', seq: first.length, resumedAt: at });
    expect(essence([...first, ...second]).filter((event) => !('val' in event))).toEqual(essence(events).filter((event) => !('val' in event)));
    expect(ofType([...first, ...second], 'epoch').map(({ losses, val, best }) => ({ losses, val, best }))).toEqual(ofType(events, 'epoch').map(({ losses, val, best }) => ({ losses, val, best })));
    expect(second.at(-1)).toMatchObject({ outcome: 'done', test: ofType(events, 'run-end')[0].test });
    for (const which of ['last', 'best']) expect(checkpoint(name, which)).toEqual(checkpoint('straight', which));
    expect(lines(join(runs, name, 'events.jsonl'))).toEqual([...first, ...second]);
  });

  it('only tests when it was interrupted between the last epoch and the test', async () => {
    const stop = new AbortController();
    const first = await finish(await prepare('untested', {}, { signal: stop.signal }), (event) => {
      if (event.type === 'epoch' && event.epoch === event.epochs) stop.abort();
    });
    expect(first.at(-1)).toMatchObject({ type: 'run-end', outcome: 'interrupted', message: 'after the last epoch, before the test' });
    const second = await finish(await resumeRun(join(runs, 'untested'), { engine, pool }));
    expect(second.map(({ type }) => type).filter((type) => type !== 'checkpoint')).toEqual(['run-start', 'run-end']);
    const tests = ofType([...first, ...second], 'run-end').flatMap(({ test }) => (test === undefined ? [] : [test]));
    expect(tests).toEqual([ofType(events, 'run-end')[0].test]);
  });

  it('is resumed from a checkpoint inside an epoch after a crash, with the same losses', async () => {
    const stop = new AbortController();
    // From step 4 on every file fails: the state that a killed process leaves behind.
    let step = 0;
    const { writeAtomically } = await import('../../src/disk/index.js');
    const run = await prepare('crashed', { 'checkpoint-minutes': '0' }, {
      signal: stop.signal, write: (path, chunks) => (step >= 4 ? Promise.reject(new Error('dead')) : writeAtomically(path, chunks)),
    });
    await expect(finish(run, (event) => {
      if (event.type === 'step') step = event.step;
      if (step === 4) stop.abort();
    })).rejects.toThrow('could not be written');
    expect(JSON.parse(readFileSync(join(runs, 'crashed/checkpoints/last/state.json'), 'utf8'))).toMatchObject({ step: 3, epoch: 1, batch: 1 });
    const second = await finish(await resumeRun(join(runs, 'crashed'), { engine, pool }));
    expect(second[0]).toMatchObject({ resumedAt: 3 });
    expect(checkpoint('crashed', 'last')).toEqual(checkpoint('straight', 'last'));
  });

  it('starts again when it was stopped before its first step', async () => {
    const first = await finish(await prepare('early', {}, { signal: AbortSignal.abort() }));
    expect(first.map(({ type }) => type)).toEqual(['run-end']);
    expect(existsSync(join(runs, 'early/lock'))).toBe(false);
    await finish(await resumeRun(join(runs, 'early'), { engine, pool }));
    expect(checkpoint('early', 'last')).toEqual(checkpoint('straight', 'last'));
  });

  it('is not resumed when it is done', async () => {
    await expect(resumeRun(join(runs, 'straight'), { engine })).rejects.toThrow(/is done: there is nothing to resume/);
  });

  it('leaves no tensor behind in twenty steps, and reports on the pipeline every second', async () => {
    const before = engine.memory().tensors;
    const counts: number[] = [];
    const long = await finish(await prepare('tidy', { epochs: '10' }), (event) => void (event.type === 'step' && counts.push(engine.memory().tensors)));
    expect(counts).toHaveLength(20);
    expect(new Set(counts.slice(2)).size).toBe(1);
    expect(engine.memory().tensors).toBe(before);
    const [start, end] = [long[0].time, long[long.length - 1].time];
    const told = ofType(long, 'pipeline');
    expect(told.length).toBeGreaterThanOrEqual(Math.floor((end - start) / 1000 / 2));
    for (const { prefetch, buffersTaken, concurrency, workers } of told) {
      expect({ prefetch, concurrency, workers }).toEqual({ prefetch: 2, concurrency: 4, workers: 1 });
      expect(buffersTaken).toBeLessThanOrEqual(2);
    }
  });
});

describe('the other recipes', () => {
  it('supervised has one step on all labels in an epoch, no generator, no grid, and few checkpoints for many epochs', async () => {
    const events = await finish(await prepare('supervised', { recipe: 'supervised', epochs: '40', 'learning-rate': '0.05' }));
    expect(ofType(events, 'step')).toHaveLength(40);
    expect(ofType(events, 'step').every(({ trainedOn, waitMs }) => trainedOn === 6 && waitMs === 0)).toBe(true);
    expect(ofType(events, 'epoch')).toHaveLength(40);
    expect(ofType(events, 'epoch')[0].grid).toBeUndefined();
    expect(ofType(events, 'checkpoint').length).toBeLessThanOrEqual(6);
    const [end] = ofType(events, 'run-end');
    expect(end.test?.accuracy).toBeGreaterThanOrEqual(10 / 12);
    expect(readdirSync(join(runs, 'supervised/checkpoints/best')).sort()).toEqual(['classifier.safetensors', 'optimizer.safetensors', 'state.json']);
    expect(JSON.parse(readFileSync(join(runs, 'supervised/checkpoints/best/state.json'), 'utf8')).best.epoch).toBe(end.best?.epoch);
  });

  it('sgan with --fake-class has one output more, which is never predicted', async () => {
    const options = tinyOptions({ batch: '16', epochs: '1' });
    const events = await finish(await prepare('fake', {}, { options: { ...options, recipeOptions: { ...options.recipeOptions, 'fake-class': true } } }));
    const path = join(runs, 'fake/checkpoints/best/classifier.safetensors');
    expect(readSafetensors(readFileSync(path), path).tensors.get('fc.bias')?.shape).toEqual([3]);
    const test = JSON.parse(readFileSync(join(runs, 'fake/test.json'), 'utf8'));
    expect(test.confusion.flat().reduce((a: number, b: number) => a + b)).toBe(12);
    expect(test.confusion).toHaveLength(2);
    expect(events.at(-1)).toMatchObject({ outcome: 'done' });
  });
});

it('a batch of one picture that becomes one pixel is refused before anything is touched', async () => {
  const message = /A batch of unlabelled has one picture, and --model resnet18 shrinks a picture of 32 px to a single pixel.*larger --size, or --freeze norms/;
  await expect(prepare('one-pixel', { model: 'resnet18', batch: '1' })).rejects.toThrow(message);
  expect(existsSync(join(runs, 'one-pixel'))).toBe(false);
});
