import { access, constants, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { codeOf } from '../config/index.js';
import { makeFolders, writeAtomically } from '../disk/index.js';
import { errors } from './errors.js';

/** The result of a request for pictures. */
export interface WrittenPictures {
  /** Pictures in the folder. */
  readonly count: number;
  /** Pictures written by this call: 0 if all were there already. */
  readonly written: number;
  readonly seconds: number;
}

/** Marks a folder that whisker filled, and says with what. Hidden, so that it is no part of the dataset. */
const MARKER = '.whisker-synth.json';

/** `request` is a short text that determines the contents of the folder, such as `1000 digits`. */
const markerSchema = z.object({ version: z.literal(1), request: z.string(), complete: z.boolean() });
type Marker = z.infer<typeof markerSchema>;

export function writeMarker(folder: string, request: string, complete: boolean): Promise<void> {
  const content: Marker = { version: 1, request, complete };
  return writeAtomically(join(folder, MARKER), `${JSON.stringify(content)}\n`);
}

/**
 * Returns the marker of `folder`; null if it has none or does not exist.
 * @throws WrongCommand if the folder was filled for another request
 */
export async function readMarker(folder: string, request: string): Promise<Pick<Marker, 'complete'> | null> {
  const found = markerSchema.safeParse(parse(await readFile(join(folder, MARKER), 'utf8').catch(() => '')));
  if (!found.success) return null;
  if (found.data.request !== request) throw errors.otherRequest(folder, found.data.request, request);
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
 * Creates the folder, or checks that it is empty and writable.
 * @returns whether the folder was created
 * @throws WrongCommand if the folder cannot be used
 */
export async function createFolder(folder: string): Promise<boolean> {
  try {
    if ((await makeFolders(folder)) !== undefined) return true;
    const [found] = await readdir(folder);
    if (found !== undefined) throw errors.notEmpty(folder, found);
    await access(folder, constants.W_OK);
    return false;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST' || code === 'ENOTDIR') throw errors.notAFolder(folder);
    throw code === undefined ? error : errors.unwritable(folder, error);
  }
}
