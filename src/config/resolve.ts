import { readFileSync } from 'node:fs';
import { errors } from './errors.js';
import { layerOfFile, layerOfPreset, layerOfWords, type Layer } from './layer.js';
import { trainOptions, type SharedOptions } from './options.js';
import { compareOptions, recipeOption, type RecipeTables, type RecipeValues } from './recipes.js';
import type { OptionTable, OptionValue, ValuesOf } from './spec.js';
import { valueOfWord } from './values.js';
import { reasonOf } from './whisker-error.js';
import { yaml } from './yaml-package.js';

/** Where options come from, the weakest source first: a preset, a YAML file, the command line. */
export interface OptionSources {
  /** Name of a preset. @default the one that the file names, or `article` */
  readonly preset?: string | undefined;
  /** Path of a YAML file that wins over the preset alone: what `tune` found for this machine. */
  readonly found?: string | undefined;
  /** Path of a YAML file (`--config`). */
  readonly file?: string | undefined;
  /** Option name without dashes -> the word typed, or true / false for a flag. `sgan.epochs` sets it for one recipe. */
  readonly words?: Readonly<Record<string, string | boolean>>;
}

/** The same, with the recipes that may be named. */
export type RecipeSources = OptionSources & { readonly recipes: RecipeTables };

/** Every option of a run with its value in force. */
export interface TrainOptions extends SharedOptions {
  readonly recipe: string;
  /** The values of the recipe's own options. */
  readonly recipeOptions: RecipeValues;
}

/** Every option of a comparison with its value in force. */
export interface ComparisonOptions {
  readonly options: TrainOptions;
  /** The values of each recipe's own options. */
  readonly perRecipe: Readonly<Record<string, RecipeValues>>;
  /** Names of recipes, separated by commas. */
  readonly recipes: string;
  readonly splits: number;
}

/**
 * Returns the options of a run.
 * @throws WrongCommand with the option, the value, its limits and the nearest name
 */
export function resolveOptions(sources: RecipeSources): TrainOptions {
  return optionsIn(layersOf(sources), sources.recipes);
}

/**
 * Returns the options of a comparison.
 * @throws WrongCommand with the option, the value, its limits and the nearest name
 */
export function resolveComparison(sources: RecipeSources): ComparisonOptions {
  const layers = layersOf(sources);
  const { tables } = sources.recipes;
  const perRecipe = Object.fromEntries(Object.keys(tables).map((recipe) => [recipe, ownValues(recipe, layers, sources.recipes)]));
  return { options: optionsIn(layers, sources.recipes), perRecipe, ...valuesIn(compareOptions(sources.recipes), layers.map(({ values }) => values)) };
}

/** Returns the values of one table. Keys of a file that the table lacks belong to other commands. */
export function resolveTable<Table extends OptionTable>(table: Table, sources: RecipeSources): ValuesOf<Table> {
  return valuesIn(table, layersOf(sources).map(({ values }) => values));
}

/** Returns the preset that the options name, and the values that a file or words set. An option of one recipe is `sgan.epochs`. */
export function askedOf({ recipes, preset, file: path, words = {} }: RecipeSources): { readonly preset: string | undefined; readonly asked: ReadonlyMap<string, OptionValue> } {
  const file = path === undefined ? undefined : readFile(path, recipes);
  const asked = new Map<string, OptionValue>();
  for (const { values, perRecipe } of [...(file === undefined ? [] : [file]), layerOfWords(words, recipes)]) {
    for (const [name, value] of Object.entries(values)) asked.set(name, value);
    for (const [recipe, own] of Object.entries(perRecipe)) for (const [name, value] of Object.entries(own)) asked.set(`${recipe}.${name}`, value);
  }
  return { preset: preset ?? file?.preset, asked };
}

/**
 * Returns the options of one command alone, which presets and files do not set: the word typed, or the default.
 * @throws WrongCommand with the option, the value and its limits
 */
export function resolveWords<Table extends OptionTable>(table: Table, words: Readonly<Record<string, string | boolean>>): ValuesOf<Table> {
  const typed = Object.entries(table).flatMap(([name, spec]) => {
    const word = words[name];
    return word === undefined ? [] : [[name, valueOfWord(name, spec, word)] as const];
  });
  return valuesIn(table, [Object.fromEntries(typed)]);
}

function layersOf({ recipes, preset, found, file: path, words = {} }: RecipeSources): readonly Layer[] {
  const file = path === undefined ? undefined : readFile(path, recipes);
  return [
    layerOfPreset(preset ?? file?.preset ?? 'article'),
    ...(found === undefined ? [] : [readFile(found, recipes)]),
    ...(file === undefined ? [] : [file]),
    layerOfWords(words, recipes),
  ];
}

function optionsIn(layers: readonly Layer[], recipes: RecipeTables): TrainOptions {
  const general = valuesIn({ ...trainOptions, ...recipeOption(recipes) }, layers.map(({ values }) => values));
  return { ...general, recipeOptions: ownValues(general.recipe, layers, recipes) };
}

/** Returns the values of a recipe's own options. Within a layer, the recipe's values win over the general ones. */
const ownValues = (recipe: string, layers: readonly Layer[], { tables }: RecipeTables): RecipeValues =>
  valuesIn(tables[recipe], layers.flatMap(({ values, perRecipe }) => [values, perRecipe[recipe] ?? {}]));

/** Returns the last value set of each option of a table, or its default. */
function valuesIn<Table extends OptionTable>(table: Table, layers: readonly Readonly<Record<string, OptionValue>>[]): ValuesOf<Table> {
  const set: Readonly<Record<string, OptionValue>> = Object.assign({}, ...layers);
  // Each value was checked against its row of the table, and that is what ValuesOf says of it.
  return Object.fromEntries(Object.entries(table).map(([name, spec]) => [name, set[name] ?? spec.default])) as ValuesOf<Table>;
}

function readFile(path: string, recipes: RecipeTables): ReturnType<typeof layerOfFile> {
  let content: unknown;
  try {
    content = yaml().parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw errors.unreadable(path, reasonOf(error).replace(/:?\n[\s\S]*$/, ''));
  }
  return layerOfFile(content, path, recipes);
}
