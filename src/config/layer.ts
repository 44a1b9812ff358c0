import { allOptions, presets, recipeNames, recipeOptions, type OptionSpec, type PresetName } from './options.js';
import { valueOfKey, valueOfWord, type OptionValue } from './values.js';
import { wrong } from './wrong.js';

type Values = Readonly<Record<string, OptionValue>>;
type Table = Readonly<Record<string, OptionSpec>>;

/** What one source of options sets: a preset, a file or the command line. A later layer wins over an earlier one. */
export interface Layer {
  readonly values: Values;
  /** Values for one recipe alone; within a layer they win over `values`. */
  readonly perRecipe: Readonly<Record<string, Values>>;
}

/** Keys of a file that are no options: which preset it starts from, and facts that `run.yaml` keeps for people. */
const PRESET_KEY = 'preset';
const ABOUT_KEY = 'about';

/**
 * A preset by its name.
 * @throws WrongCommand naming the presets there are
 */
export function layerOfPreset(name: string): Layer {
  if (!isPreset(name)) throw wrong.preset(name, Object.keys(presets));
  const where = `preset ${name}`;
  return layerOf(presets[name], (key, spec, value) => valueOfKey(key, spec, value, where), (key, names) => wrong.key(key, where, names));
}

/**
 * What a parsed YAML file sets. A key of another command is taken too, so that one file serves `split`, `train` and
 * `compare`.
 * @throws WrongCommand naming the key and the nearest one, or the value and its limits
 */
export function layerOfFile(content: unknown, file: string): Layer & { readonly preset: string | undefined } {
  if (content === null || content === undefined) return { values: {}, perRecipe: {}, preset: undefined };
  if (!isMapping(content)) throw wrong.notAMapping(file, 'What is written');
  const { [PRESET_KEY]: preset, [ABOUT_KEY]: _about, ...rest } = content;
  if (preset !== undefined && typeof preset !== 'string') throw wrong.preset(JSON.stringify(preset), Object.keys(presets));
  const layer = layerOf(rest, (key, spec, value) => valueOfKey(key, spec, value, file), (key, names) => wrong.key(key, file, names), file);
  return { ...layer, preset };
}

/**
 * What the words of a command line set: option name (`size`, `sgan.epochs`) -> word, or true / false for a flag.
 * @throws WrongCommand naming the option and the nearest one, or the word and its limits
 */
export function layerOfWords(words: Readonly<Record<string, string | boolean>>): Layer {
  const nested: Record<string, unknown> = {};
  for (const [name, word] of Object.entries(words)) {
    const [recipe = '', option] = name.split('.', 2);
    if (option === undefined) nested[name] = word;
    else if (isRecipe(recipe)) nested[recipe] = { ...asMapping(nested[recipe]), [option]: word };
    else throw wrong.option(name, recipeNames.map((known) => `${known}.${option}`));
  }
  return layerOf(nested, (key, spec, word) => valueOfWord(key, spec, typeof word === 'boolean' ? word : String(word)), wrong.option);
}

/** Reads a mapping of names to values, one level of recipes within it. */
function layerOf(
  mapping: Readonly<Record<string, unknown>>,
  read: (key: string, spec: OptionSpec, value: unknown) => OptionValue,
  unknown: (key: string, names: readonly string[]) => Error,
  file = '',
): Layer {
  const values: Record<string, OptionValue> = {};
  const perRecipe: Record<string, Values> = {};
  for (const [key, value] of Object.entries(mapping)) {
    if (isRecipe(key)) {
      if (!isMapping(value)) throw wrong.notAMapping(file, key);
      perRecipe[key] = readAll(value, recipeOptions, (name, spec, inner) => read(`${key}.${name}`, spec, inner), (name) =>
        unknown(`${key}.${name}`, Object.keys(recipeOptions).map((known) => `${key}.${known}`)));
    } else {
      Object.assign(values, readAll({ [key]: value }, allOptions, read, (name) => unknown(name, [...Object.keys(allOptions), PRESET_KEY, ...recipeNames])));
    }
  }
  return { values, perRecipe };
}

function readAll(
  mapping: Readonly<Record<string, unknown>>,
  table: Table,
  read: (key: string, spec: OptionSpec, value: unknown) => OptionValue,
  unknown: (key: string) => Error,
): Values {
  return Object.fromEntries(
    Object.entries(mapping).map(([key, value]) => {
      const spec = Object.hasOwn(table, key) ? table[key] : undefined;
      if (spec === undefined) throw unknown(key);
      return [key, read(key, spec, value)];
    }),
  );
}

const isPreset = (name: string): name is PresetName => Object.hasOwn(presets, name);
const isRecipe = (name: string): boolean => recipeNames.some((known) => known === name);
const isMapping = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const asMapping = (value: unknown): Record<string, unknown> => (isMapping(value) ? value : {});
