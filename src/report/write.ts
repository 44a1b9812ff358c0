import { stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { reasonOf, WorkFailed, WrongCommand } from '../config/index.js';
import { writeAtomically } from '../disk/index.js';
import { comparePage } from './compare-page.js';
import { isRunFolder, readRun, runFoldersIn } from './read.js';
import { runPage } from './run-page.js';

const PAGE = 'report.html';

/**
 * Writes `report.html` into a run's folder, or into a folder of runs: then one page that compares them, and one in each.
 * Reads nothing but those folders; the runs may be in progress.
 * @returns the path of the page, below `folder` as it was named
 * @throws WrongCommand where there is no run; WorkFailed where the page cannot be written
 */
export async function writeReport(folder: string): Promise<string> {
  const found = await stat(folder).catch(() => undefined);
  if (found === undefined) throw new WrongCommand(`There is no folder ${folder}.`);
  if (!found.isDirectory()) throw new WrongCommand(`${folder} is a file; a report is of the folder of a run, or of a folder of runs.`);
  if (await isRunFolder(folder)) return writeRunReport(folder);
  const folders = await runFoldersIn(folder);
  if (folders.length === 0) throw new WrongCommand(`${folder} is not the folder of a run, and there is none in it: no events.jsonl.`);
  const runs = [];
  for (const run of folders) {
    runs.push({ ...(await readRun(run)), name: relative(folder, run).replaceAll(sep, '/') });
    await writeRunReport(run);
  }
  // In the order in which they were trained: the baseline first, as `compare` does it.
  runs.sort((a, b) => (a.record.start?.time ?? Infinity) - (b.record.start?.time ?? Infinity));
  const path = join(folder, PAGE);
  await writePage(path, comparePage(basename(resolve(folder)), runs, ({ name }) => `${name.split('/').map(encodeURIComponent).join('/')}/${PAGE}`));
  return path;
}

async function writeRunReport(folder: string): Promise<string> {
  const path = join(folder, PAGE);
  await writePage(path, runPage(await readRun(folder)));
  return path;
}

async function writePage(path: string, html: string): Promise<void> {
  try {
    await writeAtomically(path, html);
  } catch (error) {
    throw new WorkFailed(`The report ${path} cannot be written: ${reasonOf(error)}.`);
  }
}
