import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeOf, printable, WhiskerError } from '../config/index.js';
import type { CommandIo } from './io.js';

/** System errors that are not defects of whisker, and what to do about each. */
const machineErrors: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full; free some space and start again',
  EDQUOT: 'your quota on this disk is used up; free some space and start again',
  EACCES: 'you do not have permission',
  EPERM: 'you do not have permission',
  EROFS: 'the disk is read-only',
  EMFILE: 'too many files are open; raise the limit with `ulimit -n`',
  ENFILE: 'too many files are open on this machine',
  EIO: 'the disk reports an error',
};

/**
 * Prints why a command failed to `io.err`, and returns the exit code. People see a sentence. The stack of a defect goes
 * into a file; with WHISKER_DEBUG set, it is printed.
 */
export function reportError(error: unknown, io: Pick<CommandIo, 'err' | 'env'>): number {
  const debug = (io.env['WHISKER_DEBUG'] ?? '') !== '';
  if (error instanceof WhiskerError) {
    io.err.write(`${error.message}\n${debug ? stackOf(error) : ''}`);
    return error.exitCode;
  }
  const code = codeOf(error);
  if (error instanceof Error && 'syscall' in error && error.syscall === 'uv_cwd') {
    io.err.write(`The current folder does not exist any more: it was deleted or moved. Change to another one.\n${debug ? stackOf(error) : ''}`);
    return 1;
  }
  const remedy = code === undefined ? undefined : machineErrors[code];
  if (remedy !== undefined) {
    io.err.write(`${printable(`${error instanceof Error ? error.message : code}: ${remedy}.`)}\n${debug ? stackOf(error) : ''}`);
    return 1;
  }
  const what = error instanceof Error ? error.message : String(error);
  io.err.write(`This is a bug in whisker, not in your command: ${printable(firstLine(what))}\n`);
  io.err.write(debug ? stackOf(error) : `Please attach this to a bug report: ${savedStack(error)}\n`);
  return 1;
}

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return `${String(error)}\n`;
  const cause = error.cause === undefined ? '' : `caused by ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}\n${cause}`;
}

/** Writes the stack to a file and returns its path. Returns the stack in one line when it cannot be written. */
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
