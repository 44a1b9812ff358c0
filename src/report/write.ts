import { stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import type { RecipeTables } from '../config/index.js';
import { removeTemporaries, writeAtomically } from '../disk/index.js';
import { isRunFolder, runFoldersIn } from '../events/index.js';
import { comparePage } from './compare-page.js';
import { epochsCsv, runsCsv } from './csv.js';
import { errors } from './errors.js';
import { differencesFromPreset } from './options.js';
import { dataFolders, readExamples } from './predictions.js';
import { readRun, type RunFolder } from './read.js';
import { runPage } from './run-page.js';

const PAGE = 'report.html';

export interface ReportOptions {
  /** The recipes that presets are resolved with. Without them, a page does not say how its run differs from a preset. */
  readonly recipes?: RecipeTables;
  /** Where the data of the runs is now, if it was moved: a folder or a manifest. */
  readonly data?: string;
}

/**
 * Writes `report.html` into a run's folder; in a folder of runs, into each run's folder, and one that compares them. The
 * runs may be in progress.
 * @returns path of the page in `folder`, which may be relative if `folder` is
 * @throws WrongCommand if there is no run; WorkFailed if the page cannot be written
 */
export async function writeReport(folder: string, { recipes, data }: ReportOptions = {}): Promise<string> {
  const writeRunPage = async (run: RunFolder): Promise<string> => {
    const examples = run.predictions && (await readExamples(run.predictions, await dataFolders(run.folder, run.record.about, data)));
    return writePage(run.folder, runPage(run, examples, recipes && differencesFromPreset(run.record, recipes)));
  };
  if (await isRun(folder)) return writeRunPage(await readRun(folder));
  const runs = await readRuns(folder, writeRunPage);
  return writePage(folder, comparePage(basename(resolve(folder)), runs, ({ name }) => `${name.split('/').map(encodeURIComponent).join('/')}/${PAGE}`));
}

/**
 * Returns results as CSV: the epochs of a run, or a row for each run in a folder of runs.
 * @throws WrongCommand if there is no run
 */
export async function reportCsv(folder: string): Promise<string> {
  return (await isRun(folder)) ? epochsCsv((await readRun(folder)).summary) : runsCsv(await readRuns(folder));
}

/** Returns whether the folder is a run's. @throws WrongCommand if there is no folder */
async function isRun(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => undefined);
  if (found === undefined) throw errors.noFolder(folder);
  if (!found.isDirectory()) throw errors.notAFolder(folder);
  return isRunFolder(folder);
}

/** Reads the runs in a folder, in the order of training: `whisker compare` trains the baseline first. @param each called with each run, named as its folder */
async function readRuns(folder: string, each: (run: RunFolder) => Promise<unknown> = () => Promise.resolve()): Promise<readonly RunFolder[]> {
  const folders = await runFoldersIn(folder);
  if (folders.length === 0) throw errors.noRun(folder);
  const runs = [];
  for (const path of folders) {
    const run = await readRun(path);
    await each(run);
    // Of a hundred runs, all grids would fill the memory. A page of several shows the last two of one.
    runs.push({ ...run, name: relative(folder, path).replaceAll(sep, '/'), grids: run.grids.slice(-2) });
  }
  return runs.sort((a, b) => (a.summary.begun ?? Infinity) - (b.summary.begun ?? Infinity));
}

async function writePage(folder: string, html: string): Promise<string> {
  const path = join(folder, PAGE);
  try {
    await removeTemporaries(folder, (name) => name === PAGE);
    await writeAtomically(path, html);
    return path;
  } catch (error) {
    throw errors.unwritable(path, error);
  }
}
