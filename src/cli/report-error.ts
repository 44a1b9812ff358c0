import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeOf, WhiskerError } from '../config/index.js';
import type { CommandIo } from './io.js';

/** System errors that are the machine's and not whisker's, in words that say what to do. */
const machineErrors: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full; make room and start again',
  EDQUOT: 'your quota on this disk is used up; make room and start again',
  EACCES: 'this user may not do that there',
  EPERM: 'this user may not do that there',
  EROFS: 'that disk is read-only',
  EMFILE: 'too many files are open; raise the limit with `ulimit -n`',
  ENFILE: 'too many files are open on this machine',
  EIO: 'the disk does not answer as it should',
};

/**
 * Tells on `io.err` why a command ended, and gives the exit code. People see a sentence; the stack of a defect goes
 * into a file, or follows where WHISKER_DEBUG is set.
 */
export function reportError(error: unknown, io: Pick<CommandIo, 'err' | 'env'>): number {
  const debug = (io.env['WHISKER_DEBUG'] ?? '') !== '';
  if (error instanceof WhiskerError) {
    io.err.write(`${error.message}\n${debug ? stackOf(error) : ''}`);
    return error.exitCode;
  }
  const code = codeOf(error);
  const remedy = code === undefined ? undefined : machineErrors[code];
  if (remedy !== undefined) {
    io.err.write(`${error instanceof Error ? error.message : code}: ${remedy}.\n${debug ? stackOf(error) : ''}`);
    return 1;
  }
  const what = error instanceof Error ? error.message : String(error);
  io.err.write(`This is a defect of whisker, not of what you typed: ${firstLine(what)}\n`);
  io.err.write(debug ? stackOf(error) : `What to send with a report of it: ${savedStack(error)}\n`);
  return 1;
}

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return `${String(error)}\n`;
  const cause = error.cause === undefined ? '' : `caused by ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}\n${cause}`;
}

/** The file that the stack was written to, or, where there is no writing, the stack in one line. */
function savedStack(error: unknown): string {
  const text = `${process.version} ${process.platform} ${process.arch}\n${process.argv.slice(2).join(' ')}\n${stackOf(error)}`;
  const path = join(tmpdir(), `whisker-defect-${process.pid}.txt`);
  try {
    writeFileSync(path, text);
    return path;
  } catch {
    return text.replaceAll(/\s*\n\s*/g, ' | ');
  }
}
