import type { Recipe } from '../types.js';
import { createSgan } from './sgan.js';
import { supervised } from './supervised.js';

/** Every recipe by its name. A new one is a new file and a line here. */
export const recipes = {
  supervised,
  sgan: createSgan('implicit'),
} as const satisfies Record<string, Recipe>;

/** The recipe called `name`; with `fakeClass`, generated pictures get a class of their own where the recipe makes any. */
export function chooseRecipe(name: keyof typeof recipes, fakeClass: boolean): Recipe {
  return fakeClass && name === 'sgan' ? createSgan('explicit') : recipes[name];
}
