import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { appendFile, chmod, copyFile, mkdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { WorkFailed, WrongCommand } from '../../src/config/index.js';
import { readSafetensors, serializeSafetensors, type StoredTensor } from '../../src/models/index.js';
import { prepareRun, resumeRun } from '../../src/training/index.js';
import { openQuarantine } from '../../src/training/run/quarantine.js';
import { asNobody } from '../as-nobody.js';
import { distantLockText, lockText } from '../disk/lock-text.js';
import { finish, finishAt, ofType, openWorkshop, tinyData, tinyOptions } from './pictures.js';

const { engine, pool, data, runs, prepare } = await openWorkshop();

const stateOf = (run: string, which: string) => JSON.parse(readFileSync(join(runs, run, 'checkpoints', which, 'state.json'), 'utf8'));

/** Lets any user enter the folders of the tests. */
const openFolders = () => Promise.all([runs, dirname(data.folder)].map((folder) => chmod(folder, 0o755)));

describe('before anything is touched', () => {
  it('refuses a folder that is not empty, and leaves its files alone', async () => {
    await mkdir(join(runs, 'mine'));
    await writeFile(join(runs, 'mine/thesis.tex'), 'x');
    await expect(prepare('mine')).rejects.toThrow(WrongCommand);
    await expect(prepare('mine')).rejects.toThrow(/exists and is not empty\. Choose another folder with --out\.$/);
    expect(readdirSync(join(runs, 'mine'))).toEqual(['thesis.tex']);
  });

  it('accepts an empty folder, also with the lock of a dead process', async () => {
    await mkdir(join(runs, 'empty'));
    await writeFile(join(runs, 'empty/lock'), distantLockText());
    await expect(prepare('empty')).rejects.toThrow(`(process 4194305 on elsewhere). Wait until it ends, or interrupt it. Without a sign of life it counts as dead after 5 minutes. If no such process runs, remove ${join(runs, 'empty')}/lock.`);
    await writeFile(join(runs, 'empty/lock'), lockText());
    await finish(await prepare('empty', {}, { signal: AbortSignal.abort() }));
    expect(existsSync(join(runs, 'empty/run.yaml'))).toBe(true);
  });

  it('gives two runs that begin in the same second two folders', async () => {
    const before = process.cwd();
    await mkdir(join(runs, 'working-folder'));
    process.chdir(join(runs, 'working-folder'));
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(2026, 0, 3, 4, 5, 6) });
    try {
      const names: string[] = [];
      for (let number = 0; number < 2; number += 1) {
        const run = await prepareRun({ dataset: data.dataset, split: data.split, options: tinyOptions(), engine, signal: AbortSignal.abort() });
        names.push(run.folder);
        await finish(run);
      }
      expect(names).toEqual([join('runs', '2026-01-03-04-05-06-sgan'), join('runs', '2026-01-03-04-05-06-sgan-2')]);
    } finally {
      vi.useRealTimers();
      process.chdir(before);
    }
  });

  it('refuses the folder of a run in progress, to a new run and to a resumed one', async () => {
    const run = await prepare('held', {}, { signal: AbortSignal.abort() });
    await expect(prepare('held')).rejects.toThrow(`${run.folder} is in use by a run in progress (process ${process.pid}`);
    await expect(resumeRun(run.folder, { engine })).rejects.toThrow('is in use by a run in progress');
    await finish(run);
    await expect(prepare('held')).rejects.toThrow(`or continue the run in it: --resume ${run.folder}`);
  });

  it('refuses a folder that cannot be written to', async () => {
    await openFolders();
    await writeFile(join(runs, 'file'), '');
    await expect(prepare('file/run')).rejects.toThrow(/The run folder .*file\/run cannot be made: a part of its path is a file, not a folder/);
    await mkdir(join(runs, 'sealed'));
    await chmod(join(runs, 'sealed'), 0o555);
    await asNobody(async () => {
      await expect(prepare('sealed/run')).rejects.toThrow(/cannot be made: writing there is not permitted/);
      await expect(prepare('sealed')).rejects.toThrow(/cannot be made: writing there is not permitted/);
    });
    expect(readdirSync(join(runs, 'sealed'))).toEqual([]);
  });

  it('does not resume a run whose folder cannot be written to, and suggests no other folder', async () => {
    const { folder } = await prepare('sealed-run', {}, { signal: AbortSignal.abort() }).then(async (run) => finish(run).then(() => run));
    await chmod(folder, 0o555);
    await openFolders();
    await asNobody(async () => {
      const resumed = resumeRun(folder, { engine });
      await expect(resumed).rejects.toThrow(WrongCommand);
      await expect(resumed).rejects.toThrow(/^The run in .*sealed-run cannot be resumed because its folder cannot be written to: writing there is not permitted\. Make it writable, or resume a copy of it\.$/);
    });
  });

  it.each([
    ['a size without a generator', { size: '48' }, /--size is 48, but a recipe with a generator needs 32, 64, 224/],
    ['a batch that the machine cannot hold', { size: '224', batch: '4096', model: 'resnet18', width: '512' }, /needs about [\d.]+ GB of memory .* Lower --batch/],
    ['a small stem for large pictures', { model: 'resnet18', stem: 'small', size: '224', batch: '2' }, /--stem small is for pictures of up to 64 px, but --size is 224/],
    ['a small stem of another network', { stem: 'small' }, /--stem small is a choice for resnet18, but --model is convnet/],
    ['more frozen stages than there are, with norms', { freeze: 'norms,7' }, /--freeze is norms,7, but convnet has 6 stages/],
    ['weights that are not there', { weights: '/nowhere/w.safetensors' }, /\/nowhere\/w\.safetensors cannot be read: ENOENT/],
  ])('refuses %s', async (_, words: Record<string, string>, sentence) => {
    await expect(prepare('refused', words)).rejects.toThrow(WrongCommand);
    await expect(prepare('refused', words)).rejects.toThrow(sentence);
    expect(existsSync(join(runs, 'refused'))).toBe(false);
  });

  it('refuses a split with an empty set, and a split of other pictures', async () => {
    for (const part of ['labelled', 'val', 'test', 'unlabelled'] as const) {
      await expect(prepare('refused', {}, { split: { ...data.split, [part]: [] } })).rejects.toThrow(`The split has no ${part} samples`);
    }
    await expect(prepare('refused', {}, { split: { ...data.split, root: '/elsewhere' } })).rejects.toThrow('The split is of the pictures in /elsewhere');
    await finish(await prepare('no-unlabelled', { recipe: 'supervised', epochs: '1' }, { split: { ...data.split, unlabelled: [] } }));
  });
});

