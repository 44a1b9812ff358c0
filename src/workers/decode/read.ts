import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { codeOf, reasonOf } from '../../config/index.js';
import { sizeRefusal } from './file-limit.js';
import { systemErrorOf } from './system-error.js';

/** O_NONBLOCK, because opening a FIFO without a writer would block for ever. Windows has neither. */
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

const sentences: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file: a part of its path is not a folder',
  ELOOP: 'it is a link that leads back to itself',
  EACCES: 'reading it is not permitted',
  EPERM: 'reading it is not permitted',
  ENXIO: 'it is a socket or a device, not a file',
};

/** Milliseconds before each further attempt at a file that the disk could not read (EIO). A bad sector stays bad, a loose cable does not. */
const READ_AGAIN_MS = [20, 80, 200] as const;

/** Contents of a picture's file, and its version. */
export interface PictureFile {
  readonly bytes: Buffer;
  readonly version: Pick<Stats, 'size' | 'mtimeMs'>;
}

/** Reason why a file was not read. */
export interface Unread {
  readonly refused: string;
  /** Whether the file may be readable a moment later. */
  readonly systemError?: boolean;
}

/**
 * Reads a file. It is opened once, and the open file is examined, so that nothing can change in between. Anything but a regular
 * file is refused unread.
 * @param limit in bytes; a larger file is refused unread
 */
export function readPicture(path: string, limit: number): PictureFile | Unread {
  for (const ms of READ_AGAIN_MS) {
    const read = attempt(path, limit);
    if (read !== 'EIO') return read;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  }
  const read = attempt(path, limit);
  return read === 'EIO' ? { refused: 'the disk cannot read it (EIO)' } : read;
}

/** Takes contents of a file that are in memory. They are copied: decoders take no shared memory. */
export function givenPicture(bytes: Uint8Array, limit: number): PictureFile | Unread {
  const refused = sizeRefusal(bytes.length, limit);
  return refused === null ? { bytes: Buffer.from(bytes), version: { size: bytes.length, mtimeMs: 0 } } : { refused };
}

function attempt(path: string, limit: number): PictureFile | Unread | 'EIO' {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, READ);
    const stats = fstatSync(descriptor);
    const refused = refusalOf(stats, limit);
    return refused === null ? { bytes: readAll(descriptor, stats.size), version: stats } : { refused };
  } catch (error) {
    if (codeOf(error) === 'EIO') return 'EIO';
    const systemError = systemErrorOf(error);
    if (systemError !== null) return { refused: systemError, systemError: true };
    return { refused: sentences[codeOf(error) ?? ''] ?? `it cannot be read (${reasonOf(error).split(',')[0]})` };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function refusalOf(stats: Stats, limit: number): string | null {
  if (stats.isDirectory()) return 'it is a folder, not a file';
  if (stats.isFIFO()) return 'it is a named pipe, not a file';
  if (!stats.isFile()) return 'it is a socket or a device, not a file';
  return sizeRefusal(stats.size, limit);
}

/** Returns fewer bytes when the file is cut while it is read. */
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
