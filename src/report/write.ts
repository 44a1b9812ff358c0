import { stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { removeTemporaries, writeAtomically } from '../disk/index.js';
import { comparePage } from './compare-page.js';
import { errors } from './errors.js';
import { isRunFolder, readRun, runFoldersIn, type RunFolder } from './read.js';
import { runPage } from './run-page.js';

const PAGE = 'report.html';

/**
 * Writes `report.html` into a run's folder; in a folder of runs, into each run's folder, and one that compares them. The
 * runs may be in progress.
 * @returns path of the page in `folder`, which may be relative if `folder` is
 * @throws WrongCommand if there is no run; WorkFailed if the page cannot be written
 */
export async function writeReport(folder: string): Promise<string> {
  const found = await stat(folder).catch(() => undefined);
  if (found === undefined) throw errors.noFolder(folder);
  if (!found.isDirectory()) throw errors.notAFolder(folder);
  if (await isRunFolder(folder)) return writeRunPage(await readRun(folder));
  const folders = await runFoldersIn(folder);
  if (folders.length === 0) throw errors.noRun(folder);
  const runs = [];
  for (const run of folders) {
    const contents = await readRun(run);
    await writeRunPage(contents);
    runs.push({ ...contents, name: relative(folder, run).replaceAll(sep, '/') });
  }
  // In the order of training: `whisker compare` trains the baseline first.
  runs.sort((a, b) => (a.summary.begun ?? Infinity) - (b.summary.begun ?? Infinity));
  return writePage(folder, comparePage(basename(resolve(folder)), runs, ({ name }) => `${name.split('/').map(encodeURIComponent).join('/')}/${PAGE}`));
}

const writeRunPage = (run: RunFolder): Promise<string> => writePage(run.folder, runPage(run));

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
