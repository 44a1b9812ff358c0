import { closeSync, constants, fstatSync, ftruncateSync, linkSync, lstatSync, mkdirSync, openSync, readSync, renameSync, rmSync, statfsSync, statSync, unlinkSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { codeOf } from '../../config/index.js';
import { blockBytes } from '../../workers/index.js';
import { digest, HEAD_BYTES, headFault, headOf, type CacheContents } from './cache-head.js';
import { errors } from '../errors.js';

/** The unit of `stat`'s blocks. */
const STAT_BLOCK = 512;
/** Bytes that the disk must still have free afterwards, for other programs. */
const MARGIN = 100e6;
/** Processes with other samples in the same folder can replace the file between its creation and its opening. */
const ATTEMPTS = 10;

/**
 * A file of decoded pixels.
 *
 *     0      the head: `whisker pictures 1`, then JSON that says what the pixels were made from, then zeros
 *     4096   a block for each sample, in order; blocks not written yet are holes
 */
export class CacheFile {
  readonly path: string;
  readonly bytes: number;
  readonly #head: Buffer;
  readonly #blockBytes: number;

  constructor(folder: string, contents: CacheContents) {
    const { root, samples, size } = contents;
    this.#blockBytes = blockBytes(size * size * 3);
    this.bytes = HEAD_BYTES + samples.length * this.#blockBytes;
    this.path = join(folder, `${basename(root).replaceAll(/[^\w-]/g, '_').slice(0, 40)}-${size}-${digest([root]).slice(0, 8)}.pictures`);
    this.#head = headOf(contents);
  }

  /** Returns the first byte of the block of sample `index`. */
  positionOf(index: number): number {
    return HEAD_BYTES + index * this.#blockBytes;
  }

  /**
   * Opens the file for reading and writing. Creates it first when it is missing, and replaces it when it is unusable.
   * @param onReplace called with what was wrong with the old file
   * @throws the system's error
   */
  open(onReplace: (fault: string) => void): number {
    for (let attempt = 0; ; attempt++) {
      const found = this.#find();
      if (typeof found === 'number') return found;
      if (attempt === ATTEMPTS) throw new Error(`other processes keep replacing ${this.path}`);
      if (found !== null) {
        onReplace(found);
        this.#remove();
      }
      this.#create();
    }
  }

  /**
   * Returns the bytes that the file still needs on the disk, and the free bytes; an unusable old file counts as free.
   * @throws WrongCommand when they are not enough; the system's error
   */
  room(freeBytes: (folder: string) => number = freeOn): { readonly needed: number; readonly free: number } {
    const folder = dirname(this.path);
    const { usable, bytes } = this.#usage();
    const needed = this.bytes - (usable ? Math.min(bytes, this.bytes) : 0);
    const free = freeBytes(folder) + (usable ? 0 : bytes);
    if (needed > 0 && needed + MARGIN > free) throw errors.diskTooFull(folder, needed, free);
    return { needed, free };
  }

  /**
   * Returns a descriptor of the file, or why it cannot be used, or null when it is missing.
   * @throws the system's error when access is denied
   */
  #find(): number | string | null {
    if (lstatSync(this.path, { throwIfNoEntry: false }) === undefined) return null;
    let descriptor: number;
    try {
      descriptor = openSync(this.path, constants.O_RDWR | (constants.O_NONBLOCK ?? 0));
    } catch (error) {
      if (codeOf(error) === 'EISDIR') return 'is a folder';
      if (codeOf(error) === 'ENOENT') return 'is a link to nothing';
      throw error;
    }
    const fault = this.#faultOf(descriptor);
    if (fault === null) return descriptor;
    closeSync(descriptor);
    return fault;
  }

  #faultOf(descriptor: number): string | null {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return 'is not a file';
    const head = Buffer.alloc(HEAD_BYTES);
    readSync(descriptor, head, 0, HEAD_BYTES, 0);
    return headFault(head, this.#head) ?? (stats.size === this.bytes ? null : `has ${stats.size} bytes of ${this.bytes}`);
  }

  #remove(): void {
    // Node 24's rmSync ignores a link to nothing.
    if (lstatSync(this.path, { throwIfNoEntry: false })?.isSymbolicLink()) unlinkSync(this.path);
    else rmSync(this.path, { recursive: true, force: true });
  }

  /** Creates the file under a temporary name and links it to its path, so an incomplete file is never found there. The first of two processes wins. */
  #create(): void {
    mkdirSync(dirname(this.path), { recursive: true });
    const temporary = `${this.path}.${process.pid}.tmp`;
    try {
      const descriptor = openSync(temporary, 'w');
      try {
        writeSync(descriptor, this.#head, 0, HEAD_BYTES, 0);
        ftruncateSync(descriptor, this.bytes);
      } finally {
        closeSync(descriptor);
      }
      linkOrRename(temporary, this.path);
    } finally {
      rmSync(temporary, { force: true });
    }
  }

  /** Bytes that the file takes on the disk now, and whether it is usable. */
  #usage(): { readonly usable: boolean; readonly bytes: number } {
    const found = this.#find();
    if (typeof found !== 'number') return { usable: false, bytes: (lstatSync(this.path, { throwIfNoEntry: false })?.blocks ?? 0) * STAT_BLOCK };
    const { blocks } = fstatSync(found);
    closeSync(found);
    return { usable: true, bytes: blocks * STAT_BLOCK };
  }
}

function linkOrRename(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    // Some file systems have no links. There the later of two processes replaces the earlier one's file.
    if (codeOf(error) !== 'EEXIST') renameSync(from, to);
  }
}

/** Returns the bytes free for this user on the disk of a folder that may not exist yet. */
function freeOn(folder: string): number {
  let existing = folder;
  while (statSync(existing, { throwIfNoEntry: false }) === undefined && dirname(existing) !== existing) existing = dirname(existing);
  const { bavail, bsize } = statfsSync(existing);
  return bavail * bsize;
}
