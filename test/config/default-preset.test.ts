import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { choosePreset, presetNames, recipeOption, toYaml, trainOptions, type OptionSources } from '../../src/config/index.js';
import { recipes, recipeTables, resolveComparison, resolveOptions } from '../../src/training/index.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-preset-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Words = NonNullable<OptionSources['words']>;
const forRun = { recipeOption: 'recipe', resolve: resolveOptions, learnsFromBatches: false } as const;
const forTune = { ...forRun, learnsFromBatches: true } as const;
const forComparison = { recipeOption: 'recipes', resolve: resolveComparison, learnsFromBatches: true } as const;
const choose = (device: 'cpu' | 'gpu', sources: OptionSources, command: typeof forRun | typeof forTune | typeof forComparison = forRun) =>
  choosePreset({ ...sources, recipes: recipeTables() }, { ...command, deviceOf: (engine) => Promise.resolve(engine === 'auto' ? device : engine === 'gpu' ? 'gpu' : 'cpu') });
const presetOf = async (...asked: Parameters<typeof choose>) => (await choose(...asked))?.preset;

describe('the preset of a run that names none', () => {
  it('is quick on the CPU and article on a GPU', async () => {
    expect(await choose('cpu', {})).toEqual({ preset: 'quick', reason: 'the run computes on the CPU' });
    expect(await choose('gpu', {})).toEqual({ preset: 'article', reason: 'the run computes on a GPU' });
  });

  it('is finetune where pretrained weights go on with its recipe, and says why', async () => {
    expect(await choose('cpu', { words: { model: 'efficientnet-lite0', recipe: 'fixmatch' } })).toEqual({
      preset: 'finetune', reason: 'efficientnet-lite0 has pretrained weights, and --recipe fixmatch trains on from them',
    });
  });

  it('follows --engine', async () => {
    expect(await presetOf('gpu', { words: { engine: 'cpu' } })).toBe('quick');
    expect(await presetOf('gpu', { words: { engine: 'wasm' } })).toBe('quick');
    expect(await presetOf('cpu', { words: { engine: 'gpu' } })).toBe('article');
  });

  it.each<[words: Words, cpu: string, gpu: string]>([
    [{ size: '128', labels: '50' }, 'quick', 'article'],
    [{ recipe: 'sgan' }, 'small', 'article'],
    [{ recipe: 'supervised', size: '32' }, 'small', 'article'],
    [{ model: 'resnet18' }, 'small', 'article'],
    [{ 'learning-rate': '0.1' }, 'small', 'article'],
    [{ 'sgan.epochs': '3' }, 'small', 'article'],
    [{ 'probe.epochs': '3', 'self-training': true }, 'quick', 'article'],
    [{ recipe: 'probe' }, 'quick', 'quick'],
    [{ model: 'efficientnet-lite0', recipe: 'fixmatch' }, 'finetune', 'finetune'],
    [{ model: 'efficientnet-lite0', recipe: 'supervised' }, 'quick', 'quick'],
    [{ model: 'efficientnet-lite0', recipe: 'fixmatch', weights: 'none' }, 'small', 'article'],
    [{ model: 'efficientnet-lite0', weights: 'none' }, 'small', 'article'],
    [{ model: 'resnet18', weights: 'resnet18.safetensors' }, 'quick', 'quick'],
  ])('with %j is %s on the CPU and %s on a GPU', async (words, cpu, gpu) => {
    expect([await presetOf('cpu', { words }), await presetOf('gpu', { words })]).toEqual([cpu, gpu]);
  });

  it('takes the options of a file for those that are typed', async () => {
    const file = join(folder, 'recipe.yaml');
    await writeFile(file, 'recipe: fixmatch\n');
    expect(await choose('cpu', { file })).toEqual({ preset: 'small', reason: 'the run computes on the CPU, and --recipe fixmatch is for random weights' });
  });

  it('is small for a comparison and for tune on the CPU, which are about networks that learn from batches', async () => {
    expect([await presetOf('cpu', {}, forComparison), await presetOf('gpu', {}, forComparison)]).toEqual(['small', 'article']);
    expect(await presetOf('cpu', { words: { recipes: 'probe' } }, forComparison)).toBe('quick');
    expect(await presetOf('cpu', { words: { recipes: 'probe,sgan' } }, forComparison)).toBe('small');
    expect([await presetOf('cpu', {}, forTune), await presetOf('gpu', {}, forTune)]).toEqual(['small', 'article']);
  });

  it('is not chosen where one is named, in words or in a file', async () => {
    const file = join(folder, 'named.yaml');
    await writeFile(file, 'preset: tiny\n');
    expect(await choose('cpu', { preset: 'article' })).toBeNull();
    expect(await choose('cpu', { file })).toBeNull();
  });
});

it.each(presetNames.flatMap((preset) => Object.keys(recipes).map((recipe) => [preset, recipe] as const)))('preset %s with recipe %s has values that its run.yaml repeats on any device', async (preset, recipe) => {
  const options = resolveOptions({ preset, words: { recipe } });
  const file = join(folder, `${preset}-${recipe}.yaml`);
  const { recipeOptions, ...shared } = options;
  await writeFile(file, toYaml({ table: { ...recipeOption(recipeTables()), ...recipes[recipe].options, ...trainOptions }, values: { ...shared, ...recipeOptions } }));
  // Reading the file checks every value against its limits.
  for (const other of presetNames) expect(resolveOptions({ file, preset: other })).toEqual(options);
  expect([await choose('cpu', { file }), await choose('gpu', { file })]).toEqual([null, null]);
});

it('finetune starts from pretrained weights, with a small learning rate and frozen norms', () => {
  const options = resolveOptions({ preset: 'finetune' });
  expect(options).toMatchObject({ recipe: 'fixmatch', model: 'efficientnet-lite0', weights: null, head: 'probe', size: 128, batch: 32, freeze: 'norms,6', precision: 'auto', cache: 'ram' });
  expect(options.recipeOptions).toMatchObject({ 'labelled-batch': 16, 'learning-rate': 0.0005, ema: 0.99, epochs: 1, schedule: 'cosine' });
});

it('small and tiny augment photographs and lower the rate; article stays the article', () => {
  const own = (preset: string, recipe: string) => resolveOptions({ preset, words: { recipe } }).recipeOptions;
  for (const preset of ['small', 'tiny']) for (const recipe of ['supervised', 'sgan']) expect(own(preset, recipe)).toMatchObject({ view: 'crop', schedule: 'cosine', ema: 0.99 });
  expect(own('article', 'sgan')).toMatchObject({ view: 'none', schedule: 'constant', ema: 0, epochs: 100, 'learning-rate': 2e-3, beta1: 0.5, beta2: 0.999, 'running-statistics': 'all' });
  expect(own('article', 'supervised')).toMatchObject({ view: 'none', schedule: 'constant', ema: 0, epochs: 200, 'learning-rate': 1e-3, momentum: 0.9, 'weight-decay': 1e-4, 'decayed-parameters': 'all' });
});
