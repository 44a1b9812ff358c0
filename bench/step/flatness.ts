import { median } from '../report/statistics.js';

/** Steps in a window, whose memory is reported together. The first window is warm-up: caches fill in it. */
export const WINDOW = 100;
/** The step, counted from 1, after which the engine's tensors must stay the same. */
export const STEADY_FROM = 3;
/** How much the resident set may grow. */
const MAX_GROWTH = 0.05;

/** Memory after one step. */
export interface MemorySample {
  readonly residentMb: number;
  /** Live tensors in the engine. */
  readonly tensors: number;
  readonly bytes: number;
}

/** A count after step 3, and its least and greatest value after later steps. */
export interface CountRange {
  readonly first: number;
  readonly least: number;
  readonly greatest: number;
}

export interface Flatness {
  readonly tensors: CountRange;
  /** Bytes of the tensors. */
  readonly bytes: CountRange;
  /** Median resident set of each window, MB. */
  readonly residentMb: readonly number[];
  /** Growth of the resident set from the second window to the last whole one. */
  readonly growth: number;
  /** Why memory is not flat; null if it is. */
  readonly fault: string | null;
}

/** @param samples of 300 steps or more, in order */
export function flatness(samples: readonly MemorySample[]): Flatness {
  const windows = Array.from({ length: Math.floor(samples.length / WINDOW) }, (_, index) => samples.slice(index * WINDOW, (index + 1) * WINDOW));
  const residentMb = windows.map((window) => Math.round(median(window.map((sample) => sample.residentMb)) * 10) / 10);
  const growth = (residentMb.at(-1) ?? Number.NaN) / (residentMb[1] ?? Number.NaN) - 1;
  const later = samples.slice(STEADY_FROM - 1);
  const [tensors, bytes] = [rangeOf(later.map((sample) => sample.tensors)), rangeOf(later.map((sample) => sample.bytes))];
  const fault = faultOf('tensors', tensors) ?? faultOf('bytes in tensors', bytes)
    ?? (growth <= MAX_GROWTH ? null : `the resident set grew by ${(growth * 100).toFixed(1)} %, and ${MAX_GROWTH * 100} % is allowed`);
  return { tensors, bytes, residentMb, growth, fault };
}

const rangeOf = (counts: readonly number[]): CountRange =>
  ({ first: counts[0] ?? Number.NaN, least: counts.reduce((least, count) => Math.min(least, count), Infinity), greatest: counts.reduce((greatest, count) => Math.max(greatest, count), -Infinity) });

const faultOf = (what: string, { first, least, greatest }: CountRange): string | null =>
  (least === first && greatest === first ? null : `there were ${first} ${what} after step ${STEADY_FROM}, and ${least} to ${greatest} later`);
