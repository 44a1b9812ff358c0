import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { wrongRun } from './wrong-run.js';

/**
 * The path of a run's log.
 * @throws WrongCommand where the folder is not that of a run
 */
export async function logIn(folder: string): Promise<string> {
  const log = join(folder, 'events.jsonl');
  const isFile = (path: string): Promise<boolean> => stat(path).then((found) => found.isFile(), () => false);
  if (await isFile(log)) return log;
  throw (await stat(folder).then((found) => found.isDirectory(), () => false)) ? wrongRun.notARun(folder) : wrongRun.noFolder(folder);
}
