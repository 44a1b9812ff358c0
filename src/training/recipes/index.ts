import type { RecipeTables } from '../../config/index.js';
import { fixmatch } from './fixmatch.js';
import { probe } from './probe.js';
import type { Recipe } from './recipe.js';
import { sgan } from './sgan.js';
import { sganFixmatch } from './sgan-fixmatch.js';
import { supervised } from './supervised.js';

/** The recipes of the command line, in the order of its help. A new one is one file and one line here. */
export const recipes: Readonly<Record<string, Recipe>> = { supervised, sgan, fixmatch, 'sgan-fixmatch': sganFixmatch, probe };

/** Returns the option tables of the recipes, for config. @param own a recipe of the caller's own, which is then the default */
export function recipeTables(own?: Recipe): RecipeTables {
  const all = Object.values({ ...recipes, ...(own !== undefined && { [own.name]: own }) });
  return { default: (own ?? sgan).name, compared: [supervised.name, sgan.name], tables: Object.fromEntries(all.map(({ name, options }) => [name, options])) };
}
