import { errors } from '../errors.js';
import type { Setting } from './settings.js';

export interface PhotographsOptions {
  /** Folder of the photographs. */
  readonly data: string;
  readonly rows: readonly Setting[];
  /** `pytorch` trains the rows that it has a program for, and leaves out the others. */
  readonly trainer: 'whisker' | 'pytorch';
  readonly seeds: readonly number[];
  /** Edge of the pictures of every row; null: the row's own. */
  readonly size: number | null;
  /** Seconds after which a run ends early; null: it takes the epochs of its row. */
  readonly seconds: number | null;
  readonly labels: number;
  readonly val: number;
  readonly test: number;
}

/**
 * Returns the rows of some recipes, in the order of the table.
 * @param typed recipes separated by commas; undefined: all
 * @throws WrongCommand when a recipe has no row
 */
export function rowsOf(typed: string | undefined, settings: readonly Setting[]): readonly Setting[] {
  if (typed === undefined) return settings;
  const known = [...new Set(settings.map(({ recipe }) => recipe))];
  const recipes = typed.split(',').map((name) => name.trim());
  const unknown = recipes.find((name) => !known.includes(name));
  if (unknown !== undefined) throw errors.noRow(unknown, known);
  return settings.filter(({ recipe }) => recipes.includes(recipe));
}

/**
 * Returns the seeds of a list.
 * @throws WrongCommand when one is not a whole number, or comes twice
 */
export function seedsOf(typed: string): readonly number[] {
  const seeds = typed.split(',').map((word) => word.trim());
  const wrong = seeds.find((word, index) => !/^\d{1,9}$/.test(word) || seeds.indexOf(word) !== index);
  if (wrong !== undefined) throw errors.seeds(typed, wrong);
  return seeds.map(Number);
}
