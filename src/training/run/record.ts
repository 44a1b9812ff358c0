import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { version_core as tfjs } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { flag, loadSharp, number, reasonOf, recipeOption, resolveOptions, text, toYaml, trainOptions, version, WhiskerError, yaml, type RecipeTables, type TrainOptions } from '../../config/index.js';
import { nfc, type Split } from '../../dataset/index.js';
import { errors } from '../errors.js';
import { recipeTables } from '../recipes/tables.js';
import type { Recipe } from '../recipes/recipe.js';
import { pathsIn } from './folder.js';

// Loaded with the program: a run that begins later may belong to another user, who cannot load it.
const { parse } = yaml();

const aboutShape = z.strictObject({
  /** Absolute path of the dataset, as it was scanned: a folder or a manifest. */
  data: z.string(),
  /** The same, relative to the run's folder. */
  'data-from-run': z.string().optional(),
  /** The fingerprint of the dataset. */
  fingerprint: z.string(),
  /** SHA-256 (hex) of the split. */
  split: z.string(),
  /** Names of the classes, in the order of the classifier's outputs. */
  classes: z.array(z.string()),
  /** Outputs of the classifier. */
  outputs: z.int().min(1),
  /** Whether the recipe is the caller's own. */
  'own-recipe': z.boolean(),
  started: z.string(),
  versions: z.record(z.string(), z.string()),
});

/** Facts of a run that are not options. */
export type About = z.infer<typeof aboutShape>;

/** What `run.yaml` says: every option in force, and the facts. */
export interface RunRecord {
  readonly options: TrainOptions;
  readonly about: About;
}

/** Returns the text of `run.yaml`, which `--config` takes. */
export function formatRecord({ options: { recipeOptions, ...options }, about }: RunRecord, recipe: Recipe): string {
  const how = about['own-recipe'] ? `It was run from code, with a recipe of its own: ${recipe.name}.` : '`whisker train DATA --config THIS` does the same again.';
  return toYaml({
    table: { ...recipeOption(recipeTables(recipe)), ...recipe.options, ...trainOptions },
    values: { ...options, ...recipeOptions },
    comments: ['A run of whisker: every option in force, and under "about" what it was run on.', how],
    about,
  });
}

/**
 * Reads a run's `run.yaml`.
 * @param own the caller's own recipe, where the run was begun with it
 * @throws WrongCommand where `folder` is not a run's, or the file was edited into something that cannot be used
 */
export async function readRecord(folder: string, own?: Recipe): Promise<RunRecord> {
  const path = pathsIn(folder).options;
  try {
    const content: unknown = parse(await readFile(path, 'utf8'));
    const { about, ...values } = z.looseObject({ about: aboutShape, recipe: z.string() }).parse(content);
    const recipes = recipeTables(own);
    if (about['own-recipe'] && own?.name !== values.recipe) return { about, options: resolveOptions({ file: path, recipes: withGuessedTable(recipes, values) }) };
    return { about, options: resolveOptions({ file: path, recipes }) };
  } catch (error) {
    if (error instanceof WhiskerError) throw error;
    throw errors.notARun(folder, 'run.yaml', error instanceof z.ZodError ? faultIn(error) : reasonOf(error).split('\n')[0]);
  }
}

/** Returns what is wrong with the facts. */
function faultIn({ issues }: z.ZodError): string {
  const unknown = issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []));
  return unknown.length > 0 ? `there is no ${unknown.join(', ')} under "about"` : 'the facts under "about" are incomplete';
}

/** Adds a table for a recipe that is not at hand. Its rows take the values as they are: evaluation needs none of them. */
function withGuessedTable({ tables, ...rest }: RecipeTables, values: Readonly<Record<string, unknown>> & { readonly recipe: string }): RecipeTables {
  const rows = Object.entries(values).filter(([name]) => name !== 'recipe' && !Object.hasOwn(trainOptions, name)).map(([name, value]) => [
    name,
    typeof value === 'number' ? number(value, -Infinity, Infinity, '') : typeof value === 'boolean' ? flag('') : text(null, ''),
  ] as const);
  return { ...rest, tables: { [values.recipe]: Object.fromEntries(rows), ...tables } };
}

/** Returns the versions that a run's numbers depend on. TensorFlow is loaded later; its version is in `run-start`. */
export function versions(): Record<string, string> {
  const { sharp, vips } = loadSharp().versions;
  return { whisker: version, node: process.versions.node, tfjs, sharp: sharp ?? '', vips };
}

/** Returns a hash of a split. The folder of its pictures and the Unicode form of names do not count. */
export function fingerprintOf({ classes, labelled, val, test, unlabelled }: Split): string {
  return createHash('sha256').update(JSON.stringify([classes, labelled, val, test, unlabelled].map(plain))).digest('hex');
}

const plain = (items: readonly (string | { readonly path: string; readonly class: number })[]) =>
  items.map((item) => (typeof item === 'string' ? nfc(item) : [nfc(item.path), item.class]));
