import type { RecipeTables } from '../config/index.js';

/** Loads the recipes' options. TensorFlow's JavaScript comes with them, so only the commands that need them load them. The rest of training comes later. */
export const loadRecipes = async (): Promise<RecipeTables> => (await import('../training/recipes/index.js')).recipeTables();
