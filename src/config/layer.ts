import { errors } from './errors.js';
import { presetNames, presets, trainOptions, type PresetName } from './options.js';
import { compareOptions, recipeNames, optionsOfAny, recipeOption, type RecipeTables } from './recipes.js';
import type { OptionSpec, OptionTable, OptionValue } from './spec.js';
import { valueOfKey, valueOfWord } from './values.js';

type Values = Readonly<Record<string, OptionValue>>;

/** What one source of options sets: a preset, a file or the command line. A later layer wins over an earlier one. */
export interface Layer {
  readonly values: Values;
  /** Values for one recipe only. They win over `values` of the same layer. */
  readonly perRecipe: Readonly<Record<string, Values>>;
}

/** Keys of a file that are not options: the preset it starts from, and the facts that `run.yaml` keeps for people. */
const PRESET_KEY = 'preset';
const ABOUT_KEY = 'about';

/** Returns every option that a file may set, whichever command reads it. */
const generalOptions = (recipes: RecipeTables): OptionTable => ({ ...recipeOption(recipes), ...trainOptions, ...compareOptions(recipes), ...optionsOfAny(recipes) });

/**
 * Returns a preset by its name.
 * @throws WrongCommand with the names of all presets
 */
export function layerOfPreset(name: string): Layer {
  if (!isPreset(name)) throw errors.preset(name, presetNames);
  const values: Record<string, OptionValue> = {};
  const perRecipe: Record<string, Values> = {};
  for (const [key, value] of Object.entries<OptionValue | Values>(presets[name])) {
    if (isMapping(value)) perRecipe[key] = value;
    else values[key] = value;
  }
  return { values, perRecipe };
}

/**
 * Reads a parsed YAML file. It may hold keys of other commands, so that one file serves `split`, `train` and `compare`.
 * @throws WrongCommand with the key and the nearest one, or with the value and its limits
 */
export function layerOfFile(content: unknown, file: string, recipes: RecipeTables): Layer & { readonly preset: string | undefined } {
  if (content === null || content === undefined) return { values: {}, perRecipe: {}, preset: undefined };
  if (!isMapping(content)) throw errors.notAMapping(file, 'The text');
  const { [PRESET_KEY]: preset, [ABOUT_KEY]: _about, ...rest } = content;
  if (preset !== undefined && typeof preset !== 'string') throw errors.preset(JSON.stringify(preset), presetNames);
  const layer = layerOf(rest, recipes, {
    value: (key, spec, value) => valueOfKey(key, spec, value, file),
    unknown: (key, names) => errors.unknownKey(key, file, names),
    notAMapping: (key) => errors.notAMapping(file, key),
  });
  return { ...layer, preset };
}

/**
 * Reads the options of a command line: option name (`size`, `sgan.epochs`) -> word, or true / false for a flag.
 * @throws WrongCommand with the option and the nearest one, or with the word and its limits
 */
export function layerOfWords(words: Readonly<Record<string, string | boolean>>, recipes: RecipeTables): Layer {
  const nested: Record<string, unknown> = {};
  for (const [name, word] of Object.entries(words)) {
    const [recipe = '', option] = name.split('.', 2);
    if (option === undefined) nested[name] = word;
    else if (Object.hasOwn(recipes.tables, recipe)) nested[recipe] = { ...asMapping(nested[recipe]), [option]: word };
    else throw errors.unknownOption(name, recipeNames(recipes).map((known) => `${known}.${option}`));
  }
  return layerOf(nested, recipes, {
    value: (key, spec, word) => valueOfWord(key, spec, typeof word === 'boolean' ? word : String(word)),
    unknown: (key, names) => errors.unknownOption(key, names),
    notAMapping: (key) => errors.unknownOption(key, []),
  });
}

/** How a source reads a value, and its errors. */
interface Reader {
  readonly value: (key: string, spec: OptionSpec, value: unknown) => OptionValue;
  readonly unknown: (key: string, names: readonly string[]) => Error;
  readonly notAMapping: (key: string) => Error;
}

/** Reads a mapping of names to values. A recipe's name leads to a mapping of its own options. */
function layerOf(mapping: Readonly<Record<string, unknown>>, recipes: RecipeTables, read: Reader): Layer {
  const general = generalOptions(recipes);
  const values: Record<string, OptionValue> = {};
  const perRecipe: Record<string, Values> = {};
  for (const [key, value] of Object.entries(mapping)) {
    if (Object.hasOwn(recipes.tables, key)) {
      if (!isMapping(value)) throw read.notAMapping(key);
      perRecipe[key] = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, valueIn(recipes.tables[key], name, inner, read, `${key}.`, [])]));
    } else {
      values[key] = valueIn(general, key, value, read, '', [PRESET_KEY, ...recipeNames(recipes)]);
    }
  }
  return { values, perRecipe };
}

function valueIn(table: OptionTable, name: string, value: unknown, read: Reader, prefix: string, otherNames: readonly string[]): OptionValue {
  if (!Object.hasOwn(table, name)) throw read.unknown(`${prefix}${name}`, [...Object.keys(table).map((known) => `${prefix}${known}`), ...otherNames]);
  return read.value(`${prefix}${name}`, table[name], value);
}

const isPreset = (name: string): name is PresetName => Object.hasOwn(presets, name);
const isMapping = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const asMapping = (value: unknown): Record<string, unknown> => (isMapping(value) ? value : {});
