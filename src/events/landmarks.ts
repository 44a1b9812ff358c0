import type { Peek } from './peek.js';

/** A line of a log, and the byte that it begins at. */
export interface LogLine {
  readonly at: number;
  readonly bytes: Uint8Array;
}

/** What is thinned is kept whole up to this number. */
const ALL = 2048;

/**
 * Bytes of log behind a best epoch past which it is kept, if no better one stands in them. Less than what readers take whole
 * (`WHOLE_BYTES`): so they miss none.
 */
export const BEST_BYTES = 524_288;

/**
 * Which lines of a log are enough for the curves of the whole run: some 1,000 steps and epochs of each doubling of their
 * number, every best epoch that stood for a while, and everything that is rare. A function of the lines alone, so that
 * whoever writes the log and whoever reads it choose the same ones.
 */
export class Landmarks {
  #best: LogLine | undefined;

  /** The best epoch so far that is not kept yet. */
  get best(): LogLine | undefined {
    return this.#best;
  }

  /** The lines to keep, of those up to this one, in the order in which that is decided. `bytes()` is asked for what is kept. */
  take(line: Peek, at: number, bytes: () => Uint8Array): readonly LogLine[] {
    const kept: LogLine[] = [];
    if (this.#best !== undefined && at - this.#best.at > BEST_BYTES) {
      kept.push(this.#best);
      this.#best = undefined;
    }
    if (isKept(line)) kept.push({ at, bytes: bytes() });
    else if (line.type === 'epoch') {
      const epoch = bytes();
      if (isBest(epoch)) this.#best = { at, bytes: epoch };
    }
    return kept;
  }
}

function isKept({ type, seq, epoch, step }: Peek): boolean {
  switch (type) {
    case 'step':
      return isThin(step);
    case 'epoch':
      return isThin(epoch);
    // Told every second, and of use mostly while they are new.
    case 'pipeline':
    case 'checkpoint':
    case 'judging':
      return isThin(seq);
    default:
      return true;
  }
}

/** Every number to 2048, every second to 4096, every fourth to 8192, … A number that is not known is kept. */
function isThin(number: number): boolean {
  if (!(number >= ALL)) return true;
  return number % 2 ** Math.floor(Math.log2(number / (ALL / 2))) === 0;
}

const isBest = (epoch: Uint8Array): boolean => Buffer.from(epoch.buffer, epoch.byteOffset, epoch.byteLength).includes('"best":true');
