import { choice, integer, naming, text, type OptionSpec, type OptionTable, type OptionValue } from './spec.js';

/** The recipes that options can name. Whoever resolves options brings them: config itself knows none. */
export interface RecipeTables {
  /** Each recipe's own options, by its name. Recipes that share an option's name share its limits and its help. */
  readonly tables: Readonly<Record<string, OptionTable>>;
  /** The recipe of a run that names none. */
  readonly default: string;
  /** The recipes of a comparison that names none. @default all */
  readonly compared?: readonly string[];
}

/** The values of a recipe's own options. */
export type RecipeValues = Readonly<Record<string, OptionValue>>;

export const recipeNames = ({ tables }: RecipeTables): readonly string[] => Object.keys(tables);

/** Returns the option that names the recipe. */
export const recipeOption = (recipes: RecipeTables) => ({
  recipe: choice(recipeNames(recipes), recipes.default, 'what a step does'),
});

/** Returns the options of `compare` alone. */
export const compareOptions = (recipes: RecipeTables) => ({
  recipes: naming('list', text((recipes.compared ?? recipeNames(recipes)).join(','), 'the recipes to compare', { test: /^[a-z-]+(,[a-z-]+)*$/, means: 'names of recipes separated by commas' }), recipeNames(recipes)),
  splits: integer(3, 1, 100, 'label splits that each recipe is trained on; their seeds count up from --seed'),
});

/** Returns every option that some recipe has, in the order of the recipes. */
export function optionsOfAny({ tables }: RecipeTables): OptionTable {
  const rows = new Map<string, OptionSpec>();
  for (const table of Object.values(tables)) for (const [name, spec] of Object.entries(table)) if (!rows.has(name)) rows.set(name, spec);
  return Object.fromEntries(rows);
}
