import { readSync, readvSync, statSync, writevSync, type Stats } from 'node:fs';
import { crc32 } from 'node:zlib';
import { codeOf } from '../config/index.js';
import type { CacheBlock, DecodeTask } from './types.js';

/** What a process knows of a block. */
export const Mark = { unknown: 0, good: 1 } as const;
/** Why a cache takes no more blocks. */
export const Fault = { none: 0, full: 1, failed: 2 } as const;

/**
 * Before the pixels of a block in a file, little-endian:
 *
 *     0  uint32   CRC-32 of all that follows, pixels included
 *     4  uint32   1: the block is written (a hole in the file reads as 0)
 *     8  float64  bytes of the picture's file, when it was decoded
 *     16 float64  time of its last change, in milliseconds
 *     24          nothing yet
 */
const HEAD = 32;
const WRITTEN = 1;
const ALIGNMENT = 64;

/** Bytes of a block in a cache file for pictures of `pixels` bytes. */
export const blockBytes = (pixels: number): number => Math.ceil((HEAD + pixels) / ALIGNMENT) * ALIGNMENT;

export type Version = Pick<Stats, 'size' | 'mtimeMs'>;
type Target = Pick<DecodeTask, 'path' | 'size' | 'target' | 'offset'>;
const pixelsOf = ({ size, target, offset }: Target): Uint8Array => new Uint8Array(target, offset, size * size * 3);

/**
 * Looks a picture up, and if the cache has it, copies its pixels into the task's target. Of a block in a file, its checksum
 * must be right; and the picture's file unchanged, which is looked at until this process has once written or read the block.
 *
 * A file is read into memory of this thread's own first: a disk may hang for longer than the target is this picture's, and
 * whoever had leave to write from before would then write over another one.
 * @param mayWrite asked once the pixels are there, right before the target is written; nothing is written when it says false
 * @returns whether the cache had it
 */
export function readBlock(block: CacheBlock, task: Target, mayWrite: () => boolean): boolean {
  const { store, position } = block;
  const marks = new Uint8Array(block.marks);
  const good = Atomics.load(marks, block.mark) === Mark.good;
  if (typeof store !== 'number') {
    if (good && mayWrite()) pixelsOf(task).set(new Uint8Array(store, position, task.size * task.size * 3));
    return good;
  }
  try {
    if (!good && !promising(store, position, task.path)) return false;
    const target = pixelsOf(task);
    const head = Buffer.alloc(HEAD);
    const pixels = roomFor(target.length);
    // Each time: somebody may have cut the file since, within this block too, or be writing the block anew right now.
    const whole = readvSync(store, [head, pixels], position) === HEAD + pixels.length && head.readUInt32LE(4) === WRITTEN;
    if (whole && checksum(head, pixels) === head.readUInt32LE(0)) {
      Atomics.store(marks, block.mark, Mark.good);
      if (mayWrite()) target.set(pixels);
      return true;
    }
  } catch {
    // A cache that cannot be read is one that does not have the picture.
  }
  Atomics.store(marks, block.mark, Mark.unknown);
  return false;
}

/** This thread's, for one block: nothing else is done between reading and copying it. */
let room = Buffer.alloc(0);

function roomFor(bytes: number): Buffer {
  if (room.length !== bytes) room = Buffer.allocUnsafeSlow(bytes);
  return room;
}

/** Whether a block that this process has not read yet says that it holds this picture as it is now. */
function promising(descriptor: number, position: number, path: string): boolean {
  const head = Buffer.alloc(HEAD);
  if (readSync(descriptor, head, 0, HEAD, position) < HEAD || head.readUInt32LE(4) !== WRITTEN) return false;
  const now = statSync(path, { throwIfNoEntry: false });
  return now !== undefined && now.size === head.readDoubleLE(8) && now.mtimeMs === head.readDoubleLE(16);
}

/**
 * Keeps the pixels that stand in the task's target. A write that fails is noted for all threads, and none writes again.
 * @param version of the picture's file that was decoded
 * @param isStillIts asked once they are copied: false when the target may have become another picture's in the meantime
 */
export function writeBlock(block: CacheBlock, task: Target, version: Version, isStillIts: () => boolean = () => true): void {
  const { store, position, mark } = block;
  const marks = new Uint8Array(block.marks);
  const fault = marks.length - 1;
  if (Atomics.load(marks, fault) !== Fault.none) return;
  const pixels = roomFor(task.size * task.size * 3);
  pixels.set(pixelsOf(task));
  if (!isStillIts()) return;
  if (typeof store === 'number') {
    try {
      writeWhole(store, [headOf(pixels, version), pixels], position);
    } catch (error) {
      const code = codeOf(error);
      Atomics.store(marks, fault, code === 'ENOSPC' || code === 'EDQUOT' ? Fault.full : Fault.failed);
      return;
    }
  } else new Uint8Array(store, position, pixels.length).set(pixels);
  Atomics.store(marks, mark, Mark.good);
}

function headOf(pixels: Uint8Array, { size, mtimeMs }: Version): Buffer {
  const head = Buffer.alloc(HEAD);
  head.writeUInt32LE(WRITTEN, 4);
  head.writeDoubleLE(size, 8);
  head.writeDoubleLE(mtimeMs, 16);
  head.writeUInt32LE(checksum(head, pixels), 0);
  return head;
}

const checksum = (head: Buffer, pixels: Uint8Array): number => crc32(pixels, crc32(head.subarray(4)));

/** One write as a rule; a disk that is nearly full takes a part of it, and tells why with the next. */
function writeWhole(descriptor: number, parts: readonly [Uint8Array, Uint8Array], position: number): void {
  let written = writevSync(descriptor, [...parts], position);
  while (written < parts[0].length + parts[1].length) {
    const rest = written < parts[0].length ? [parts[0].subarray(written), parts[1]] : [parts[1].subarray(written - parts[0].length)];
    written += writevSync(descriptor, rest, position + written);
  }
}