describe('--weights', () => {
  let tensors: Map<string, StoredTensor>;
  const weights = (name: string) => join(runs, name);
  const shapeOf = (name: string) => [...(tensors.get(name)?.shape ?? [])];
  beforeAll(async () => {
    await finish(await prepare('source', { recipe: 'supervised', epochs: '1' }));
    const path = join(runs, 'source/checkpoints/best/classifier.safetensors');
    tensors = new Map(readSafetensors(readFileSync(path), path).tensors);
    await copyFile(path, weights('same.safetensors'));
    const inputs = shapeOf('fc.weight')[1];
    const other = new Map(tensors).set('fc.weight', { shape: [5, inputs], values: new Float32Array(5 * inputs) }).set('fc.bias', { shape: [5], values: new Float32Array(5) });
    await writeFile(weights('other-head.safetensors'), Buffer.concat(serializeSafetensors(other)));
    other.delete('bn2.weight');
    other.set('conv1.weight', { shape: [9, 3, 3, 3], values: new Float32Array(243) });
    await writeFile(weights('misfit.safetensors'), Buffer.concat(serializeSafetensors(other)));
    const larger = new Map(tensors).set('conv7.weight', { shape: [1], values: new Float32Array(1) });
    await writeFile(weights('larger.safetensors'), Buffer.concat(serializeSafetensors(larger)));
    await writeFile(weights('torn.safetensors'), readFileSync(path).subarray(0, 1000));
    await writeFile(weights('text.safetensors'), 'conv1.weight: 0.1, 0.2, 0.3');
    await writeFile(weights('zip.safetensors'), Buffer.from('PK\x03\x04\0\0', 'latin1'));
    await writeFile(weights('pickle.safetensors'), Buffer.from('\x80\x02\x8a\n', 'latin1'));
    await mkdir(weights('folder.safetensors'));
  });

  it('are the first weights of the classifier', async () => {
    const events = await finish(await prepare('started', { recipe: 'supervised', epochs: '1', 'learning-rate': '0', weights: weights('same.safetensors') }));
    expect(ofType(events, 'log')).toEqual([]);
    const path = join(runs, 'started/checkpoints/last/classifier.safetensors');
    const after = readSafetensors(readFileSync(path), path).tensors;
    for (const name of ['conv1.weight', 'bn3.bias', 'fc.weight', 'fc.bias']) expect(after.get(name)).toEqual(tensors.get(name));
  });

  it('may have a head of another size: the run starts with a new head, and says so', async () => {
    const events = await finish(await prepare('other-head', { recipe: 'supervised', epochs: '1', 'learning-rate': '0', weights: weights('other-head.safetensors') }));
    expect(ofType(events, 'log').map(({ message }) => message)).toEqual([
      `Nothing tells how the pictures were normalised that ${weights('other-head.safetensors')} was trained with. The run does not normalise. Choose it with --normalize.`,
      `The head of ${weights('other-head.safetensors')} has 5 outputs, but 2 are needed. The run starts with a new head.`, expect.stringMatching(/^The head starts from logistic regression/),
    ]);
    const path = join(runs, 'other-head/checkpoints/last/classifier.safetensors');
    const after = readSafetensors(readFileSync(path), path).tensors;
    expect(after.get('conv4.weight')).toEqual(tensors.get('conv4.weight'));
    expect(after.get('fc.weight')?.shape).toEqual(shapeOf('fc.weight'));
  });

  it.each([
    ['that do not fit: names and shapes', 'misfit', () => `--weights: ${weights('misfit.safetensors')} does not fit the network: conv1.weight is [9, 3, 3, 3], not [${shapeOf('conv1.weight').join(', ')}]; bn2.weight [${shapeOf('bn2.weight').join(', ')}] is missing.`],
    ['of a network that has all of this one, and more', 'larger', () => `--weights: ${weights('larger.safetensors')} does not fit the network: conv7.weight is not in it.`],
    ['cut short', 'torn', () => `--weights: ${weights('torn.safetensors')} cannot be read as safetensors`],
    ['of another kind', 'text', () => `--weights: ${weights('text.safetensors')} cannot be read as safetensors`],
    ['of torch.save', 'zip', () => `--weights: ${weights('zip.safetensors')} was written by torch.save, and only Python can read it safely. Convert it there, once: from safetensors.torch import save_file;`],
    ['of torch.save before PyTorch 1.6', 'pickle', () => `torch.load("${weights('pickle.safetensors')}", map_location='cpu', weights_only=True)`],
    ['that are a folder', 'folder', () => `${weights('folder.safetensors')} cannot be read: EISDIR`],
  ])('are refused with a sentence, and nothing touched: %s', async (_, name, sentence) => {
    const refusal = prepare(name, { weights: weights(`${name}.safetensors`) });
    await expect(refusal).rejects.toThrow(WrongCommand);
    await expect(refusal).rejects.toThrow(sentence());
    expect(existsSync(join(runs, name))).toBe(false);
  });
});

