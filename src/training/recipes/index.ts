import type { RecipeName } from '../../config/index.js';
import type { Recipe } from '../types.js';
import { createSgan } from './sgan.js';
import { supervised } from './supervised.js';

/** Every recipe that has a name on the command line. A new one is a new file, its name among the options and a line here: without it this does not compile. */
export const recipes = {
  supervised,
  sgan: createSgan('implicit'),
} as const satisfies Readonly<Record<RecipeName, Recipe>>;

/** The recipe called `name`; with `fakeClass`, generated pictures get a class of their own where the recipe makes any. */
export function chooseRecipe(name: RecipeName, fakeClass: boolean): Recipe {
  return fakeClass && name === 'sgan' ? createSgan('explicit') : recipes[name];
}
