import type { Taps } from './taps.js';

/** Taps along a row, as `across` in assembly/resize.ts reads them. It computes eight outputs at once, in two groups of four. */
export interface Steps {
  /** `count` steps of `STEP_BYTES` bytes for each group. */
  readonly table: Uint8Array;
  readonly columns: number;
  readonly count: number;
  /** Bytes that are read past the end of a row, at most. */
  readonly beyond: number;
}

const COLUMN = 8;
const GROUP = 4;
const STEP_BYTES = 80;
/** Bytes of the row that a step reads. */
const BYTES = 16;
/** Taps that a step computes for each output. */
const TAPS = 4;
/** Index of no byte, which is read as zero. */
const NONE = 0x80;

/** Up to four taps, from `tap` on, of the outputs from `first` to `end`. All are within the sixteen bytes at `offset`. */
interface Step {
  readonly offset: number;
  readonly tap: number;
  readonly first: number;
  readonly end: number;
}

/**
 * Converts taps to steps.
 * @param pitch bytes from one input sample to the next
 */
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
      for (let output = first; output < end; output++) {
        for (let next = 0; next < Math.min(TAPS, taps - tap); next++) {
          // A pair of taps has four bytes that select samples, and sixteen bytes later their two weights.
          const selector = at + (next >> 1) * 2 * BYTES + (output % GROUP) * 4 + (next % 2) * 2;
          table[selector] = (starts[output] + tap + next) * pitch - offset;
          table[selector + 1] = NONE;
          view.setInt16(selector + BYTES, weights[output * taps + tap + next], true);
        }
      }
    });
  });
  return { table, columns, count, beyond: taps * pitch + BYTES };
}

/** Returns as few steps as possible. An output whose taps do not fit into the sixteen bytes begins another step. */
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