describe('unreadable pictures', () => {
  it('are all named before the first step, if they are labelled', async () => {
    const own = await tinyData();
    const bad = own.split.labelled.slice(1, 3).map(({ path }) => path);
    await writeFile(join(own.folder, bad[0]), 'no picture');
    await rm(join(own.folder, bad[1]));
    const seen: string[] = [];
    const run = await prepare('bad-labelled', {}, { dataset: own.dataset, split: own.split });
    const failure = finish(run, ({ type }) => seen.push(type));
    await expect(failure).rejects.toThrow(WorkFailed);
    await expect(failure).rejects.toThrow(`2 of the 6 labelled pictures cannot be read. Repair them, or take them out of the split, and start again:\n  ${bad[0]}: `);
    await expect(failure).rejects.toThrow(`\n  ${bad[1]}: `);
    expect(seen).toEqual(['run-end']);
    expect(existsSync(join(run.folder, 'lock'))).toBe(false);
  });

  it('are quarantined, if they are unlabelled and deleted after the scan; and the same ones after a resume', async () => {
    const own = await tinyData();
    const [gone] = own.split.unlabelled;
    await rm(join(own.folder, gone));
    const straight = await finish(await prepare('gone', { epochs: '1' }, { dataset: own.dataset, split: own.split }));
    expect(ofType(straight, 'quarantine').map(({ path }) => path)).toEqual([gone]);
    expect(readFileSync(join(runs, 'gone/quarantine.jsonl'), 'utf8')).toMatch(new RegExp(`^\\{"path":"${gone}","reason":".+"\\}\n$`));
    expect(straight.at(-1)).toMatchObject({ outcome: 'done' });

    await finishAt(3, (signal) => prepare('gone-stopped', { epochs: '1' }, { dataset: own.dataset, split: own.split, signal }));
    const second = await finish(await resumeRun(join(runs, 'gone-stopped'), { engine, pool }));
    expect(ofType(second, 'quarantine')).toEqual([]);
    expect(ofType(second, 'log')).toMatchObject([
      { level: 'warning', message: expect.stringMatching(/^1 of the 32 unlabelled pictures is missing since the run began \(.*png\)\. The run goes on with others in their places\.$/) },
    ]);
    expect(ofType(second, 'step').map(({ losses }) => losses)).toEqual(ofType(straight, 'step').slice(3).map(({ losses }) => losses));
  });

  it('stop the run with their share and examples, if they are half of all', async () => {
    const own = await tinyData();
    const bad = own.split.unlabelled.filter((_, index) => index % 2 === 0);
    for (const path of bad) await truncate(join(own.folder, path), 60);
    const run = await prepare('half', {}, { dataset: own.dataset, split: own.split });
    await expect(finish(run)).rejects.toThrow(/cannot be used .*max-bad allows 10\.0 %/);
    const end = readFileSync(join(run.folder, 'events.jsonl'), 'utf8').trim().split('\n').at(-1) ?? '';
    expect(JSON.parse(end)).toMatchObject({ type: 'run-end', outcome: 'failed' });
  });

  it('are left out of the validation set and reported once, also after a resume; above the share they stop the run', async () => {
    const own = await tinyData(tinyOptions({ val: '20' }), 40);
    const paths = own.split.val.map(({ path }) => path);
    // Of the same size: otherwise the run would not be resumed.
    await writeFile(join(own.folder, paths[0]), Buffer.alloc((await stat(join(own.folder, paths[0]))).size));
    const asked = { dataset: own.dataset, split: own.split };
    const words = { recipe: 'supervised', epochs: '3' };
    const first = await finishAt(2, (signal) => prepare('bad-val', words, { ...asked, signal }));
    expect(ofType(first, 'quarantine').map(({ path }) => path)).toEqual([paths[0]]);
    const file = join(runs, 'bad-val/quarantine.jsonl');
    const [line] = readFileSync(file, 'utf8').split('\n');
    // As after a crash in the middle of a line.
    await appendFile(file, line.slice(0, 9));
    const second = await finish(await resumeRun(join(runs, 'bad-val'), { engine, pool }));
    expect(ofType(second, 'quarantine')).toEqual([]);
    expect(readFileSync(file, 'utf8')).toBe(`${line}\n`);
    expect(ofType([...first, ...second], 'epoch').map(({ val }) => val.count)).toEqual([19, 19, 19]);
    for (const path of paths.slice(1, 4)) await rm(join(own.folder, path));
    await expect(finish(await prepare('worse-val', words, asked))).rejects.toThrow(/of 20 validation pictures cannot be read, more than the share of 0\.1 that --max-bad allows/);
  });

  it('have one line each, even if a run finds them again after a crash', async () => {
    const told: string[] = [];
    const path = join(runs, 'met-again.jsonl');
    for (const pictures of [['a', 'b'], ['b', 'c', 'c']]) {
      const quarantine = await openQuarantine(path, (body) => body.type === 'quarantine' && told.push(body.path), []);
      for (const name of pictures) quarantine.add({ path: name, reason: 'torn' });
      expect([...quarantine.paths].sort()).toEqual([...new Set(pictures)]);
      await quarantine.close();
    }
    expect(told).toEqual(['a', 'b', 'c']);
    expect(readFileSync(path, 'utf8').trim().split('\n').map((line) => JSON.parse(line).path)).toEqual(['a', 'b', 'c']);
  });
});

