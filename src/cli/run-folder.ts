import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errors } from './errors.js';

/**
 * Returns the path of a run's log.
 * @throws WrongCommand when the folder is not the folder of a run
 */
export async function findLog(folder: string): Promise<string> {
  const log = join(folder, 'events.jsonl');
  const isFile = (path: string): Promise<boolean> => stat(path).then((found) => found.isFile(), () => false);
  if (await isFile(log)) return log;
  throw (await stat(folder).then((found) => found.isDirectory(), () => false)) ? errors.notARun(folder) : errors.noFolder(folder);
}
