import { execFile } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { WorkFailed, WrongCommand } from '../../src/config/index.js';
import { openDataset } from '../../src/dataset/index.js';
import { readCheckpoint } from '../../src/training/checkpoint.js';
import { evaluate, predict, type Prediction } from '../../src/training/index.js';
import { finish, ofType, openWorkshop, temporaryFolder, writePicture, writePictures } from './pictures.js';

const { engine, data, runs, prepare } = await openWorkshop();
const run = join(runs, 'run');
let tested: unknown;
let validated: unknown;
beforeAll(async () => {
  const events = await finish(await prepare('run', { recipe: 'supervised', epochs: '15', 'learning-rate': '0.05' }));
  const [end] = ofType(events, 'run-end');
  tested = end.test;
  validated = end.best?.val;
});

const all = async (pictures: readonly string[]): Promise<Prediction[]> => {
  const found: Prediction[] = [];
  for await (const prediction of predict({ run, pictures, engine })) found.push(prediction);
  return found;
};

describe('evaluate', () => {
  it('finds on the test and the validation set what the run found', async () => {
    const { accuracy, loss, count, ...rest } = await evaluate({ run, engine });
    expect({ accuracy, loss, count }).toEqual(tested);
    expect({ accuracy, loss, count, ...rest }).toEqual(JSON.parse(readFileSync(join(run, 'test.json'), 'utf8')));
    const val = await evaluate({ run, engine, part: 'val' });
    expect({ accuracy: val.accuracy, loss: val.loss, count: val.count }).toEqual(validated);
    expect((await evaluate({ run, engine, part: 'labelled' })).count).toBe(6);
  });

  it('takes other pictures, their classes matched by name', async () => {
    const folder = join(await temporaryFolder(), 'other');
    await writePictures(folder, 4);
    // Only `b` and unlabelled ones: in this dataset `b` is class 0, in the run class 1.
    await rm(join(folder, 'a'), { recursive: true });
    await mkdir(join(folder, 'unlabelled'));
    await writePicture(join(folder, 'unlabelled/1.png'), 0, 99);
    const { confusion, count } = await evaluate({ run, engine, data: await openDataset(folder) });
    expect(count).toBe(4);
    expect(confusion[0]).toEqual([0, 0]);
    await mkdir(join(folder, 'zebra'));
    await writePicture(join(folder, 'zebra/1.png'), 0, 1);
    await expect(evaluate({ run, engine, data: await openDataset(folder) })).rejects.toThrow('The dataset has a class zebra, which the run does not know; it knows a, b.');
  });

  it('leaves out what cannot be read, and says so', async () => {
    const folder = join(await temporaryFolder(), 'some-bad');
    await writePictures(folder, 10);
    await writeFile(join(folder, 'a/000.png'), '');
    const bad: string[] = [];
    const { count } = await evaluate({ run, engine, data: await openDataset(folder), onBad: ({ path }) => bad.push(path) });
    expect({ count, bad }).toEqual({ count: 19, bad: ['a/000.png'] });
    for (const name of ['001', '002', '003']) await writeFile(join(folder, `a/${name}.png`), '');
    await expect(evaluate({ run, engine, data: await openDataset(folder) })).rejects.toThrow(WorkFailed);
  });

  it('says what is wrong with a folder that is no run, and with a run that has no checkpoint yet', async () => {
    await expect(evaluate({ run: '/nowhere', engine })).rejects.toThrow('/nowhere is not the folder of a run');
    const young = join(runs, 'young');
    await finish(await prepare('young', {}, { signal: AbortSignal.abort() }));
    await expect(evaluate({ run: young, engine })).rejects.toThrow(WrongCommand);
    await expect(evaluate({ run: young, engine })).rejects.toThrow('has no checkpoint "best" yet');
  });
});

describe('predict', () => {
  it('tells class, confidence and logits of each, in the order asked, bad ones in their place', async () => {
    const bad = join(await temporaryFolder(), 'bad.png');
    await writeFile(bad, 'no picture');
    const good = data.split.test.map(({ path }) => join(data.folder, path));
    const asked = [good[3], bad, relative(process.cwd(), good[0]), '/nowhere.png', good[3]];
    const found = await all(asked);
    expect(found.map(({ path }) => path)).toEqual(asked);
    expect(found.map((prediction) => 'error' in prediction)).toEqual([false, true, false, true, false]);
    expect(found[4]).toEqual(found[0]);
    const [first] = found;
    if ('error' in first) throw new Error(first.error);
    const exps = first.logits.map(Math.exp);
    expect(first.confidence).toBeCloseTo(Math.max(...exps) / (exps[0] + exps[1]), 5);
    expect(first.class).toBe(first.logits[0] >= first.logits[1] ? 'a' : 'b');
  });

  it('agrees with the evaluation of the same pictures', async () => {
    const found = await all(data.split.test.map(({ path }) => join(data.folder, path)));
    const right = found.filter((prediction, index) => 'class' in prediction && prediction.class === data.split.classes[data.split.test[index].class]);
    expect(right.length / found.length).toBe((tested as { accuracy: number }).accuracy);
  });

  it('gives the same logits in a new process, from what was built', async () => {
    const pictures = data.split.test.map(({ path }) => join(data.folder, path));
    const script = `
      import { predict } from ${JSON.stringify(new URL('../../dist/training/index.js', import.meta.url).href)};
      for await (const prediction of predict(${JSON.stringify({ run, pictures, engineChoice: 'auto' })})) console.log(JSON.stringify(prediction));
    `;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
    expect(stdout.trim().split('\n').map((line) => JSON.parse(line))).toEqual(await all(pictures));
  });

  it('needs the run and nothing else: its pictures may be gone', async () => {
    const elsewhere = join(await temporaryFolder(), 'copied');
    await mkdir(join(elsewhere, 'checkpoints/best'), { recursive: true });
    for (const name of ['run.yaml', 'checkpoints/best/classifier.safetensors', 'checkpoints/best/state.json']) copyFileSync(join(run, name), join(elsewhere, name));
    const [path] = data.split.test.map(({ path }) => join(data.folder, path));
    const [here] = await all([path]);
    for await (const there of predict({ run: elsewhere, pictures: [path], engine })) expect(there).toEqual(here);
  });

  it('no pictures: nothing; an end in between: nothing left behind', async () => {
    expect(await all([])).toEqual([]);
    const before = engine.memory().tensors;
    for await (const _ of predict({ run, pictures: data.split.test.map(({ path }) => join(data.folder, path)), engine })) break;
    expect(engine.memory().tensors).toBe(before);
  });
});

it('a checkpoint is read whole while a run replaces it', async () => {
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
