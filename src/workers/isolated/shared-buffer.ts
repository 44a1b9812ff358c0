import { readSync, writeSync } from 'node:fs';

/** Descriptor under which the host process finds the buffer: the first after standard input, output, errors and the channel. */
export const BUFFER_DESCRIPTOR = 4;
/** Slots of a buffer, at most: the largest concurrency. */
export const MAX_SLOTS = 1024;
/** Two words for each slot: the task that was begun there last, and the task that was finished there last. */
const WORD = 4;
const MARK = 2 * WORD;
/** First byte of the pixels. */
export const HEADER_BYTES = MAX_SLOTS * MARK;

/** A task's place in the buffer. */
export interface Slot {
  /** Slot index, below `MAX_SLOTS`. */
  readonly index: number;
  /** First byte of the pixels. */
  readonly position: number;
  /** Id of the task: a uint32 that is not 0. */
  readonly id: number;
}

/**
 * A file without a name that two processes have open, because processes cannot share memory in Node. One writes pixels, the other
 * reads them. The marks can still be read after the process that wrote them has crashed.
 */
export class SharedBuffer {
  readonly #word = Buffer.alloc(WORD);

  constructor(readonly descriptor: number) {}

  markBegun({ index, id }: Slot): void {
    this.#mark(index * MARK, id);
  }

  markFinished({ index, id }: Slot): void {
    this.#mark(index * MARK + WORD, id);
  }

  /** Whether the task was begun and not finished. */
  isBusy({ index, id }: Slot): boolean {
    const mark = Buffer.alloc(MARK);
    assertComplete(readSync(this.descriptor, mark, 0, MARK, index * MARK), MARK);
    return mark.readUInt32LE(0) === id && mark.readUInt32LE(WORD) !== id;
  }

  /** Writes a view. All views of a slot have the same length. */
  write(view: Uint8Array, { position }: Slot, index: number): void {
    assertComplete(writeSync(this.descriptor, view, 0, view.length, position + index * view.length), view.length);
  }

  read(view: Uint8Array, { position }: Slot, index: number): void {
    assertComplete(readSync(this.descriptor, view, 0, view.length, position + index * view.length), view.length);
  }

  #mark(position: number, id: number): void {
    this.#word.writeUInt32LE(id);
    writeSync(this.descriptor, this.#word, 0, WORD, position);
  }
}

function assertComplete(bytes: number, expected: number): void {
  if (bytes !== expected) throw new Error(`${bytes} of ${expected} bytes were copied`);
}
