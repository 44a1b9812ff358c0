import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import { codeOf } from '../config/index.js';
import { fileInside, readLockState } from '../disk/index.js';
import { readEvents, type Skipped } from '../events/index.js';
import { embedGrid, type Grid } from './embed.js';
import { errors } from './errors.js';
import { readOptions, type RunRecord } from './options.js';
import { parsePredictions, type Prediction } from './predictions.js';
import { stateOf, type RunState } from './state.js';
import { summarize, type RunSummary } from './summary.js';
import { takeEvenly } from './take-evenly.js';
import { readViews, type Views } from './views.js';

/** The result on the test set, as `whisker evaluate --json` prints it and the run's test.json has it. */
const evaluationSchema = z.object({ classes: z.array(z.string()), confusion: z.array(z.array(z.number())), accuracy: z.number(), loss: z.number(), count: z.number() });
export type Evaluation = z.infer<typeof evaluationSchema>;

/** The contents of a run's folder that a report shows. */
export interface RunFolder {
  readonly folder: string;
  readonly name: string;
  readonly summary: RunSummary;
  readonly state: RunState;
  /** The text of `run.yaml`, and what it says. */
  readonly options: string | undefined;
  readonly record: RunRecord;
  /** Undefined where the run has none: it is not done, or older than they are. */
  readonly predictions: readonly Prediction[] | undefined;
  readonly evaluation: Evaluation | undefined;
  readonly grids: readonly Grid[];
  readonly views: Views | null;
  readonly skipped: Skipped;
}

/** Grids on a page, and the bytes that they may add to it. */
const MAX_GRIDS = 6;
const MAX_GRID_BYTES = 16_000_000;

/**
 * Reads the folder of a run, which may be in progress.
 * @throws WrongCommand if it has no readable log
 */
export async function readRun(folder: string): Promise<RunFolder> {
  const lock = await readLockState(join(folder, 'lock'));
  let skipped: Skipped = { unknown: 0, other: 0, bad: [], torn: false };
  let summary: RunSummary;
  try {
    summary = await summarize(readEvents(join(folder, 'events.jsonl'), (lines) => (skipped = lines)));
  } catch (error) {
    throw errors.unreadable(folder, error);
  }
  const options = await readIfExists(join(folder, 'run.yaml'));
  const record = readOptions(options);
  return {
    folder,
    name: basename(resolve(folder)),
    summary,
    state: stateOf(folder, lock, summary.last),
    options,
    record,
    predictions: parsePredictions(await readIfExists(join(folder, 'predictions.jsonl'))),
    evaluation: await readEvaluation(join(folder, 'test.json')),
    grids: await readGrids(folder, summary),
    views: await readViews(folder, summary.views),
    skipped,
  };
}

async function readIfExists(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function readEvaluation(path: string): Promise<Evaluation | undefined> {
  const text = await readIfExists(path);
  if (text === undefined) return undefined;
  try {
    return evaluationSchema.parse(JSON.parse(text));
  } catch {
    // Edited or incomplete. The score is in the log too, so only the table is missing from the page.
    return undefined;
  }
}

/** Reads some of the grids, evenly spaced over the epochs, including the last. Missing files are left out. */
async function readGrids(folder: string, { epochs }: RunSummary): Promise<Grid[]> {
  const all = epochs.flatMap(({ epoch, grid }) => (grid === undefined ? [] : [{ epoch, grid }]));
  const grids: Grid[] = [];
  let bytes = 0;
  for (const { epoch, grid } of takeEvenly(all, MAX_GRIDS).toReversed()) {
    const path = await fileInside(folder, grid);
    const png = path === null ? undefined : await readFile(path).catch(() => undefined);
    if (png === undefined || bytes + png.length > MAX_GRID_BYTES) continue;
    bytes += png.length;
    grids.push({ epoch, data: await embedGrid(png) });
  }
  return grids.reverse();
}
