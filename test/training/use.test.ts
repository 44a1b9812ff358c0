import { readFileSync } from 'node:fs';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { evaluateCommand } from '../../src/cli/evaluate.js';
import { WorkFailed, WrongCommand } from '../../src/config/index.js';
import type { Progress } from '../../src/config/index.js';
import { scanDataset, readSplit } from '../../src/dataset/index.js';
import type { RunEvent } from '../../src/events/index.js';
import { readCheckpoint } from '../../src/training/checkpoint/checkpoint.js';
import { loadClassifier } from '../../src/classify/index.js';
import { evaluate } from '../../src/training/index.js';
import { evaluationBatch } from '../../src/training/memory.js';
import { finish, ofType, openWorkshop, temporaryFolder, writePicture, writePictures } from './pictures.js';

vi.mock(import('../../src/training/memory.js'), async (original) => {
  const memory = await original();
  return { ...memory, evaluationBatch: vi.fn(memory.evaluationBatch) };
});

const { engine, data, runs, prepare } = await openWorkshop();
const run = join(runs, 'run');
let trained: readonly RunEvent[];
let tested: unknown;
let validated: unknown;
beforeAll(async () => {
  trained = await finish(await prepare('run', { recipe: 'supervised', epochs: '15', 'learning-rate': '0.05' }));
  const [end] = ofType(trained, 'run-end');
  tested = end.test;
  validated = end.best?.val;
});

/** Evaluates five pictures at a time, so that a small set comes in several chunks. */
function fiveAtATime(): void {
  const { getMockImplementation, mockImplementation } = vi.mocked(evaluationBatch);
  const before = getMockImplementation();
  mockImplementation(() => 5);
  onTestFinished(() => void (before && mockImplementation(before)));
}

/** Does `work` with a clock that advances so many ms at each reading. */
async function withSlowClock<T>(ms: number, work: () => Promise<T>): Promise<T> {
  const now = performance.now.bind(performance);
  let later = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now() + (later += ms));
  return work().finally(() => clock.mockRestore());
}

