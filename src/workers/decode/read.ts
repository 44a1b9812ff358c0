import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { codeOf, reasonOf } from '../../config/index.js';
import { systemErrorOf } from './system-error.js';

/** O_NONBLOCK: opening a FIFO that nobody writes to would wait for ever. Windows has neither. */
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

const words: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file: a part of its path is not a folder',
  ELOOP: 'it is a link that leads back to itself',
  EACCES: 'reading it is not permitted',
  EPERM: 'reading it is not permitted',
  ENXIO: 'it is a socket or a device, not a file',
};

/** What stands in a picture's file, and which version of the file that was. */
export interface PictureFile {
  readonly bytes: Buffer;
  readonly version: Pick<Stats, 'size' | 'mtimeMs'>;
}

/** Why there are no bytes, in words; `systemError`: it is no fault of the file's, which may be read a moment later. */
export interface Unread {
  readonly refused: string;
  readonly systemError?: boolean;
}

/**
 * The bytes of the file at `path`, or in words why there are none. It is opened once and what was opened is looked at,
 * so that nothing can change in between; whatever is not a regular file is refused unread.
 * @param limit bytes past which a file is refused unread
 */
export function readPicture(path: string, limit: number): PictureFile | Unread {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, READ);
    const stats = fstatSync(descriptor);
    const refused = refusal(stats, limit);
    return refused === null ? { bytes: readAll(descriptor, stats.size), version: stats } : { refused };
  } catch (error) {
    const trouble = systemErrorOf(error);
    if (trouble !== null) return { refused: trouble, systemError: true };
    return { refused: words[codeOf(error) ?? ''] ?? `it cannot be read (${reasonOf(error).split(',')[0]})` };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function refusal(stats: Stats, limit: number): string | null {
  if (stats.isDirectory()) return 'it is a folder, not a file';
  if (stats.isFIFO()) return 'it is a named pipe, not a file';
  if (!stats.isFile()) return 'it is a socket or a device, not a file';
  if (stats.size === 0) return 'it is empty';
  if (stats.size > limit) return `it has ${stats.size} bytes, more than any picture within pixel-limit needs`;
  return null;
}

/** A file that is cut while it is read comes back shorter. */
function readAll(descriptor: number, size: number): Buffer {
  const bytes = Buffer.allocUnsafeSlow(size);
  let filled = 0;
  while (filled < size) {
    const read = readSync(descriptor, bytes, filled, size - filled, null);
    if (read === 0) break;
    filled += read;
  }
  return bytes.subarray(0, filled);
}
