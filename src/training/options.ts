import { checkFields, resolveComparison as resolveComparisonOf, resolveOptions as resolveOptionsOf, type ComparisonOptions, type OptionSources, type TrainOptions } from '../config/index.js';
import { parsePolicies } from '../pipeline/index.js';
import { recipeTables } from './recipes/tables.js';
import type { Recipe } from './recipes/recipe.js';

/** Where a run's options come from. */
export interface RunOptionSources extends OptionSources {
  /** A recipe of your own: the recipe of the options that name none. */
  readonly recipe?: Recipe;
}

const sourceNames = { preset: true, found: true, file: true, words: true } as const;

/**
 * Returns the options of a run.
 * @throws WrongCommand with the option, the value, its limits and the nearest name; or with a number of a view that is out of range
 */
export function resolveOptions(asked: RunOptionSources = {}): TrainOptions {
  checkFields('resolveOptions', asked, { ...sourceNames, recipe: true });
  const { recipe, ...sources } = asked;
  const options = resolveOptionsOf({ ...sources, recipes: recipeTables(recipe) });
  parsePolicies(options.policies, options.size);
  return options;
}

/**
 * Returns the options of a comparison.
 * @throws WrongCommand with the option, the value, its limits and the nearest name
 */
export function resolveComparison(sources: OptionSources = {}): ComparisonOptions {
  checkFields('resolveComparison', sources, sourceNames);
  return resolveComparisonOf({ ...sources, recipes: recipeTables() });
}
