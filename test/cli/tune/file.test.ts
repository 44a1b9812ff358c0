import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { formatTuned, isTuned, findTuned } from '../../../src/cli/tune/file.js';
import { resolveOptions, type TrainOptions } from '../../../src/training/index.js';

const options = (more: Partial<TrainOptions> = {}): TrainOptions => ({ ...resolveOptions({ preset: 'tiny' }), ...more });
const best = { setting: { workers: 2, concurrency: 7, prefetch: 4 }, rate: 12.34, waiting: 0.01, seconds: 2 };
const diagnosis = { slowest: 'step', sentence: 'It is enough.', help: 'Nothing.' } as const;
const file = 'whisker.tuned.yaml';

let folder: string;
const before = process.cwd();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-tuned-'));
  process.chdir(folder);
  await writeFile(file, formatTuned('pictures', options(), best, diagnosis));
});
afterAll(async () => {
  process.chdir(before);
  await rm(folder, { recursive: true, force: true });
});

describe('the result of tune', () => {
  it('contains threads when they are worthwhile', () => {
    const threads = { 'engine-threads': 3, 'uv-threads': 12 };
    expect(formatTuned('pictures', options(), best, diagnosis)).not.toMatch(/-threads:/);
    const text = formatTuned('pictures', options(), { ...best, setting: { ...best.setting, ...threads } }, diagnosis);
    expect(parse(text)).toMatchObject({ ...best.setting, ...threads });
  });

  it('is a file of options, and found under its own conditions', async () => {
    expect(resolveOptions({ preset: 'tiny', file })).toMatchObject(best.setting);
    expect(await isTuned(file)).toBe(true);
    expect(await findTuned('pictures', options())).toBe(file);
    expect(await findTuned(join(folder, 'pictures'), options({ seed: 9, labels: 7, recipeOptions: { epochs: 3 } })), 'options without effect on the step or the decoding').toBe(file);
  });

  it.each<Partial<TrainOptions>>([
    { size: 64 }, { batch: 8 }, { decoder: 'sharp' }, { isolate: true }, { recipe: 'supervised' }, { model: 'resnet18' }, { width: 64 }, { 'generator-width': 64 }, { engine: 'wasm' },
  ])('is not found with other options: %o', async (more) => {
    expect(await findTuned('pictures', options(more))).toBeUndefined();
  });

  it('is not found for other pictures', async () => {
    expect(await findTuned('others', options())).toBeUndefined();
  });

  it('of an earlier version, with fewer conditions, is not used but may be overwritten', async () => {
    await writeFile('old.yaml', 'concurrency: 3\nabout:\n  tuned: { data: /pictures, size: 32, batch: 64, decoder: auto, cores: 2 }\n');
    expect(await isTuned('old.yaml')).toBe(true);
    await writeFile(file, `concurrency: 3\nabout:\n  tuned: { data: ${JSON.stringify(join(folder, 'pictures'))}, size: 32, batch: 64, decoder: auto, cores: ${availableParallelism()} }\n`);
    expect(await findTuned('pictures', options())).toBeUndefined();
    await writeFile('notes.yaml', 'mine: 1\n');
    expect([await isTuned('notes.yaml'), await isTuned('none.yaml')]).toEqual([false, undefined]);
  });
});
