import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { version_core as tfjs } from '@tensorflow/tfjs-core';
import sharp from 'sharp';
import { parse } from 'yaml';
import { z } from 'zod';
import { reasonOf, resolveTable, toYaml, trainOptions, WhiskerError, type TrainOptions } from '../config/index.js';
import type { Split } from '../dataset/index.js';
import { refused } from './errors.js';
import { pathsIn } from './folder.js';

const aboutShape = z.object({
  /** Absolute path of the dataset, as it was opened: a folder or a manifest. */
  data: z.string(),
  /** The dataset's. */
  fingerprint: z.string(),
  /** SHA-256 (hex) over the split. */
  split: z.string(),
  /** Names of the classifier's outputs, in order. */
  classes: z.array(z.string()),
  /** The recipe, where it is the caller's own and not the one among the options; how many outputs it gives the classifier. */
  recipe: z.object({ name: z.string(), outputs: z.int().min(1) }).optional(),
  started: z.string(),
  versions: z.record(z.string(), z.string()),
});

/** Facts of a run that are no options. */
export type About = z.infer<typeof aboutShape>;

/** What `run.yaml` says: every option in force, and the facts. */
export interface RunRecord {
  readonly options: TrainOptions;
  readonly about: About;
}

/** `run.yaml`: an options file that `--config` takes. */
export function formatRecord({ options, about }: RunRecord): string {
  const again = about.recipe === undefined
    ? 'whisker train DATA --config THIS does the same again.'
    : `It was run from code, with a recipe of its own (${about.recipe.name}) in place of the one named here.`;
  return toYaml(options, ['A run of whisker: every option in force, and under "about" what it was run on.', again], about);
}

/**
 * Reads a run's `run.yaml`.
 * @throws WrongCommand where `folder` is not a run's, or the file was changed into something that cannot be used
 */
export async function readRecord(folder: string): Promise<RunRecord> {
  const path = pathsIn(folder).options;
  try {
    const content: unknown = parse(await readFile(path, 'utf8'));
    const { about } = z.object({ about: aboutShape }).parse(content);
    const { perRecipe: _each, ...options } = resolveTable(trainOptions, { file: path });
    return { options, about };
  } catch (error) {
    if (error instanceof WhiskerError) throw error;
    throw refused.notARun(folder, 'run.yaml', error instanceof z.ZodError ? 'the facts under "about" are not whole' : reasonOf(error).split('\n')[0]);
  }
}

/** The versions that a run's numbers depend on; TensorFlow's is in its `run-start`, since it is loaded later. */
export async function versions(): Promise<Record<string, string>> {
  const own: unknown = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
  const whisker = z.object({ version: z.string() }).parse(own).version;
  return { whisker, node: process.versions.node, tfjs, sharp: sharp.versions.sharp ?? '', vips: sharp.versions.vips };
}

/** Tells one split from another; where its pictures lie does not count. */
export function fingerprintOf({ classes, labelled, val, test, unlabelled }: Split): string {
  return createHash('sha256').update(JSON.stringify([classes, labelled, val, test, unlabelled].map(plain))).digest('hex');
}

const plain = (items: readonly (string | { readonly path: string; readonly class: number })[]) =>
  items.map((item) => (typeof item === 'string' ? item : [item.path, item.class]));
