import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  compareOptions, flag, helpOf, helpOfRecipes, integer, presets, recipeOption, resolveComparison, resolveOptions, resolveTable, resolveWords, splitOptions, text, toYaml, trainOptions,
  WrongCommand, type OptionSources, type OptionSpec, type OptionValue,
} from '../../src/config/index.js';
import { recipes } from './recipes.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whisker-config-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function yaml(text: string): Promise<string> {
  const path = join(folder, `${Math.random()}.yaml`);
  await writeFile(path, text);
  return path;
}

const resolve = (sources: OptionSources) => resolveOptions({ ...sources, recipes });
const table = { ...recipeOption(recipes), ...trainOptions, ...recipes.tables['gan'] };
/** The options as `run.yaml` has them. */
const flat = (sources: OptionSources): Readonly<Record<string, OptionValue>> => {
  const { recipeOptions, ...options } = resolve(sources);
  return { ...options, ...recipeOptions };
};

/** Any value that an option may have. */
function valueFor(spec: OptionSpec): fc.Arbitrary<string | number | boolean> {
  switch (spec.kind) {
    case 'integer':
      return fc.integer({ min: spec.min, max: spec.max });
    case 'number':
      return fc.double({ min: spec.min, max: spec.max, noNaN: true }).map((value) => value + 0);
    case 'choice':
      return fc.constantFrom(...spec.choices);
    case 'flag':
      return fc.boolean();
    case 'text':
      return spec.pattern === undefined ? fc.string({ minLength: 1 }) : fc.stringMatching(spec.pattern.test);
  }
}
const optionAndValue = fc
  .constantFrom<[string, OptionSpec][]>(...Object.entries<OptionSpec>({ ...trainOptions, ...recipes.tables['gan'] }))
  .chain(([name, spec]) => fc.tuple(fc.constant(name), valueFor(spec)));
const asWord = (value: string | number | boolean): string | boolean => (typeof value === 'number' ? String(value) : value);

describe('every option of the tables', () => {
  it('reads back from words and from the YAML written of it', async () => {
    await fc.assert(
      fc.asyncProperty(optionAndValue, async ([name, value]) => {
        const typed = flat({ words: { [name]: asWord(value) } });
        expect(typed[name]).toBe(value);
        const file = await yaml(toYaml({ table, values: typed, comments: ['a run'], about: { versions: { node: '20' } } }));
        expect(flat({ preset: 'tiny', file })).toEqual(typed);
      }),
      { numRuns: 200 },
    );
  });

  it('has a line of help that shows its limits and its default', () => {
    const help = helpOf(trainOptions);
    expect(help.map((row) => row.name)).toEqual(Object.keys(trainOptions));
    expect(help.find((row) => row.name === 'size')).toEqual({ name: 'size', flags: '--size <number>', text: 'edge in pixels that pictures are resized to (8 to 1024; default: 224)' });
    expect(help.find((row) => row.name === 'isolate')?.text).not.toContain('(;');
    expect(help.find((row) => row.name === 'engine')?.text).toContain('auto, cpu, gpu, wasm; default: auto');
    expect(help.find((row) => row.name === 'width')?.text).toContain("default: the model's own");
  });

  it('of recipes shows the default of each recipe that has it', () => {
    const help = new Map(helpOfRecipes(recipes).map(({ name, text }) => [name, text]));
    expect(help.get('epochs')).toBe('passes (1 to 1000000; default: baseline 200, gan 100)');
    expect(help.get('momentum')).toBe("SGD's momentum (0 to 0.9999; default: baseline 0.9)");
    expect(help.get('ema')).toBe('decay (0 to 1; default: 0)');
    expect(help.get('fake-class')).toBe('one class more (gan only)');
  });

  it('refuses what is out of its limits, by name, with the value and the limits', () => {
    for (const [name, spec] of Object.entries<OptionSpec>(table)) {
      if (spec.kind !== 'integer' && spec.kind !== 'number') continue;
      for (const word of [String(spec.min - 1), String(spec.max + 1), 'many', '', '0x10', 'NaN', ' 9']) {
        const attempt = () => resolve({ words: { [name]: word } });
        expect(attempt).toThrow(WrongCommand);
        expect(attempt).toThrow(`--${name} is ${word === '' ? '""' : word}, but it must be`);
        expect(attempt).toThrow(`from ${spec.min} to ${spec.max}`);
      }
    }
  });
});

