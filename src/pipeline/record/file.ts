import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeOf } from '../../config/index.js';
import { errors } from './errors.js';
import { formatFixture } from './format.js';
import { parseFixture } from './parse.js';
import type { Fixture } from './types.js';

/**
 * Reads a recorded stream. Synchronous, because a test in virtual time cannot wait.
 * @throws WrongCommand when the file is missing, of another version, cut short or damaged; the message says which
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
 * Writes a recorded stream, creates its folder if needed, and replaces an older file only when the new one is complete.
 * Synchronous, so that the file is there as soon as the subscriber has left.
 * @returns bytes written
 * @throws WorkFailed when it cannot be written
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