describe('numbers that are not finite', () => {
  const poison = (value = NaN) => {
    const [weight] = Object.values(tf.engine().state.registeredVariables).filter(({ trainable, rank }) => trainable && rank === 2);
    tf.tidy(() => weight.assign(tf.fill(weight.shape, value)));
  };

  it('stop the run with the step and the losses, and keep the last good checkpoint', async () => {
    const run = await prepare('nan', { 'checkpoint-minutes': '0' });
    const failure = finish(run, (event) => event.type === 'checkpoint' && event.step === 2 && poison());
    await expect(failure).rejects.toThrow(WorkFailed);
    await expect(failure).rejects.toThrow(/The loss is no longer a number at step 3: unlabelled NaN, generated NaN, labelled NaN, generator NaN\. Earlier checkpoints are kept/);
    expect(readFileSync(join(run.folder, 'events.jsonl'), 'utf8')).toContain('"resumable":false');
    expect(stateOf('nan', 'last')).toMatchObject({ step: 2 });
    const path = join(run.folder, 'checkpoints/last/classifier.safetensors');
    for (const { values } of readSafetensors(readFileSync(path), path).tensors.values()) expect(values.some(Number.isNaN)).toBe(false);
  });

  it('stop a run that has no checkpoint yet, which says so', async () => {
    const run = await prepare('nan-first');
    await expect(finish(run, (event) => event.type === 'step' && event.step === 1 && poison())).rejects.toThrow(/at step \d: .*\. The run has no earlier checkpoint\. A lower/);
  });

  it('replace no checkpoint, if only the validation loss is not finite', async () => {
    const run = await prepare('nan-validation', { recipe: 'supervised', epochs: '3', 'checkpoint-minutes': '0' });
    await expect(finish(run, (event) => event.type === 'step' && event.step === 3 && poison(3e38))).rejects.toThrow(
      /The loss is no longer a number at step 3: validation (NaN|-?Infinity)\. Earlier checkpoints are kept/,
    );
    expect(stateOf('nan-validation', 'last')).toMatchObject({ step: 2 });
  });

  it('are never written over good weights', async () => {
    const run = await prepare('nan-weights', { 'checkpoint-minutes': '0' });
    await expect(finish(run, (event) => event.type === 'step' && event.step === 3 && poison())).rejects.toThrow(
      /The weights are no longer numbers at step 3: fc\.weight in classifier\.safetensors\. Earlier checkpoints are kept/,
    );
    expect(stateOf('nan-weights', 'last')).toMatchObject({ step: 2 });
  });
});