describe('the strongest source', () => {
  it('is the command line, then the file, then the preset, then the default', async () => {
    const file = await yaml('size: 48\nbatch: 16\n');
    expect(resolve({ preset: 'tiny', file, words: { batch: '8' } })).toMatchObject({ batch: 8, size: 48, model: 'convnet', 'max-bad': 0.1 });
  });

  it('takes the preset that the file names unless one is typed', async () => {
    const file = await yaml('preset: tiny\n');
    expect(resolve({ file }).size).toBe(presets.tiny.size);
    expect(resolve({ preset: 'small', file }).size).toBe(presets.small.size);
    expect(resolve({}).size).toBe(presets.article.size);
  });

  it("takes a recipe's own value over the general one of the same source, and a typed one over a written one", async () => {
    const file = await yaml('epochs: 7\ngan: {epochs: 3, learning-rate: 0.5}\n');
    const written = resolveComparison({ recipes, file }).perRecipe;
    expect(written['gan']).toEqual({ epochs: 3, 'learning-rate': 0.5, beta1: 0.5, ema: 0, 'fake-class': false });
    expect(written['baseline']).toEqual({ epochs: 7, 'learning-rate': 1e-3, momentum: 0.9, ema: 0 });
    expect(resolve({ file }).recipeOptions).toEqual(written['gan']);
    const typed = resolveComparison({ recipes, file, words: { epochs: '9', 'baseline.epochs': '2' } }).perRecipe;
    expect(typed['gan']).toMatchObject({ epochs: 9 });
    expect(typed['baseline']).toMatchObject({ epochs: 2 });
    expect(resolve({ file, words: { recipe: 'baseline' } }).recipeOptions['epochs']).toBe(7);
  });

  it('can set every option of every recipe for that recipe alone', () => {
    for (const [recipe, table] of Object.entries(recipes.tables)) {
      for (const [name, spec] of Object.entries<OptionSpec>(table)) {
        const value = spec.kind === 'integer' || spec.kind === 'number' ? spec.max : true;
        const { perRecipe } = resolveComparison({ recipes, words: { [`${recipe}.${name}`]: asWord(value) } });
        for (const [other, { [name]: row }] of Object.entries(recipes.tables)) expect(perRecipe[other][name]).toBe(other === recipe ? value : row?.default);
      }
    }
  });

  it('may be a file with keys of other commands', async () => {
    const file = await yaml('splits: 5\nrecipes: gan\nlabels: 20\nmomentum: 0.5\nabout: {node: v20}\n');
    expect(resolve({ file }).labels).toBe(20);
    expect(resolveComparison({ recipes, file })).toMatchObject({ splits: 5, recipes: 'gan' });
    expect(resolveTable(splitOptions, { recipes, file })).toMatchObject({ labels: 20, val: 1000, test: 1000, seed: 1 });
  });

  it('compares all recipes by default', () => {
    expect(resolveComparison({ recipes })).toMatchObject({ splits: 3, recipes: 'baseline,gan' });
    expect(Object.keys(compareOptions(recipes))).toEqual(['recipes', 'splits']);
  });
});

