import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import { z } from 'zod';
import { codeOf, reasonOf, WrongCommand } from '../config/index.js';
import { readEvents, type Skipped } from '../events/index.js';
import { recordOf, type RunRecord } from './record.js';
import { thinned } from './thinned.js';

/** What a classifier made of the test set, as `evaluate --json` prints it and the run keeps it. */
const judgement = z.object({ classes: z.array(z.string()), confusion: z.array(z.array(z.number())), accuracy: z.number(), loss: z.number(), count: z.number() });
export type Judged = z.infer<typeof judgement>;

/** A grid of generated pictures, ready to stand in a page. */
export interface Grid {
  readonly epoch: number;
  /** `data:image/png;base64,…`. */
  readonly data: string;
}

/** Everything of a run's folder that a report shows. */
export interface RunFolder {
  readonly folder: string;
  readonly name: string;
  readonly record: RunRecord;
  /** `run.yaml` as it stands. */
  readonly options: string | undefined;
  readonly test: Judged | undefined;
  readonly grids: readonly Grid[];
  readonly skipped: Skipped;
}

const LOG = 'events.jsonl';
const OPTIONS = 'run.yaml';
const TEST = 'test.json';

/** Grids on a page, and bytes that they may add to it. */
const MOST_GRIDS = 6;
const MOST_GRID_BYTES = 16_000_000;

/** Whether the folder is a run's. */
export const isRunFolder = (folder: string): Promise<boolean> => stat(join(folder, LOG)).then((found) => found.isFile(), () => false);

/** The run folders directly inside a folder and one level deeper, sorted. */
export async function runFoldersIn(folder: string, depth = 2): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const inside = entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name)).sort();
  const found: string[] = [];
  for (const path of inside) {
    if (await isRunFolder(path)) found.push(path);
    else if (depth > 1) found.push(...(await runFoldersIn(path, depth - 1)));
  }
  return found;
}

/**
 * Reads a run's folder; the run may still be in progress.
 * @throws WrongCommand where it has no log, or none that can be read
 */
export async function readRun(folder: string): Promise<RunFolder> {
  let skipped: Skipped = { unknown: 0, bad: [], torn: false };
  let record: RunRecord;
  try {
    record = await recordOf(readEvents(join(folder, LOG), (told) => (skipped = told)));
  } catch (error) {
    throw new WrongCommand(`${folder} is not the folder of a run: its ${LOG} cannot be read (${reasonOf(error)}).`);
  }
  return {
    folder,
    name: basename(resolve(folder)),
    record,
    options: await textOf(join(folder, OPTIONS)),
    test: await judgementOf(join(folder, TEST)),
    grids: await gridsOf(folder, record),
    skipped,
  };
}

/** The file's text, or undefined where there is none. */
async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function judgementOf(path: string): Promise<Judged | undefined> {
  const text = await textOf(path);
  if (text === undefined) return undefined;
  try {
    return judgement.parse(JSON.parse(text));
  } catch {
    // Edited or torn: the score in the log still stands, and the page goes without the table.
    return undefined;
  }
}

/** A few of the grids, evenly over the epochs, the last among them; those whose file is gone are left out. */
async function gridsOf(folder: string, record: RunRecord): Promise<Grid[]> {
  const drawn = record.epochs.flatMap(({ epoch, grid }) => (grid === undefined ? [] : [{ epoch, grid }]));
  const grids: Grid[] = [];
  let bytes = 0;
  for (const { epoch, grid } of thinned(drawn, MOST_GRIDS).toReversed()) {
    const path = resolve(folder, grid);
    const png = path.startsWith(`${resolve(folder)}${sep}`) ? await readFile(path).catch(() => undefined) : undefined;
    if (png === undefined || bytes + png.length > MOST_GRID_BYTES) continue;
    bytes += png.length;
    grids.push({ epoch, data: `data:image/png;base64,${png.toString('base64')}` });
  }
  return grids.reverse();
}
