import { optionsWithoutEffect, presetNames, resolveOptions, yaml, type OptionValue, type PresetName, type RecipeTables } from '../config/index.js';

const { parse } = yaml();

/** What `run.yaml` says: the options by name, and the facts under `about`. */
export interface RunRecord {
  readonly options: Readonly<Record<string, unknown>>;
  readonly about: Readonly<Record<string, unknown>>;
}

/** Reads the text of a `run.yaml`. Both parts are empty where there is none, or where it was edited into something else. */
export function readOptions(text: string | undefined): RunRecord {
  try {
    const { about, ...options } = asMapping(text === undefined ? {} : parse(text));
    return { options, about: asMapping(about) };
  } catch {
    // The log has the most important facts.
    return { options: {}, about: {} };
  }
}

const asMapping = (value: unknown): Readonly<Record<string, unknown>> => (typeof value === 'object' && value !== null ? { ...value } : {});

/** The preset that a run is nearest to, and the options in which it differs. */
export interface PresetDifferences {
  readonly preset: PresetName;
  readonly options: readonly { readonly name: string; readonly own: string; readonly preset: string }[];
}

/**
 * Finds the preset that has the most values of a run. Options without effect on the results, the seed, and those that the preset
 * leaves to be chosen do not count.
 * @returns undefined where the options are not those of a run of one of the recipes
 */
export function differencesFromPreset({ options }: RunRecord, recipes: RecipeTables): PresetDifferences | undefined {
  const recipe = options['recipe'];
  if (typeof recipe !== 'string' || !Object.hasOwn(recipes.tables, recipe)) return undefined;
  const all = presetNames.map((preset) => {
    const { recipeOptions, ...shared } = resolveOptions({ recipes, preset, words: { recipe } });
    const own = resolveOptions({ recipes, preset }).recipe;
    const values: Readonly<Record<string, OptionValue>> = { ...shared, ...recipeOptions, recipe: own };
    const differing = Object.entries(options).flatMap(([name, value]) => {
      const expected = values[name];
      const isOpen = name === 'seed' || optionsWithoutEffect.has(name) || expected === 'auto' || expected === undefined;
      return isOpen || expected === value ? [] : [{ name, own: textOf(value), preset: textOf(expected) }];
    });
    return { preset, options: differing };
  });
  return all.reduce((nearest, other) => (other.options.length < nearest.options.length ? other : nearest));
}

const textOf = (value: unknown): string => (value === null ? 'none' : String(value));