describe('evaluate', () => {
  it('says of each picture of the set what the loaded classifier says of it, and adds up to the confusion matrix', async () => {
    fiveAtATime();
    const { predictions, confusion, classes } = await evaluate({ run, engine });
    const own = await readSplit(join(run, 'split.json'));
    expect(predictions.map((one) => [one.path, one.class])).toEqual(own.test.map((sample) => [sample.path, own.classes[sample.class]]));
    await using classifier = await loadClassifier(run, { workers: 1 });
    const predicted = await classifier.classify(predictions.map(({ path }) => join(data.folder, path)));
    expect(predicted).toMatchObject(predictions.map((one) => ({ class: one.predicted, confidence: expect.closeTo(one.confidence, 5) })));
    expect(classes.map((truth) => classes.map((guess) => predictions.filter((one) => one.class === truth && one.predicted === guess).length))).toEqual(confusion);
  });

  it('finds the scores of the run on its test and validation sets', async () => {
    const { accuracy, loss, count, predictions, ...rest } = await evaluate({ run, engine });
    expect({ accuracy, loss, count }).toEqual(tested);
    expect({ accuracy, loss, count, ...rest }).toEqual(JSON.parse(readFileSync(join(run, 'test.json'), 'utf8')));
    const lines = readFileSync(join(run, 'predictions.jsonl'), 'utf8').trimEnd().split('\n').map((line): unknown => JSON.parse(line));
    expect(lines).toEqual(predictions);
    const val = await evaluate({ run, engine, set: 'val' });
    expect({ accuracy: val.accuracy, loss: val.loss, count: val.count }).toEqual(validated);
    expect((await evaluate({ run, engine, set: 'labelled' })).count).toBe(6);
  });

  it('takes other pictures, and matches their classes by name', async () => {
    const folder = join(await temporaryFolder(), 'other');
    await writePictures(folder, 4);
    // Only `b` and unlabelled pictures: `b` is class 0 in this dataset, and class 1 in the run.
    await rm(join(folder, 'a'), { recursive: true });
    await mkdir(join(folder, 'unlabelled'));
    await writePicture(join(folder, 'unlabelled/1.png'), 0, 99);
    const { confusion, count } = await evaluate({ run, engine, data: await scanDataset(folder) });
    expect(count).toBe(4);
    expect(confusion[0]).toEqual([0, 0]);
    await mkdir(join(folder, 'zebra'));
    await writePicture(join(folder, 'zebra/1.png'), 0, 1);
    await expect(evaluate({ run, engine, data: await scanDataset(folder) })).rejects.toThrow('The dataset has a class zebra, which the run does not know. It knows a, b.');
  });

  it("takes the run's own set where other data has all of the run's pictures: it is the data in another place", async () => {
    const folder = join(await temporaryFolder(), 'moved');
    await cp(data.folder, folder, { recursive: true });
    const told: string[] = [];
    const { count } = await evaluate({ run, engine, data: await scanDataset(folder), report: (message) => told.push(message) });
    expect(tested).toMatchObject({ count });
    expect(told).toContain(`${folder} has the run's own pictures. Its test set counts.`);
  });

  it('leaves out unreadable pictures, and reports them', async () => {
    const folder = join(await temporaryFolder(), 'some-bad');
    await writePictures(folder, 10);
    await writeFile(join(folder, 'a/000.png'), '');
    const bad: string[] = [];
    const { count } = await evaluate({ run, engine, data: await scanDataset(folder), onBad: ({ path }) => bad.push(path) });
    expect({ count, bad }).toEqual({ count: 19, bad: ['a/000.png'] });
    for (const name of ['001', '002', '003']) await writeFile(join(folder, `a/${name}.png`), '');
    await expect(evaluate({ run, engine, data: await scanDataset(folder) })).rejects.toThrow(WorkFailed);
  });

  it('reports progress to its caller, in a file and on a terminal', async () => {
    fiveAtATime();
    const told: Progress[] = [];
    await evaluate({ run, engine, onProgress: (progress) => told.push(progress) });
    expect(told.map(({ done, total }) => [done, total])).toEqual([[5, 12], [10, 12], [12, 12]]);
    expect(told.map(({ secondsLeft, perSecond }) => secondsLeft * perSecond)).toEqual([7, 2, 0].map((left) => expect.closeTo(left, 6)));

    const clear = '\r\u001B\\[K';
    const shown = async (isTTY: boolean, quiet: boolean): Promise<string> => {
      const [out, err] = [0, 1].map(() => Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY, columns: 80 }));
      const io = { out, err, signal: new AbortController().signal, env: {} };
      await withSlowClock(20_000, () => evaluateCommand({ args: [run], words: {}, own: {}, preset: undefined, config: undefined, json: true, quiet }, io));
      return String(err.read() ?? '');
    };
    expect(await shown(false, false)).toMatch(/^5\/12 pictures {2}[\d.,]+ a second {2}.* left\n10\/12 pictures .*\n$/);
    expect(await shown(true, false)).toMatch(new RegExp(`^${clear}5/12 pictures [^\n]*${clear}$`));
    expect(await shown(false, true)).toBe('');
  });

  it('refuses a folder that is not a run, and a run without a checkpoint', async () => {
    await expect(evaluate({ run: '/nowhere', engine })).rejects.toThrow('/nowhere is not the folder of a run');
    const young = join(runs, 'young');
    await finish(await prepare('young', {}, { signal: AbortSignal.abort() }));
    await expect(evaluate({ run: young, engine })).rejects.toThrow(WrongCommand);
    await expect(evaluate({ run: young, engine })).rejects.toThrow('has no checkpoint "best" yet');
  });
});

it('a run reports the progress of a long validation or test, and not of a short one', async () => {
  fiveAtATime();
  const long = await withSlowClock(1000, async () => finish(await prepare('long', { recipe: 'supervised', epochs: '1' })));
  expect(ofType(long, 'evaluating').filter(({ set }) => set !== 'labelled').map(({ set, done, total }) => [set, done, total])).toEqual([['validation', 5, 10], ['test', 5, 12], ['test', 10, 12]]);
  expect(ofType(trained, 'evaluating')).toEqual([]);
});

it('a checkpoint is read as a whole while a run replaces it', async () => {
  const training = finish(await prepare('busy', { 'checkpoint-minutes': '0' }));
  const ended = training.then(() => true);
  const soon = () => new Promise<boolean>((resolve) => setImmediate(() => resolve(false)));
  const steps = new Set<number>();
  while (!(await Promise.race([ended, soon()]))) {
    const found = await readCheckpoint(join(runs, 'busy/checkpoints/last'), ['classifier.safetensors', 'generator.safetensors', 'optimizer.safetensors']);
    if (found !== undefined) steps.add(found.progress.step);
  }
  await training;
  expect(steps.size).toBeGreaterThan(2);
});
