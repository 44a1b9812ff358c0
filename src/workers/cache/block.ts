import { readSync, readvSync, statSync, writevSync, type Stats } from 'node:fs';
import { crc32 } from 'node:zlib';
import { codeOf } from '../../config/index.js';
import type { CacheBlock } from '../types.js';

/**
 * Names what decodes and resizes, for caches on disk: pixels that something else made are decoded again. Raise the first number
 * when the pixels change because of this project. A test compares the version of sharp with the installed one.
 */
export const MADE_BY = 'pixels 3, sharp 0.35';

/** State of a block, as this process knows it. */
export const BlockState = { unknown: 0, good: 1 } as const;
/** Reason why a cache takes no more blocks. */
export const CacheFault = { none: 0, full: 1, failed: 2 } as const;

/**
 * Header of a block in a file, before the pixels, little-endian:
 *
 *     0  uint32   CRC-32 of all that follows, pixels included
 *     4  uint32   1 when the block is written (a hole in the file reads as 0)
 *     8  float64  size of the picture's file in bytes, when it was decoded
 *     16 float64  time of the file's last change, in milliseconds
 *     24          reserved
 */
const HEADER_BYTES = 32;
const WRITTEN = 1;
const ALIGNMENT = 64;

/** Bytes of a block in a cache file for pictures of `pixelBytes` bytes. */
export const blockBytes = (pixelBytes: number): number => Math.ceil((HEADER_BYTES + pixelBytes) / ALIGNMENT) * ALIGNMENT;

export type FileVersion = Pick<Stats, 'size' | 'mtimeMs'>;

/**
 * Reads a picture's pixels from a cache. A block in a file must have the right checksum. Until this process has read or written
 * the block once, the picture's file must also be unchanged.
 *
 * The pixels are not read straight into a target: a disk may hang for longer than the target belongs to the picture.
 * @returns `size * size * 3` bytes, valid until this thread reads the next block; null when the picture is not in the cache
 */
export function readBlock(block: CacheBlock, path: string, size: number): Uint8Array | null {
  const { store, position } = block;
  const bytes = size * size * 3;
  const states = new Uint8Array(block.marks);
  const good = Atomics.load(states, block.mark) === BlockState.good;
  if (typeof store !== 'number') return good ? new Uint8Array(store, position, bytes) : null;
  try {
    if (!good && !isCurrent(store, position, path)) return null;
    const header = Buffer.alloc(HEADER_BYTES);
    const pixels = scratchOf(bytes);
    // Checked each time: somebody may have truncated the file, or another process may be writing this block now.
    const complete = readvSync(store, [header, pixels], position) === HEADER_BYTES + bytes && header.readUInt32LE(4) === WRITTEN;
    if (complete && checksum(header, pixels) === header.readUInt32LE(0)) {
      Atomics.store(states, block.mark, BlockState.good);
      return pixels;
    }
  } catch {
    // An unreadable cache does not have the picture.
  }
  Atomics.store(states, block.mark, BlockState.unknown);
  return null;
}

/** This thread's memory for one block. */
let scratch = Buffer.alloc(0);

function scratchOf(bytes: number): Buffer {
  if (scratch.length !== bytes) scratch = Buffer.allocUnsafeSlow(bytes);
  return scratch;
}

/** Whether the header of a block names this picture's current version. */
function isCurrent(descriptor: number, position: number, path: string): boolean {
  const header = Buffer.alloc(HEADER_BYTES);
  if (readSync(descriptor, header, 0, HEADER_BYTES, position) < HEADER_BYTES || header.readUInt32LE(4) !== WRITTEN) return false;
  const now = statSync(path, { throwIfNoEntry: false });
  return now !== undefined && now.size === header.readDoubleLE(8) && now.mtimeMs === header.readDoubleLE(16);
}

/**
 * Writes a picture's pixels to its block. After a write has failed, no thread writes to this cache again.
 * @param version of the picture's file that was decoded
 */
export function writeBlock({ store, position, marks, mark }: CacheBlock, pixels: Uint8Array, version: FileVersion): void {
  const states = new Uint8Array(marks);
  const fault = states.length - 1;
  if (Atomics.load(states, fault) !== CacheFault.none) return;
  if (typeof store !== 'number') new Uint8Array(store, position, pixels.length).set(pixels);
  else {
    try {
      writeAll(store, [headerOf(pixels, version), pixels], position);
    } catch (error) {
      const code = codeOf(error);
      Atomics.store(states, fault, code === 'ENOSPC' || code === 'EDQUOT' ? CacheFault.full : CacheFault.failed);
      return;
    }
  }
  Atomics.store(states, mark, BlockState.good);
}

function headerOf(pixels: Uint8Array, { size, mtimeMs }: FileVersion): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32LE(WRITTEN, 4);
  header.writeDoubleLE(size, 8);
  header.writeDoubleLE(mtimeMs, 16);
  header.writeUInt32LE(checksum(header, pixels), 0);
  return header;
}

const checksum = (header: Buffer, pixels: Uint8Array): number => crc32(pixels, crc32(header.subarray(4)));

/** Writes once as a rule. A disk that is nearly full takes a part, and reports the reason with the next write. */
function writeAll(descriptor: number, parts: readonly [Uint8Array, Uint8Array], position: number): void {
  let written = writevSync(descriptor, [...parts], position);
  while (written < parts[0].length + parts[1].length) {
    const rest = written < parts[0].length ? [parts[0].subarray(written), parts[1]] : [parts[1].subarray(written - parts[0].length)];
    written += writevSync(descriptor, rest, position + written);
  }
}
