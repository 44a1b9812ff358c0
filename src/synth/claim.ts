import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from '../disk/index.js';
import { orUnwritable, synthErrors } from '../dataset/errors.js';

/** Says that whisker filled this folder, and with what. Hidden, so that it is no part of the data set. */
const MARKER = '.whisker-synth.json';

/** `request`: a few words that say all that a folder's contents depend on (`1000 digits`). */
const mark = z.object({ version: z.literal(1), request: z.string(), complete: z.boolean() });
type Mark = z.infer<typeof mark>;

export function writeMark(folder: string, request: string, complete: boolean): Promise<void> {
  const content: Mark = { version: 1, request, complete };
  return writeAtomically(join(folder, MARKER), `${JSON.stringify(content)}\n`);
}

/**
 * Whether `folder` was made for this `request`: null where it has no mark (or is not there).
 * @throws WrongCommand where it was made for another
 */
export async function readMark(folder: string, request: string): Promise<Pick<Mark, 'complete'> | null> {
  const found = mark.safeParse(parse(await readFile(join(folder, MARKER), 'utf8').catch(() => '')));
  if (!found.success) return null;
  if (found.data.request !== request) throw synthErrors.otherRequest(folder, found.data.request, request);
  return found.data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Makes `folder` if it is not there, and marks it as being made for `request`. Whether it is complete already.
 * @throws WrongCommand for a folder that holds anything else, or cannot be made
 */
export async function claimFolder(folder: string, request: string): Promise<Pick<Mark, 'complete'>> {
  try {
    await mkdir(folder, { recursive: true });
    const before = await readMark(folder, request);
    if (before !== null) return before;
    if ((await readdir(folder)).length > 0) throw synthErrors.notEmpty(folder);
    await writeMark(folder, request, false);
    return { complete: false };
  } catch (error) {
    throw orUnwritable(error, (reason, cause) => synthErrors.unwritable(folder, reason, cause));
  }
}
