import { printable } from './printable.js';

/** What an error of whisker is made with, besides its message. */
export interface WhiskerErrorOptions extends ErrorOptions {
  /** Lines below the sentence, such as the files that it is about. */
  readonly list?: readonly string[];
}

/**
 * The two ways a command can end badly. The message is a sentence for people: the value that was wrong, where it was, and
 * what to do. Its names and paths are escaped here, so that it is one line and can be sent to a terminal. Any other error is a
 * defect of whisker itself. docs/errors.md lists the classes and their codes.
 */
export abstract class WhiskerError extends Error {
  /** 1: the work failed. 2: the command was wrong and nothing was touched. */
  abstract readonly exitCode: 1 | 2;
  /** Names the class for programs, as Node's codes do: `ERR_WHISKER_…`. It never changes, and messages may. */
  abstract readonly code: string;

  constructor(message: string, { list = [], ...options }: WhiskerErrorOptions = {}) {
    super([printable(message), ...list.map((line) => `  ${printable(line)}`)].join('\n'), options);
    this.name = new.target.name;
  }
}

/** The command line, the options or the data cannot be used. Nothing was written. Exit code 2. */
export class WrongCommand extends WhiskerError {
  readonly exitCode = 2;
  readonly code: string = 'ERR_WHISKER_WRONG_COMMAND';
}

/** The work began and could not be finished. What was saved before is still there. Exit code 1. */
export class WorkFailed extends WhiskerError {
  readonly exitCode = 1;
  readonly code: string = 'ERR_WHISKER_WORK_FAILED';
}

/** Returns the message of anything that was thrown, for the end of a sentence. */
export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Returns the `code` of a system error (`ENOENT`, `ENOSPC`, …), or undefined: also for an error of whisker. */
export function codeOf(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || thrown instanceof WhiskerError || !('code' in thrown)) return undefined;
  return typeof thrown.code === 'string' ? thrown.code : undefined;
}

/** Codes of system errors that come from the path that was named. Others, such as a full disk, are not the command's fault. */
const PATH_ERRORS = new Set(['ENOENT', 'ENOTDIR', 'EEXIST', 'EISDIR', 'EACCES', 'EPERM', 'EROFS', 'ENAMETOOLONG', 'ELOOP']);

/** Returns whether a system error comes from the path that was named. */
export const isPathError = (thrown: unknown): boolean => PATH_ERRORS.has(codeOf(thrown) ?? '');

/** Returns why the system refused to write: our words for the common codes, or else the system's. */
export function writeReason(error: unknown): string {
  switch (codeOf(error)) {
    case 'ENOSPC': return 'the disk is full';
    case 'EDQUOT': return 'the disk quota is used up';
    case 'EROFS': return 'the file system is read-only';
    case 'EACCES':
    case 'EPERM': return 'writing there is not permitted';
    case 'ENOTDIR': return 'a part of its path is a file, not a folder';
    default: return reasonOf(error);
  }
}
