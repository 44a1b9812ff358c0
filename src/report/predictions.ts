import { realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { loadSharp } from '../config/index.js';
import { isInside } from '../disk/index.js';

/** What the best weights say of a picture of the test set, as `predictions.jsonl` has it. */
const predictionSchema = z.object({ path: z.string(), class: z.string(), predicted: z.string(), confidence: z.number() });
export type Prediction = z.infer<typeof predictionSchema>;

/** Reads the text of a `predictions.jsonl`. Returns undefined where it was edited into something else. */
export function parsePredictions(text: string | undefined): readonly Prediction[] | undefined {
  if (text === undefined) return undefined;
  try {
    return text.split('\n').filter((line) => line !== '').map((line) => predictionSchema.parse(JSON.parse(line)));
  } catch {
    return undefined;
  }
}

/** A prediction, and its picture as a page embeds it; without `data` where the picture was not found or cannot be read. */
export interface Example extends Prediction {
  /** `data:image/webp;base64,…` */
  readonly data?: string;
}

/** The pictures that a report shows. */
export interface Examples {
  /** Wrong predictions, the most confident first. */
  readonly wrong: readonly Example[];
  readonly wrongCount: number;
  /** Right predictions, the least confident first. */
  readonly unsure: readonly Example[];
}

const MAX_WRONG = 24;
const MAX_UNSURE = 12;
/** Longest edge of a thumbnail, pixels. */
const EDGE = 160;

/** Chooses the pictures that a report shows, and makes thumbnails of them. @param folders where the dataset may be */
export async function readExamples(predictions: readonly Prediction[], folders: readonly string[]): Promise<Examples> {
  const wrong = predictions.filter((one) => one.class !== one.predicted).sort((a, b) => b.confidence - a.confidence);
  const right = predictions.filter((one) => one.class === one.predicted).sort((a, b) => a.confidence - b.confidence);
  const shown = async (all: readonly Prediction[]): Promise<Example[]> => {
    const examples: Example[] = [];
    for (const one of all) examples.push({ ...one, ...(await thumbnail(folders, one.path)) });
    return examples;
  };
  return { wrong: await shown(wrong.slice(0, MAX_WRONG)), wrongCount: wrong.length, unsure: await shown(right.slice(0, MAX_UNSURE)) };
}

async function thumbnail(folders: readonly string[], path: string): Promise<{ readonly data?: string }> {
  const sharp = loadSharp();
  // A log from somebody else must not bring other files of this machine into a page. Links inside a dataset are its owner's.
  for (const folder of folders.filter((one) => isInside(one, path))) {
    try {
      const webp = await sharp(join(folder, path)).rotate().resize(EDGE, EDGE, { fit: 'inside', withoutEnlargement: true }).flatten({ background: '#ffffff' }).webp({ quality: 70 }).toBuffer();
      return { data: `data:image/webp;base64,${webp.toString('base64')}` };
    } catch {
      // Gone, or damaged since: the next folder may have it.
    }
  }
  return {};
}

/**
 * Returns the folders where a run's data may be, the likeliest first.
 * @param about what `run.yaml` says of the data
 * @param data where the caller says that it is: a folder or a manifest
 */
export async function dataFolders(run: string, about: Readonly<Record<string, unknown>>, data: string | undefined): Promise<readonly string[]> {
  const { data: path, 'data-from-run': fromRun } = about;
  const named = data === undefined ? [...(typeof fromRun === 'string' ? [resolve(await realpath(run), fromRun)] : []), ...(typeof path === 'string' ? [resolve(path)] : [])] : [resolve(data)];
  const folders = await Promise.all(named.map((place) => stat(place).then((found) => [found.isDirectory() ? place : dirname(place)], () => [])));
  return [...new Set(folders.flat())];
}
