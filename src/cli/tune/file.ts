import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { codeOf, toYaml, trainOptions, type TrainOptions } from '../../config/index.js';
import type { Diagnosis, Measurement, Setting } from '../../pipeline/index.js';
import { typable } from '../format.js';
import { TUNED_FILE } from '../tables.js';

/** What an answer was found for: it holds for nothing else. An older version of whisker may have written fewer names. */
const shape = z.object({
  about: z.object({ tuned: z.looseObject({ data: z.string() }) }),
});

/** All that decides what is read and decoded, what a step takes, and what both have to share. */
function conditionsOf(data: string, options: TrainOptions) {
  const { size, batch, decoder, isolate, recipe, model, width, 'generator-width': generatorWidth, engine, precision } = options;
  return { data: resolve(data), size, batch, decoder, isolate, recipe, model, width, 'generator-width': generatorWidth, engine, precision, cores: availableParallelism() };
}

/** What is written down: threads where another number than the usual one is worth it. */
type TunedSetting = Setting & Partial<Record<'engine-threads' | 'uv-threads', number>>;

/** An answer as a file of options, which `--config` takes too. */
export function formatTuned(data: string, options: TrainOptions, { setting, rate, waiting }: Omit<Measurement, 'setting'> & { readonly setting: TunedSetting }, { sentence }: Diagnosis): string {
  const measured = { sentence, 'images-per-second': Math.round(rate * 10) / 10, ...(waiting !== null && { waiting: Math.round(waiting * 1000) / 1000 }) };
  const comments = [
    `Found by \`whisker tune ${typable(data)}\`. \`whisker train\` takes it where it is started in this folder, on the same data`,
    'with the same options of "tuned" below, on as many cores; what is typed or stands in --config wins over it.',
  ];
  return toYaml({ table: trainOptions, values: { ...setting }, comments, about: { tuned: conditionsOf(data, options), measured } });
}

/** Whether a file that stands at `path` is an answer of `tune`; undefined where there is none. */
export async function isTuned(path: string): Promise<boolean | undefined> {
  try {
    return shape.safeParse(parse(await readFile(path, 'utf8'))).success;
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? undefined : false;
  }
}

/** The path of an answer that `tune` found for just this, in the current folder; undefined where there is none. */
export async function findTuned(data: string, options: TrainOptions): Promise<string | undefined> {
  try {
    const { tuned } = shape.parse(parse(await readFile(TUNED_FILE, 'utf8'))).about;
    return Object.entries(conditionsOf(data, options)).every(([name, value]) => tuned[name] === value) ? TUNED_FILE : undefined;
  } catch {
    // None, or something else of that name: the run goes as it would without.
    return undefined;
  }
}
