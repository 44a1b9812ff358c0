import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  compareOptions, flag, helpOf, integer, nearest, presets, recipeNames, recipeOptions, resolveOptions, resolveTable, resolveWords, text, toYaml, trainOptions,
  WrongCommand, type OptionSpec,
} from '../../src/config/index.js';

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
  .constantFrom<[string, OptionSpec][]>(...Object.entries<OptionSpec>(trainOptions))
  .chain(([name, spec]) => fc.tuple(fc.constant(name), valueFor(spec)));
const asWord = (value: string | number | boolean): string | boolean => (typeof value === 'number' ? String(value) : value);
const inForce = (options: object, name: string): unknown => Reflect.get(options, name);

describe('every option of the table', () => {
  it('reads back from words and from the YAML written of it', async () => {
    await fc.assert(
      fc.asyncProperty(optionAndValue, async ([name, value]) => {
        const typed = resolveOptions({ words: { [name]: asWord(value) } });
        expect(inForce(typed, name)).toBe(value);
        const { perRecipe: _, ...options } = typed;
        const { perRecipe: __, ...read } = resolveOptions({ preset: 'tiny', file: await yaml(toYaml(options, ['a run'], { versions: { node: '20' } })) });
        expect(read).toEqual(options);
      }),
      { numRuns: 200 },
    );
  });

  it('has a line of help that shows its limits and its default', () => {
    const help = helpOf(trainOptions);
    expect(help.map((row) => row.name)).toEqual(Object.keys(trainOptions));
    expect(help.find((row) => row.name === 'size')).toEqual({ name: 'size', flags: '--size <number>', text: 'edge in pixels that pictures are resized to (8 to 1024; else 224)' });
    expect(help.find((row) => row.name === 'fake-class')?.text).not.toContain('(;');
    expect(help.find((row) => row.name === 'engine')?.text).toContain('auto, cpu, gpu, wasm; else auto');
  });

  it('refuses what is out of its limits, by name, with the value and the limits', () => {
    for (const [name, spec] of Object.entries<OptionSpec>(trainOptions)) {
      if (spec.kind !== 'integer' && spec.kind !== 'number') continue;
      for (const word of [String(spec.min - 1), String(spec.max + 1), 'many', '', '0x10', 'NaN', ' 9']) {
        const attempt = () => resolveOptions({ words: { [name]: word } });
        expect(attempt).toThrow(WrongCommand);
        expect(attempt).toThrow(`--${name} is ${word === '' ? '""' : word}, but it must be`);
        expect(attempt).toThrow(`from ${spec.min} to ${spec.max}`);
      }
    }
  });
});

describe('what wins', () => {
  it('is the command line, then the file, then the preset, then the default', async () => {
    const file = await yaml('size: 48\nbatch: 16\n');
    const options = resolveOptions({ preset: 'tiny', file, words: { batch: '8' } });
    expect(options).toMatchObject({ batch: 8, size: 48, model: 'convnet', 'max-bad': 0.1 });
  });

  it('takes the preset that the file names unless one is typed', async () => {
    const file = await yaml('preset: tiny\n');
    expect(resolveOptions({ file }).size).toBe(presets.tiny.size);
    expect(resolveOptions({ preset: 'small', file }).size).toBe(presets.small.size);
    expect(resolveOptions({}).size).toBe(presets.article.size);
  });

  it("takes a recipe's own value over the general one of the same source, and a typed one over a written one", async () => {
    const file = await yaml('epochs: 7\nsgan: {epochs: 3, learning-rate: 0.5}\n');
    const written = resolveOptions({ file });
    expect(written.perRecipe['sgan']).toMatchObject({ epochs: 3, 'learning-rate': 0.5, momentum: null });
    expect(written.perRecipe['supervised']).toMatchObject({ epochs: 7, 'learning-rate': null });
    expect(written.epochs).toBe(3);
    const typed = resolveOptions({ file, words: { epochs: '9', 'supervised.epochs': '2' } });
    expect(typed.perRecipe['sgan']).toMatchObject({ epochs: 9 });
    expect(typed.perRecipe['supervised']).toMatchObject({ epochs: 2 });
    expect(resolveOptions({ file, words: { recipe: 'supervised' } }).epochs).toBe(7);
  });

  it('every option of every recipe can be typed for it alone', () => {
    for (const recipe of recipeNames) {
      for (const [name, spec] of Object.entries<OptionSpec>(recipeOptions)) {
        const value = spec.kind === 'integer' || spec.kind === 'number' ? spec.max : 1;
        const { perRecipe } = resolveOptions({ words: { [`${recipe}.${name}`]: String(value) } });
        expect(Object.entries(perRecipe).map(([key, values]) => [key, inForce(values, name)])).toEqual(recipeNames.map((key) => [key, key === recipe ? value : null]));
      }
    }
  });

  it('passes over keys of other commands in a file', async () => {
    const file = await yaml('splits: 5\nrecipes: sgan\nlabels: 20\nabout: {node: v20}\n');
    expect(resolveOptions({ file }).labels).toBe(20);
    expect(resolveTable(compareOptions, { file })).toMatchObject({ splits: 5, recipes: 'sgan' });
  });
});

