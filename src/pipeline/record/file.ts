import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeOf } from '../../config/index.js';
import { errors } from './errors.js';
import { formatFixture } from './format.js';
import { parseFixture } from './parse.js';
import type { Fixture } from './types.js';

/**
 * The recorded stream in a file. At once, not as a promise: a test in virtual time cannot wait.
 * @throws WrongCommand where there is none, or it is of another version, cut short, or damaged; the sentence tells which
 */
export function readFixture(path: string | URL): Fixture {
  const name = typeof path === 'string' ? path : fileURLToPath(path);
  let text;
  try {
    text = readFileSync(name, 'utf8');
  } catch (error) {
    throw codeOf(error) === 'ENOENT' ? errors.missing(name) : errors.unreadable(name, error);
  }
  return parseFixture(text, name);
}

/**
 * Writes a recorded stream into a file, whose folder is made where it is missing. A file that is there is replaced when the
 * new one is whole. At once, so that it is there when a subscriber has just gone.
 * @returns bytes written
 * @throws WorkFailed where it cannot be written
 */
export function writeFixture(path: string, fixture: Fixture): number {
  const text = formatFixture(fixture);
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(temporary, text);
    renameSync(temporary, path);
  } catch (error) {
    if (existsSync(temporary)) rmSync(temporary);
    throw errors.unwritable(path, error);
  }
  return Buffer.byteLength(text);
}
