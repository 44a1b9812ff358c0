import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import { codeOf, toYaml, trainOptions, typable, yaml, type TrainOptions } from '../../config/index.js';
import type { Diagnosis, Measurement, Setting } from '../../pipeline/index.js';
import { TUNED_FILE } from '../tables.js';

/** The part of the file that says what the result was measured with. Other versions of whisker may write other names. */
const tunedFile = z.object({
  about: z.object({ tuned: z.looseObject({ data: z.string() }) }),
});

/** Returns everything that the result depends on: the pictures, the decoding, the step, and the cores that they share. */
function conditionsOf(data: string, options: TrainOptions) {
  const { size, batch, decoder, isolate, recipe, model, width, 'generator-width': generatorWidth, engine, precision } = options;
  return { data: resolve(data), size, batch, decoder, isolate, recipe, model, width, 'generator-width': generatorWidth, engine, precision, cores: availableParallelism() };
}

/** Threads are present when another number than the default is worthwhile. */
type TunedSetting = Setting & Partial<Record<'engine-threads' | 'uv-threads', number>>;

/** Returns a result as a file of options, which `--config` accepts too. */
export function formatTuned(data: string, options: TrainOptions, { setting, rate, waiting }: Omit<Measurement, 'setting'> & { readonly setting: TunedSetting }, { sentence }: Diagnosis): string {
  const measured = { sentence, 'images-read-per-second': Math.round(rate * 10) / 10, ...(waiting !== null && { waiting: Math.round(waiting * 1000) / 1000 }) };
  const comments = [
    `Written by \`whisker tune ${typable(data)}\`. \`whisker train\` uses it in this folder, on the same data, with the same`,
    'options as under "tuned" below, on as many cores. Options that are typed or in the file of --config win over it.',
  ];
  return toYaml({ table: trainOptions, values: { ...setting }, comments, about: { tuned: conditionsOf(data, options), measured } });
}

/** Returns whether `tune` wrote the file at `path`; undefined when there is no file. */
export async function isTuned(path: string): Promise<boolean | undefined> {
  try {
    return tunedFile.safeParse(yaml().parse(await readFile(path, 'utf8'))).success;
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? undefined : false;
  }
}

/**
 * Returns whether a result was measured under these conditions.
 * @throws where the text is no result
 */
export function tunedUnder(text: string, data: string, options: TrainOptions): boolean {
  const { tuned } = tunedFile.parse(yaml().parse(text)).about;
  return Object.entries(conditionsOf(data, options)).every(([name, value]) => tuned[name] === value);
}

/** Returns the path of the result in the current folder, if it was measured under these conditions. */
export async function findTuned(data: string, options: TrainOptions): Promise<string | undefined> {
  try {
    return tunedUnder(await readFile(TUNED_FILE, 'utf8'), data, options) ? TUNED_FILE : undefined;
  } catch {
    // A missing or foreign file changes nothing.
    return undefined;
  }
}
