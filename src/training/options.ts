import { resolveComparison as resolveComparisonOf, resolveOptions as resolveOptionsOf, type ComparisonOptions, type OptionSources, type TrainOptions } from '../config/index.js';
import { recipeTables } from './recipes/index.js';
import type { Recipe } from './recipes/recipe.js';

/** Where a run's options come from. */
export interface RunOptionSources extends Omit<OptionSources, 'recipes'> {
  /** A recipe of your own: the recipe of the options that name none. */
  readonly recipe?: Recipe;
}

/**
 * Returns the options of a run.
 * @throws WrongCommand with the option, the value, its limits and the nearest name
 */
export const resolveOptions = ({ recipe, ...sources }: RunOptionSources = {}): TrainOptions => resolveOptionsOf({ ...sources, recipes: recipeTables(recipe) });

/**
 * Returns the options of a comparison.
 * @throws WrongCommand with the option, the value, its limits and the nearest name
 */
export const resolveComparison = (sources: Omit<OptionSources, 'recipes'> = {}): ComparisonOptions => resolveComparisonOf({ ...sources, recipes: recipeTables() });
