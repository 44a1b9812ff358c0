import { readSync, writeSync } from 'node:fs';

/** Spots of a shelf, at most: as many as there may be concurrency. */
export const SPOTS = 1024;
/** Two words for each spot: the errand that was begun there last, and the one that was finished there last. */
const WORD = 4;
const MARK = 2 * WORD;
/** Where the pixels begin. */
export const SHELF_HEAD = SPOTS * MARK;

/** Where a process puts the pixels of an errand, and where it marks how far it came. */
export interface Spot {
  /** Which of the marks; less than `SPOTS`. */
  readonly spot: number;
  /** First byte of its pixels. */
  readonly position: number;
  /** The errand, a uint32 that is not 0. */
  readonly ticket: number;
}

/**
 * A file that two processes have open, and that has no name any more: in Node they cannot share memory. One puts pixels in,
 * the other takes them out. What is marked here is known also after the one that marked it has crashed.
 */
export class Shelf {
  readonly #word = Buffer.alloc(WORD);

  constructor(readonly descriptor: number) {}

  begin({ spot, ticket }: Spot): void {
    this.#mark(spot * MARK, ticket);
  }

  finish({ spot, ticket }: Spot): void {
    this.#mark(spot * MARK + WORD, ticket);
  }

  /** Whether the errand was begun and not finished. */
  isInWork({ spot, ticket }: Spot): boolean {
    const marks = Buffer.alloc(MARK);
    this.#whole(readSync(this.descriptor, marks, 0, MARK, spot * MARK), MARK);
    return marks.readUInt32LE(0) === ticket && marks.readUInt32LE(WORD) !== ticket;
  }

  put(pixels: Uint8Array, { position }: Spot): void {
    this.#whole(writeSync(this.descriptor, pixels, 0, pixels.length, position), pixels.length);
  }

  take(pixels: Uint8Array, { position }: Spot): void {
    this.#whole(readSync(this.descriptor, pixels, 0, pixels.length, position), pixels.length);
  }

  #mark(position: number, ticket: number): void {
    this.#word.writeUInt32LE(ticket);
    writeSync(this.descriptor, this.#word, 0, WORD, position);
  }

  #whole(bytes: number, wanted: number): void {
    if (bytes !== wanted) throw new Error(`${bytes} of ${wanted} bytes went through`);
  }
}
