import { readFileSync } from 'node:fs';
import { reasonOf } from './errors.js';
import { layerOfFile, layerOfPreset, layerOfWords, type Layer } from './layer.js';
import { recipeNames, recipeOptions, trainOptions, type OptionSpec, type RecipeOptions, type TrainOptions, type ValuesOf } from './options.js';
import { valueOfWord, type OptionValue } from './values.js';
import { wrong } from './wrong.js';
import { yaml } from './yaml-package.js';

/** Where options come from, the weakest first: a preset, a YAML file, the command line. */
export interface OptionSources {
  /** Name of a preset; else the one that the file names; else `article`. */
  readonly preset?: string | undefined;
  /** Path of a YAML file that everything but the preset wins over: what was found out about the machine. */
  readonly found?: string | undefined;
  /** Path of a YAML file (`--config`). */
  readonly file?: string | undefined;
  /** Option name without dashes -> the word typed; true / false for a flag. `sgan.epochs` sets it for one recipe. */
  readonly words?: Readonly<Record<string, string | boolean>>;
}

/** Each recipe's own numbers, every source taken together; null where the recipe's default holds. */
export interface PerRecipe {
  readonly perRecipe: Readonly<Record<string, Partial<RecipeOptions>>>;
}

/**
 * Every training option with its value in force. The recipe options at the top are those of `recipe`; `compare` takes
 * each recipe's own from `perRecipe`.
 *
 * @throws WrongCommand with a sentence that names the option, the value, its limits, and the nearest name
 */
export function resolveOptions(sources: OptionSources): TrainOptions & PerRecipe {
  return resolveTable(trainOptions, sources);
}

/** The same for any table of options; keys of a file that the table lacks belong to other commands and are passed over. */
export function resolveTable<Table extends Readonly<Record<string, OptionSpec>>>(table: Table, sources: OptionSources): ValuesOf<Table> & PerRecipe {
  const file = sources.file === undefined ? undefined : readFile(sources.file);
  const layers: Layer[] = [layerOfPreset(sources.preset ?? file?.preset ?? 'article')];
  if (sources.found !== undefined) layers.push(readFile(sources.found));
  if (file !== undefined) layers.push(file);
  layers.push(layerOfWords(sources.words ?? {}));

  const general = inForce(table, layers.map((layer) => layer.values));
  const perRecipe = Object.fromEntries(recipeNames.map((recipe) => [recipe, inForce(recipeOptions, valuesFor(recipe, layers))]));
  const own = Object.hasOwn(table, 'recipe') ? perRecipe[String(general['recipe'])] : undefined;
  // Each value was checked against its row of the table, which is what ValuesOf says of it.
  return { ...general, ...own, perRecipe } as ValuesOf<Table> & PerRecipe;
}

/**
 * The options of one command alone, which no preset and no file sets: what was typed, else the default.
 * @throws WrongCommand that names the option, the value and its limits
 */
export function resolveWords<Table extends Readonly<Record<string, OptionSpec>>>(table: Table, words: Readonly<Record<string, string | boolean>>): ValuesOf<Table> {
  const typed = Object.entries<OptionSpec>(table).flatMap(([name, spec]) => {
    const word = words[name];
    return word === undefined ? [] : [[name, valueOfWord(name, spec, word)] as const];
  });
  // Each value was checked against its row of the table, which is what ValuesOf says of it.
  return inForce(table, [Object.fromEntries(typed)]) as ValuesOf<Table>;
}

/** What the layers set for one recipe, the weakest first. */
const valuesFor = (recipe: string, layers: readonly Layer[]): Readonly<Record<string, OptionValue>>[] =>
  layers.flatMap((layer) => [layer.values, layer.perRecipe[recipe] ?? {}]);

/** The last value set of each option of a table, or its default. */
function inForce(table: Readonly<Record<string, OptionSpec>>, layers: readonly Readonly<Record<string, OptionValue>>[]): Record<string, OptionValue> {
  const set: Readonly<Record<string, OptionValue>> = Object.assign({}, ...layers);
  return Object.fromEntries(Object.entries(table).map(([name, spec]) => [name, set[name] ?? spec.default]));
}

function readFile(path: string): ReturnType<typeof layerOfFile> {
  let content: unknown;
  try {
    content = yaml().parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw wrong.unreadable(path, reasonOf(error).replace(/:?\n[\s\S]*$/, ''));
  }
  return layerOfFile(content, path);
}