describe('errors', () => {
  const cases: [what: string, text: string, sentence: RegExp][] = [
    ['an unknown key', 'epocs: 3\n', /\.yaml sets epocs, which is not an option\. Did you mean epochs\?$/],
    ['an unknown key of a recipe', 'gan: {epocs: 3}\n', /sets gan\.epocs, which is not an option\. Did you mean gan\.epochs\?$/],
    ['a value out of range', 'gan: {beta1: 3}\n', /^gan\.beta1 in .*\.yaml is 3, but it must be a number from 0 to 0\.9999\.$/],
    ['a number as text', 'size: "64"\n', /^size in .* is 64, but it must be a whole number from 8 to 1024\.$/],
    ['a choice misspelt', 'model: resnet8\n', /but it must be resnet18, convnet or efficientnet-lite0\. Did you mean resnet18\?$/],
    ['a recipe misspelt', 'recipe: gna\n', /but it must be baseline or gan\. Did you mean gan\?$/],
    ['a colour that YAML takes for a comment', 'background: #ff0000\n', /^background in .* is null, but it must be a colour as #rrggbb\.$/],
    ['a list', '- size\n', /must be a mapping of option names to values/],
    ['a recipe that is no mapping', 'gan: 3\n', /^gan in .* must be a mapping/],
    ['no YAML', 'size: [1\n', /^The options in .*\.yaml cannot be read: /],
    ['a preset that does not exist', 'preset: smal\n', /^There is no preset smal; there are article, quick, finetune, small, tiny\. Did you mean small\?$/],
    ['the same key twice', 'size: 8\nsize: 9\n', /cannot be read: Map keys must be unique/],
  ];
  it.each(cases)('name in a file: %s', async (_what, text, sentence) => {
    const file = await yaml(text);
    const attempt = () => resolve({ file });
    expect(attempt).toThrow(WrongCommand);
    expect(attempt).toThrow(sentence);
  });

  it('name a file that does not exist', () => {
    expect(() => resolve({ file: join(folder, 'none.yaml') })).toThrow(/none\.yaml cannot be read: ENOENT/);
  });

  it('name an option or a recipe that does not exist', () => {
    expect(() => resolve({ words: { epocs: '3' } })).toThrow('There is no option --epocs. Did you mean --epochs?');
    expect(() => resolve({ words: { 'gna.epochs': '3' } })).toThrow('There is no option --gna.epochs. Did you mean --gan.epochs?');
    expect(() => resolve({ words: { 'gan.size': '3' } })).toThrow('There is no option --gan.size.');
    expect(() => resolve({ words: { 'gan.momentum': '0.5' } })).toThrow('There is no option --gan.momentum.');
    expect(() => resolve({ words: { constructor: '3' } })).toThrow('There is no option --constructor.');
  });

  it('suggest the option for a name of other tools, in words and in files', async () => {
    expect(() => resolve({ words: { lr: '0.1' } })).toThrow('There is no option --lr. Did you mean --learning-rate?');
    const file = await yaml('learning_rate: 0.1\n');
    expect(() => resolve({ file })).toThrow(/sets learning_rate, which is not an option\. Did you mean learning-rate\?$/);
  });
});

it('the YAML of options explains itself', () => {
  const file = toYaml({ table, values: flat({ preset: 'tiny' }), comments: ['one', 'two'], about: { seed: 'facts' } });
  expect(file).toMatch(/^# one\n# two\n/);
  expect(file).toContain('size: 32 # edge in pixels that pictures are resized to (a whole number from 8 to 1024)');
  expect(file).toContain("width: null # channels of the classifier's first layer (a whole number from 1 to 512; null: the model's own)");
  expect(file).toContain('epochs: 100 # passes (a whole number from 1 to 1000000)');
  expect(file).toContain('about:\n  seed: facts\n');
});

describe('options of one command alone', () => {
  const own = { out: text('demo', 'a folder'), count: integer(null, 2, 9, 'pictures'), digits: flag('digits') } as const;

  it('are what was typed, or else their defaults', () => {
    expect(resolveWords(own, {})).toEqual({ out: 'demo', count: null, digits: false });
    expect(resolveWords(own, { out: 'x', count: '3', digits: true })).toEqual({ out: 'x', count: 3, digits: true });
  });

  it('have limits', () => {
    expect(() => resolveWords(own, { count: '1' })).toThrow('--count is 1, but it must be a whole number from 2 to 9.');
    expect(() => resolveWords(own, { out: '' })).toThrow('--out is "", but it must be a text.');
  });
});

describe('a number that may be `auto`: --concurrency', () => {
  it('is a number or the word, from words and from a file, and goes back into one', async () => {
    expect(resolve({ words: { concurrency: 'auto' } }).concurrency).toBe('auto');
    expect(resolve({ words: { concurrency: '7' } }).concurrency).toBe(7);
    expect(resolve({ file: await yaml('concurrency: auto\n'), words: {} }).concurrency).toBe('auto');
    expect(resolve({ file: await yaml(toYaml({ table, values: { concurrency: 'auto' } })) }).concurrency).toBe('auto');
  });

  it('is the only option that takes the word', () => {
    expect(() => resolve({ words: { prefetch: 'auto' } })).toThrow('--prefetch is auto, but it must be a whole number from 1 to 64.');
    expect(() => resolve({ words: { concurrency: 'car' } })).toThrow(/^--concurrency is car, but it must be a whole number from 1 to \d+, or auto\.$/);
  });

  it('says so in the help', () => {
    expect(helpOf(trainOptions).find((row) => row.name === 'concurrency')?.text).toMatch(/\(1 to \d+ or auto; default: auto\)$/);
  });
});

it('what tune found is stronger than a preset, and weaker than a file and words', async () => {
  const found = await yaml('concurrency: 9\nprefetch: 5\nworkers: 3\n');
  const file = await yaml('prefetch: 4\n');
  expect(resolve({ preset: 'tiny', found, file, words: { workers: '2' } })).toMatchObject({ concurrency: 9, prefetch: 4, workers: 2, size: 32 });
  expect(resolve({ found: await yaml('preset: tiny\n') }).size).toBe(presets.article.size);
});
