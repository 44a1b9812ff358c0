import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { formatTuned, isTuned, findTuned } from '../../src/cli/tune/file.js';
import { resolveOptions, type TrainOptions } from '../../src/training/index.js';
import { uvThreadsOf } from './built.js';

const options = (more: Partial<TrainOptions> = {}): TrainOptions => ({ ...resolveOptions({ preset: 'tiny' }), ...more });
const best = { setting: { workers: 2, concurrency: 7, prefetch: 4 }, rate: 12.34, waiting: 0.01, seconds: 2 };
const finding = { slowest: 'step', sentence: 'It is enough.', help: 'Nothing.' } as const;
const file = 'whisker.tuned.yaml';

let folder: string;
const before = process.cwd();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-tuned-'));
  process.chdir(folder);
  await writeFile(file, formatTuned('pictures', options(), best, finding));
});
afterAll(async () => {
  process.chdir(before);
  await rm(folder, { recursive: true, force: true });
});

describe('an answer of tune', () => {
  it('holds threads where they are worth it, for train to take', () => {
    const threads = { 'engine-threads': 3, 'uv-threads': 12 };
    expect(formatTuned('pictures', options(), best, finding)).not.toMatch(/-threads:/);
    const text = formatTuned('pictures', options(), { ...best, setting: { ...best.setting, ...threads } }, finding);
    expect(parse(text)).toMatchObject({ ...best.setting, ...threads });
    expect(uvThreadsOf(['train', 'pictures'], () => text)).toBe(12);
  });

  it('is a file of options, and found for what it was found for', async () => {
    expect(resolveOptions({ preset: 'tiny', file })).toMatchObject(best.setting);
    expect(await isTuned(file)).toBe(true);
    expect(await findTuned('pictures', options())).toBe(file);
    expect(await findTuned(join(folder, 'pictures'), options({ seed: 9, labels: 7, recipeOptions: { epochs: 3 } })), 'what changes no step, or comes with the run').toBe(file);
  });

  it.each<Partial<TrainOptions>>([
    { size: 64 }, { batch: 8 }, { decoder: 'sharp' }, { isolate: true }, { recipe: 'supervised' }, { model: 'resnet18' }, { width: 64 }, { 'generator-width': 64 }, { engine: 'wasm' },
  ])('holds for nothing else: not with %o', async (more) => {
    expect(await findTuned('pictures', options(more))).toBeUndefined();
  });

  it('nor for other pictures', async () => {
    expect(await findTuned('others', options())).toBeUndefined();
  });

  it('of an earlier version, which says less of what it was found for, is not taken; but it may be written over', async () => {
    await writeFile('old.yaml', 'concurrency: 3\nabout:\n  tuned: { data: /pictures, size: 32, batch: 64, decoder: auto, cores: 2 }\n');
    expect(await isTuned('old.yaml')).toBe(true);
    await writeFile(file, `concurrency: 3\nabout:\n  tuned: { data: ${JSON.stringify(join(folder, 'pictures'))}, size: 32, batch: 64, decoder: auto, cores: ${availableParallelism()} }\n`);
    expect(await findTuned('pictures', options())).toBeUndefined();
    await writeFile('notes.yaml', 'mine: 1\n');
    expect([await isTuned('notes.yaml'), await isTuned('none.yaml')]).toEqual([false, undefined]);
  });
});
