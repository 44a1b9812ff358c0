import type { Taps } from './taps.js';

/** Taps along a row, for `across` of assembly/resize.ts: it makes eight output places of a row at once, in two groups of four. */
export interface Steps {
  /** For each group `count` steps of `STEP_BYTES`. */
  readonly table: Uint8Array;
  readonly columns: number;
  readonly count: number;
  /** Bytes that may be read past the end of a row. */
  readonly beyond: number;
}

const COLUMN = 8;
const GROUP = 4;
const STEP_BYTES = 80;
/** Bytes that a step takes, and taps of each place. */
const BYTES = 16;
const TAPS = 4;
/** A byte that is not among the sixteen is read as zero. */
const NONE = 0x80;

/** The next taps, from `tap` on, of the places from `first` to `end`: all lie in the sixteen bytes at `offset`. */
interface Step {
  readonly offset: number;
  readonly tap: number;
  readonly first: number;
  readonly end: number;
}

/** @param pitch bytes from one input place to the next */
export function stepsFor({ count: taps, starts, weights }: Taps, pitch: number): Steps {
  const columns = Math.ceil(starts.length / COLUMN);
  const groups = Array.from({ length: columns * (COLUMN / GROUP) }, (_, group) => stepsOf(group * GROUP, starts, taps, pitch));
  const count = Math.max(...groups.map(({ length }) => length));
  const table = new Uint8Array(groups.length * count * STEP_BYTES);
  const view = new DataView(table.buffer);
  groups.forEach((steps, group) => {
    steps.forEach(({ offset, tap, first, end }, step) => {
      const at = (group * count + step) * STEP_BYTES;
      view.setUint32(at + 4 * BYTES, offset, true);
      for (let place = first; place < end; place++) {
        for (let next = 0; next < Math.min(TAPS, taps - tap); next++) {
          // A pair of taps has four bytes among the sixteen that say which, and four that say times what.
          const lane = at + (next >> 1) * 2 * BYTES + (place % GROUP) * 4 + (next % 2) * 2;
          table[lane] = (starts[place] + tap + next) * pitch - offset;
          table[lane + 1] = NONE;
          view.setInt16(lane + BYTES, weights[place * taps + tap + next], true);
        }
      }
    });
  });
  return { table, columns, count, beyond: taps * pitch + BYTES };
}

/** As few as will do. A place whose taps lie past the sixteen bytes that begin with the first one's has a step of its own. */
function stepsOf(from: number, starts: Int32Array, taps: number, pitch: number): Step[] {
  const to = Math.min(from + GROUP, starts.length);
  const steps: Step[] = [];
  for (let tap = 0; tap < taps; tap += TAPS) {
    for (let first = from, end = from; first < to; first = end) {
      while (end < to && (starts[end] + TAPS - 1 - starts[first]) * pitch < BYTES) end++;
      steps.push({ offset: (starts[first] + tap) * pitch, tap, first, end });
    }
  }
  return steps;
}