describe('what is wrong', () => {
  const cases: [what: string, text: string, sentence: RegExp][] = [
    ['an unknown key', 'epocs: 3\n', /\.yaml sets epocs, which is no option\. Did you mean epochs\?$/],
    ['an unknown key of a recipe', 'sgan: {epocs: 3}\n', /sets sgan\.epocs, which is no option\. Did you mean sgan\.epochs\?$/],
    ['a value out of range', 'sgan: {beta1: 3}\n', /^sgan\.beta1 in .*\.yaml is 3, but it must be a number from 0 to 0\.9999\.$/],
    ['a number as text', 'size: "64"\n', /^size in .* is 64, but it must be a whole number from 8 to 1024\.$/],
    ['a choice misspelt', 'model: resnet8\n', /but it must be resnet18 or convnet\. Did you mean resnet18\?$/],
    ['a colour that YAML takes for a comment', 'background: #ff0000\n', /^background in .* is null, but it must be a colour as #rrggbb\.$/],
    ['a list', '- size\n', /must be a mapping of option names to values/],
    ['a recipe that is no mapping', 'sgan: 3\n', /^sgan in .* must be a mapping/],
    ['no YAML', 'size: [1\n', /^The options in .*\.yaml cannot be read: /],
    ['a preset that does not exist', 'preset: smal\n', /^There is no preset smal; there are article, small, tiny\. Did you mean small\?$/],
    ['the same key twice', 'size: 8\nsize: 9\n', /cannot be read: Map keys must be unique/],
  ];
  it.each(cases)('in a file: %s', async (_what, text, sentence) => {
    const file = await yaml(text);
    const attempt = () => resolveOptions({ file });
    expect(attempt).toThrow(WrongCommand);
    expect(attempt).toThrow(sentence);
  });

  it('a file that does not exist', () => {
    expect(() => resolveOptions({ file: join(folder, 'none.yaml') })).toThrow(/none\.yaml cannot be read: ENOENT/);
  });

  it('a word for an option or a recipe that does not exist', () => {
    expect(() => resolveOptions({ words: { epocs: '3' } })).toThrow('There is no option --epocs. Did you mean --epochs?');
    expect(() => resolveOptions({ words: { 'sgn.epochs': '3' } })).toThrow('There is no option --sgn.epochs. Did you mean --sgan.epochs?');
    expect(() => resolveOptions({ words: { 'sgan.size': '3' } })).toThrow('There is no option --sgan.size.');
    expect(() => resolveOptions({ words: { constructor: '3' } })).toThrow('There is no option --constructor.');
  });

  it('names no neighbour where none is near', () => {
    expect(nearest('xyzzy', ['epochs', 'size'])).toBeUndefined();
    expect(nearest('sise', ['epochs', 'size'])).toBe('size');
    expect(nearest('x', [])).toBeUndefined();
  });
});

it('the YAML of the options explains itself', () => {
  const { perRecipe: _, ...options } = resolveOptions({ preset: 'tiny' });
  const text = toYaml({ ...options, perRecipe: { sgan: { epochs: 3, beta1: null } } }, ['one', 'two'], { seed: 'facts' });
  expect(text).toMatch(/^# one\n# two\n/);
  expect(text).toContain('size: 32 # edge in pixels that pictures are resized to (a whole number from 8 to 1024)');
  expect(text).toContain("epochs: null # passes over the unlabelled samples (supervised: steps) (a whole number from 1 to 1000000; null: the recipe's or the model's own)");
  expect(text).toContain('sgan:\n  epochs: 3\n');
  expect(text).not.toContain('beta1: null\nabout');
});

describe('options of one command alone', () => {
  const table = { out: text('demo', 'a folder'), count: integer(null, 2, 9, 'pictures'), digits: flag('digits') } as const;

  it('are what was typed, else their defaults', () => {
    expect(resolveWords(table, {})).toEqual({ out: 'demo', count: null, digits: false });
    expect(resolveWords(table, { out: 'x', count: '3', digits: true })).toEqual({ out: 'x', count: 3, digits: true });
  });

  it('have limits', () => {
    expect(() => resolveWords(table, { count: '1' })).toThrow('--count is 1, but it must be a whole number from 2 to 9.');
    expect(() => resolveWords(table, { out: '' })).toThrow('--out is "", but it must be a text.');
  });
});

describe('a number that may be left to whisker: --concurrency auto', () => {
  it('is a number or the word, from words and from a file, and goes back into one', async () => {
    expect(resolveOptions({ words: { concurrency: 'auto' } }).concurrency).toBe('auto');
    expect(resolveOptions({ words: { concurrency: '7' } }).concurrency).toBe(7);
    expect(resolveOptions({ file: await yaml('concurrency: auto\n'), words: {} }).concurrency).toBe('auto');
    expect(resolveOptions({ file: await yaml(toYaml({ concurrency: 'auto' })) }).concurrency).toBe('auto');
  });

  it('no other option takes the word', () => {
    expect(() => resolveOptions({ words: { prefetch: 'auto' } })).toThrow('--prefetch is auto, but it must be a whole number from 1 to 64.');
    expect(() => resolveOptions({ words: { concurrency: 'car' } })).toThrow(/^--concurrency is car, but it must be a whole number from 1 to \d+, or auto\.$/);
  });

  it('says so in the help', () => {
    expect(helpOf(trainOptions).find((row) => row.name === 'concurrency')?.text).toMatch(/\(1 to \d+ or auto; else auto\)$/);
  });
});

it('what was found out about the machine is stronger than a preset, and weaker than a file and words', async () => {
  const found = await yaml('concurrency: 9\nprefetch: 5\nworkers: 3\n');
  const file = await yaml('prefetch: 4\n');
  expect(resolveOptions({ preset: 'tiny', found, file, words: { workers: '2' } })).toMatchObject({ concurrency: 9, prefetch: 4, workers: 2, size: 32 });
  expect(resolveOptions({ found: await yaml('preset: tiny\n') }).size).toBe(presets.article.size);
});
