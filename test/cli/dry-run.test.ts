import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDryRun } from '../../src/cli/dry-run.js';
import { estimateMemory, recipeOf, resolveOptions, type RunTime } from '../../src/training/index.js';
import { writePictures } from '../training/pictures.js';
import { here } from './here.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-dry-'));
  await writePictures(join(folder, 'pictures'), 20);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const train = (...words: string[]) =>
  here(['train', join(folder, 'pictures'), '--preset', 'tiny', '--recipe', 'sgan', '--labels', '6', '--val', '8', '--test', '8', '--batch', '8', '--out', join(folder, 'run'), ...words]);

it('train --dry-run prints networks, steps and memory by purpose, and makes nothing', async () => {
  const { code, out } = await train('--dry-run');
  expect(code).toBe(0);
  expect(out).toContain('0.14 million parameters');
  expect(out.replaceAll(/\s+/g, ' ')).toMatch(/sgan 30 epochs of 2 steps Node, TensorFlow, decode threads \d+ MB .* total, at most about \d+ MB This machine has [\d.]+ GB, [\d.]+ GB of it free: the run fits\./);
  expect(out.replaceAll(/\s+/g, ' ')).toMatch(
    /a step [\d.]+ s \([\d.]+ s to [\d.]+ s in \d+ steps\) validation [\d.,]+ pictures\/s \([\d.,]+ to [\d.,]+ in \d batch(es)?\) an epoch about [\w ]+, with its validation the run about [\w ]+, with the test $/,
  );
  expect(existsSync(join(folder, 'run'))).toBe(false);
});

it('it prints JSON too, whose parts add up to the total, with the memory of the precision that `auto` becomes', async () => {
  const { out, err } = await train('--dry-run', '--json', '--precision', 'auto');
  const [, name] = /^precision (float32|bfloat16): /m.exec(err) ?? [];
  const { memory, time, ...rest } = JSON.parse(out) as { memory: Record<string, number>; time: RunTime };
  expect(rest).toMatchObject({ recipe: 'sgan', epochs: 30, stepsPerEpoch: 2, fits: true, warnings: [] });
  const { total, ...parts } = memory;
  expect(total).toBe(Object.values(parts).reduce((sum, part) => sum + part, 0));
  const options = resolveOptions({ preset: 'tiny', words: { recipe: 'sgan', batch: '8', precision: name === 'float32' ? 'f32' : 'bf16' } });
  expect(memory.activations).toBe(estimateMemory(options, recipeOf(options), { labelled: 6, unlabelled: 18, val: 8, classes: 2 }).activations);
  const { step, picture, features, epochSeconds, runSeconds } = time;
  expect(step?.measured).toBeGreaterThanOrEqual(2);
  expect(step?.lowest).toBeLessThanOrEqual(step?.median ?? 0);
  expect(features).toBe(0);
  expect(epochSeconds).toBeCloseTo(2 * (step?.median ?? 0) + 8 * picture.median, 9);
  expect(runSeconds).toBeCloseTo(30 * (epochSeconds ?? 0) + 8 * picture.median, 9);
});

it('the time of a probe is that of its features and its test', async () => {
  const { code, out } = await train('--recipe', 'probe', '--dry-run', '--json');
  const { time: { step, picture, features, epochSeconds, runSeconds } } = JSON.parse(out) as { time: RunTime };
  expect({ code, step, features, epochSeconds }).toEqual({ code: 0, step: null, features: 6 + 8, epochSeconds: null });
  expect(runSeconds).toBeCloseTo((6 + 8 + 8) * picture.median, 9);
});

it('the time is unknown where the engine is not installed', () => {
  const found = { recipe: 'probe', epochs: 1, stepsPerEpoch: 1, parameters: { classifier: 1, generator: 0 }, memory: { process: 0, weights: 0, activations: 0, pictures: 0, features: 0, total: 0 }, machine: { total: 1, free: 1 }, warnings: [], fits: true };
  const lines = describeDryRun(found, { kind: 'impossible', device: 'gpu', why: 'no device' }, null);
  expect(lines.at(-1)).toBe('  Time: unknown until the engine is installed (`whisker setup`).');
});

it('refuses what a run would refuse, with the numbers', async () => {
  const { code, err } = await train('--dry-run', '--width', '512', '--batch', '4096', '--size', '224', '--model', 'resnet18', '--generator-width', '512');
  expect(code).toBe(2);
  expect(err).toMatch(/The run needs about [\d.]+ GB of memory \(activations [\d.]+ GB, .*\), and this machine has/);
  expect((await here(['train', '--resume', folder, '--dry-run'])).code).toBe(2);
});

it('chooses a preset by the device where none is named, and says which and why before the start', async () => {
  const undecided = (...words: string[]) => here(['train', join(folder, 'pictures'), '--labels', '6', '--val', '8', '--test', '8', '--dry-run', ...words],
    // Without an engine, no step is measured.
    { env: { WHISKER_CACHE: join(folder, 'no-engine') } });
  const onCpu = await undecided('--engine', 'cpu');
  expect(onCpu.err).toBe('preset quick (probe, efficientnet-lite0 at 256 px), because the run computes on the CPU; --preset article, finetune, small or tiny for another\n');
  expect(onCpu.out).toMatch(/probe +1 epochs of 1 steps/);
  const onGpu = await undecided('--engine', 'gpu', '--json');
  expect(onGpu.err).toBe('preset article (sgan, resnet18 at 224 px), because the run computes on a GPU; --preset quick, finetune, small or tiny for another\n');
  expect(JSON.parse(onGpu.out)).toMatchObject({ recipe: 'sgan', epochs: 100 });
  expect((await undecided('--engine', 'cpu', '--recipe', 'sgan', '--quiet')).err).toBe('');
});
