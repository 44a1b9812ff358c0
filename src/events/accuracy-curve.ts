import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { peek } from './peek.js';
import { parseLine } from './read.js';
import { scanLines } from './scan.js';

/** The accuracy on the validation set after an epoch. */
export interface AccuracyPoint {
  readonly epoch: number;
  /** 0 to 1. */
  readonly accuracy: number;
}

const utf8 = new TextDecoder();

/** The validation accuracy over the epochs of the run in `folder`, read from its log as it grows. */
export class AccuracyCurve {
  #inode: number | undefined;
  /** The byte after the last line that was read. */
  #at = 0;
  #points: readonly AccuracyPoint[] = [];

  constructor(private readonly folder: string) {}

  /** Returns the points so far, in the order of the epochs; the same array where none was added. @throws the system's error (`ENOENT`, …) */
  async read(): Promise<readonly AccuracyPoint[]> {
    const file = await open(join(this.folder, 'events.jsonl'), 'r');
    try {
      const { size, ino } = await file.stat();
      if (ino !== this.#inode || size < this.#at) {
        this.#at = 0;
        this.#points = [];
      }
      this.#inode = ino;
      const added: AccuracyPoint[] = [];
      this.#at = await scanLines(file, this.#at, size, (bytes, start, end) => {
        const head = peek(bytes, start, end);
        if (head !== undefined && head.type !== 'epoch') return;
        const parsed = parseLine(utf8.decode(bytes.subarray(start, end)));
        if (typeof parsed === 'object' && parsed.event.type === 'epoch') added.push({ epoch: parsed.event.epoch, accuracy: parsed.event.val.accuracy });
      });
      if (added.length > 0) this.#points = inOrder([...this.#points, ...added]);
      return this.#points;
    } finally {
      await file.close();
    }
  }
}

/** Leaves out the epochs that a resumed run has repeated. */
function inOrder(points: readonly AccuracyPoint[]): readonly AccuracyPoint[] {
  const kept: AccuracyPoint[] = [];
  for (const point of points) {
    while ((kept.at(-1)?.epoch ?? -1) >= point.epoch) kept.pop();
    kept.push(point);
  }
  return kept;
}
