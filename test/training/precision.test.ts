import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createEngine, loadBackend } from '../../src/engine/index.js';
import { estimateMemory, evaluate, resolveOptions, recipes, resumeRun } from '../../src/training/index.js';
import { checkpointBytes, finish, finishAt, ofType, openWorkshop } from './pictures.js';

const { engine, pool, runs, prepare } = await openWorkshop();
const half = createEngine(await loadBackend('cpu', { report: () => undefined }), 'fused', { precision: 'bf16', reason: 'a test' });
const recorded = (run: string): string | undefined => /^precision: (\w+)/m.exec(readFileSync(join(runs, run, 'run.yaml'), 'utf8'))?.[1];

it('auto becomes the precision of the engine, in the log and in run.yaml', async () => {
  const events = await finish(await prepare('auto', { precision: 'auto', epochs: '1' }));
  expect(ofType(events, 'log')).toContainEqual(expect.objectContaining({ level: 'info', message: 'precision float32: the engine was loaded with it' }));
  expect(recorded('auto')).toBe('f32');
});

it('refuses an engine of another precision, with nothing touched', async () => {
  await expect(prepare('other', { precision: 'bf16' })).rejects.toThrow('The options ask for precision bf16, but the engine computes in f32. Load the engine with precision bf16.');
  expect(() => recorded('other')).toThrow('ENOENT');
});

it('a run in bfloat16 learns, is resumed to the same weights, and is evaluated in bfloat16', async () => {
  const words = { precision: 'bf16', epochs: '2', batch: '16' };
  const events = await finish(await prepare('half', words, { engine: half, pool }));
  expect(events[0]).toMatchObject({ type: 'run-start', engine: expect.stringMatching(/, bfloat16$/) as string });
  const plain = await finish(await prepare('whole', { ...words, precision: 'f32' }, { engine }));
  const [first, exact] = [events, plain].map((each) => ofType(each, 'step').map(({ losses }) => losses));
  expect(first).toHaveLength(exact.length);
  for (const name of recipes.sgan.losses) {
    expect(first[0][name]).not.toBe(exact[0][name]);
    expect(Math.abs(first[0][name] - exact[0][name]) / exact[0][name], name).toBeLessThan(0.05);
  }
  expect(recorded('half')).toBe('bf16');

  await finishAt(3, (signal) => prepare('stopped', words, { engine: half, signal }));
  await finish(await resumeRun(join(runs, 'stopped'), { engine: half }));
  const last = (run: string) => checkpointBytes(join(runs, run, 'checkpoints', 'last'));
  expect(last('stopped')).toEqual(last('half'));
  const { accuracy, loss, count } = await evaluate({ run: join(runs, 'half'), engine: half });
  expect({ accuracy, loss, count }).toEqual(ofType(events, 'run-end')[0].test);
});

it('sgan learns in bfloat16 as well as float32 could: every picture of the test set', async () => {
  const events = await finish(await prepare('sgan', { model: 'resnet18', width: '8', recipe: 'sgan', epochs: '12', batch: '16', precision: 'bf16' }, { engine: half }));
  expect(ofType(events, 'run-end')[0].test).toMatchObject({ accuracy: 1, count: 12 });
});

it('activations in bfloat16 take half the memory', () => {
  const counts = { labelled: 100, unlabelled: 1000, val: 100, classes: 2 };
  const [f32, bf16] = ['f32', 'bf16'].map((precision) => {
    return estimateMemory(resolveOptions({ words: { precision } }), recipes['sgan'], counts);
  });
  expect(bf16.activations).toBe(f32.activations / 2);
  expect(bf16.weights).toBe(f32.weights);
});
