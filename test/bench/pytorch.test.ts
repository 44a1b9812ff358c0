import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasProgram, trainInPytorch } from '../../bench/photographs/pytorch.js';
import { settings } from '../../bench/photographs/settings.js';
import { policies } from '../../src/pipeline/index.js';
import { resolveOptions } from '../../src/training/index.js';
import { openWorkshop } from '../training/pictures.js';

const { data, engine } = await openWorkshop();

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-bench-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Makes an executable that stands for Python, and returns its path. @param lines of a shell script; $2 is the request */
async function interpreter(...lines: readonly string[]): Promise<string> {
  const path = join(folder, 'python');
  await writeFile(path, ['#!/bin/sh', ...lines, ''].join('\n'));
  await chmod(path, 0o755);
  return path;
}

const train = (python: string) => {
  const options = resolveOptions({ preset: 'small', words: { recipe: 'sgan', view: 'crop' } });
  return trainInPytorch(python, { dataset: data.dataset, split: data.split, options, engine, seconds: 60, folder });
};

it('has a program for the rows of supervised and sgan, and of probe without self-training', () => {
  const names = settings.filter(({ preset, recipe, words }) => hasProgram(resolveOptions({ preset, words: { ...words, recipe } }))).map(({ name }) => name);
  expect(names).toEqual(['supervised', 'supervised with crop', 'sgan', 'sgan with crop', 'probe', 'probe at 128 px', 'probe at 160 px', 'probe at 224 px']);
  expect(hasProgram(resolveOptions({ preset: 'small', words: { recipe: 'sgan', policies: 'crop.flip=0' } }))).toBe(false);
});

describe.runIf(process.platform !== 'win32')('training in PyTorch', () => {
  it("gets the pictures, the numbers and the view's policy, but no class of an unlabelled picture, and gives a result of its seed", async () => {
    const python = await interpreter('cp "$2" "$(dirname "$0")/got.json"', `echo '{"val":0.75,"test":0.5,"epochs":4,"bestEpoch":3,"stopped":false,"seconds":9}'`);
    expect(await train(python)).toEqual({ seed: data.split.seed, val: 0.75, test: 0.5, epochs: 4, bestEpoch: 3, stopped: false, seconds: 9 });
    const got = JSON.parse(await readFile(join(folder, 'got.json'), 'utf8'));
    expect(got).toMatchObject({ classes: ['a', 'b'], policy: policies.crop, seconds: 60, options: { width: 16, recipeOptions: { 'learning-rate': 0.002 } } });
    expect(got.sets.labelled).toEqual({ paths: data.split.labelled.map(({ path }) => path), classes: data.split.labelled.map((sample) => sample.class) });
    expect(got.sets.unlabelled).toEqual({ paths: data.split.unlabelled, classes: [] });
  });

  it('fails with the last line that Python wrote', async () => {
    await expect(train(await interpreter('echo Traceback >&2', 'echo "ValueError: no pictures" >&2', 'exit 1'))).rejects.toThrow(/^ValueError: no pictures$/);
    await expect(train(join(folder, 'none'))).rejects.toThrow('ENOENT');
  });
});
