import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, ftruncateSync, linkSync, lstatSync, mkdirSync, openSync, readSync, renameSync, rmSync, statfsSync, statSync, unlinkSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { codeOf } from '../config/index.js';
import { blockBytes, missingFastPath, MADE_BY } from '../workers/index.js';
import { errors } from './errors.js';
import type { Settings } from './settings.js';
import type { Sample } from './types.js';

/** Everything that decides which pixels stand in which block. */
type Made = Pick<Settings, 'root' | 'samples' | 'size' | 'decoder' | 'background' | 'pixelLimit'>;

/** Bytes before the first block. */
const HEAD = 4096;
/** The unit of `stat`'s blocks. */
const BLOCK = 512;
const MAGIC = 'whisker pictures 1\n';
/** What a disk should have left: some hundred megabytes for everybody else. */
const MARGIN = 100e6;
/** Processes with other samples in the same folder may replace the file between making and opening it. */
const ATTEMPTS = 10;

/**
 * The layout of a cache file, and what it must have been made from: two files of equal heads hold equal pixels.
 *
 *     0      the words `whisker pictures 1`, then in JSON what the pixels were made from, then zeros
 *     4096   a block for each sample, in their order; those not written yet are holes
 */
export class CacheFile {
  readonly path: string;
  readonly bytes: number;
  readonly #head: Buffer;
  readonly #block: number;

  constructor(folder: string, { root, samples, size, decoder, background, pixelLimit }: Made) {
    this.#block = blockBytes(size * size * 3);
    this.bytes = HEAD + samples.length * this.#block;
    this.path = join(folder, `${basename(root).replaceAll(/[^\w-]/g, '_').slice(0, 40)}-${size}-${digest([root]).slice(0, 8)}.pictures`);
    const made = {
      pictures: samples.length, fingerprint: digest(namesOf(root, samples)), size, resize: 'bilinear, aspect ratio not kept',
      // Pixels of the two concurrency differ a little; where a machine has no fast lane, sharp reads all.
      decoder: decoder === 'auto' && missingFastPath() !== null ? 'sharp' : decoder,
      madeBy: MADE_BY, background, pixelLimit,
    };
    this.#head = Buffer.alloc(HEAD);
    this.#head.write(`${MAGIC}${JSON.stringify(made)}\n`);
  }

  /** First byte of the block of sample `index`. */
  positionOf(index: number): number {
    return HEAD + index * this.#block;
  }

  /**
   * What stands in its place: a descriptor that is open for reading and writing, or in words why it is of no use, or
   * nothing at all.
   * @throws the system's error when it may not be used
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
    const head = Buffer.alloc(HEAD);
    const read = readSync(descriptor, head, 0, HEAD, 0);
    if (!head.toString('latin1').startsWith(MAGIC)) return "is none of whisker's caches of pictures, or one of another version";
    if (read < HEAD || !head.equals(this.#head)) return this.#difference(head);
    return stats.size === this.bytes ? null : `has ${stats.size} bytes of ${this.bytes}`;
  }

  /** Which of the words in the head are not as they must be. */
  #difference(head: Buffer): string {
    const [was, is] = [head, this.#head].map(wordsOf);
    const names = Object.keys(is).filter((name) => JSON.stringify(was[name]) !== JSON.stringify(is[name]));
    const told = names.filter((name) => name !== 'fingerprint').map((name) => `${name} ${String(was[name])} instead of ${String(is[name])}`);
    return `was made from other pictures or options (${told.length > 0 ? told.join(', ') : 'other paths'})`;
  }

  /**
   * Opens the file, which is made first if none stands there or what does is of no use.
   * @param tell told what was wrong with what stood there
   * @throws the system's error
   */
  open(tell: (fault: string) => void): number {
    for (let attempt = 0; ; attempt++) {
      const found = this.#find();
      if (typeof found === 'number') return found;
      if (attempt === ATTEMPTS) throw new Error(`others keep replacing ${this.path}`);
      if (found !== null) {
        tell(found);
        this.#remove();
      }
      this.#create();
    }
  }

  #remove(): void {
    const stands = lstatSync(this.path, { throwIfNoEntry: false });
    // Node 24's rmSync takes a link to nothing for nothing, and leaves it.
    if (stands?.isSymbolicLink()) unlinkSync(this.path);
    else rmSync(this.path, { recursive: true, force: true });
  }

  /** Made beside its place and put there whole. Who comes second finds the first one's: nothing is put in its place. */
  #create(): void {
    mkdirSync(dirname(this.path), { recursive: true });
    const temporary = `${this.path}.${process.pid}.tmp`;
    try {
      const descriptor = openSync(temporary, 'w');
      try {
        writeSync(descriptor, this.#head, 0, HEAD, 0);
        ftruncateSync(descriptor, this.bytes);
      } finally {
        closeSync(descriptor);
      }
      linkOrRename(temporary, this.path);
    } finally {
      rmSync(temporary, { force: true });
    }
  }

  /**
   * Bytes that the disk must still find room for, and those that it has, with what is in the way counted as free.
   * @throws WrongCommand when that is not enough, or cannot be told
   */
  room(freeBytes: (folder: string) => number = freeOn): { readonly needed: number; readonly free: number } {
    const folder = dirname(this.path);
    const { usable, there } = this.#usage();
    const needed = this.bytes - (usable ? Math.min(there, this.bytes) : 0);
    const free = freeBytes(folder) + (usable ? 0 : there);
    if (needed > 0 && needed + MARGIN > free) throw errors.diskTooFull(folder, needed, free);
    return { needed, free };
  }

  /** Bytes on disk of what stands in its place. */
  #usage(): { readonly usable: boolean; readonly there: number } {
    const found = this.#find();
    if (typeof found !== 'number') return { usable: false, there: (lstatSync(this.path, { throwIfNoEntry: false })?.blocks ?? 0) * BLOCK };
    const { blocks } = fstatSync(found);
    closeSync(found);
    return { usable: true, there: blocks * BLOCK };
  }
}

function linkOrRename(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    // Some file systems have no links: there the later of two that come at once replaces the earlier.
    if (codeOf(error) !== 'EEXIST') renameSync(from, to);
  }
}

function wordsOf(head: Buffer): Record<string, unknown> {
  try {
    const words: unknown = JSON.parse(head.toString('utf8', MAGIC.length).replaceAll('\0', ''));
    return typeof words === 'object' && words !== null ? { ...words } : {};
  } catch {
    return {};
  }
}

/** Free bytes for this user on the disk of a folder that need not be there yet. */
function freeOn(folder: string): number {
  let there = folder;
  while (statSync(there, { throwIfNoEntry: false }) === undefined && dirname(there) !== there) there = dirname(there);
  const { bavail, bsize } = statfsSync(there);
  return bavail * bsize;
}

function digest(parts: Iterable<string>): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

/** What tells one list of samples from another: where they lie, in their order. A path cannot hold a zero. */
function* namesOf(root: string, samples: readonly Sample[]): Generator<string> {
  yield `${root}\0`;
  const AT_ONCE = 4096;
  for (let first = 0; first < samples.length; first += AT_ONCE) yield samples.slice(first, first + AT_ONCE).map(({ path }) => `${path}\0`).join('');
}
