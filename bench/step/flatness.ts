import { median } from '../report/statistics.js';

/** Steps whose memory is told together. The first so many belong to the start: what is kept for later has come by then. */
export const STRETCH = 100;
/** From this step on, counted from 1, what lives in the engine stays. */
export const SETTLED = 3;
/** What the resident set may grow by. */
const GROWTH = 0.05;

/** After one step. */
export interface Look {
  readonly residentMb: number;
  /** Alive in the engine. */
  readonly tensors: number;
  readonly bytes: number;
}

/** After the third step, and the least and the most after any later one. */
export interface Settled {
  readonly settled: number;
  readonly least: number;
  readonly most: number;
}

export interface Flatness {
  readonly tensors: Settled;
  /** Of the tensors. */
  readonly bytes: Settled;
  /** Median resident set of each hundred steps, MB. */
  readonly residentMb: readonly number[];
  /** Of the last whole hundred to the second. */
  readonly growth: number;
  /** Why it is not flat; null where it is. */
  readonly fault: string | null;
}

/** @param looks of 300 steps or more, in their order */
export function flatness(looks: readonly Look[]): Flatness {
  const stretches = Array.from({ length: Math.floor(looks.length / STRETCH) }, (_, index) => looks.slice(index * STRETCH, (index + 1) * STRETCH));
  const residentMb = stretches.map((stretch) => Math.round(median(stretch.map((look) => look.residentMb)) * 10) / 10);
  const growth = (residentMb.at(-1) ?? Number.NaN) / (residentMb[1] ?? Number.NaN) - 1;
  const later = looks.slice(SETTLED - 1);
  const [tensors, bytes] = [settled(later.map((look) => look.tensors)), settled(later.map((look) => look.bytes))];
  const fault = moved('tensors', tensors) ?? moved('bytes in tensors', bytes)
    ?? (growth <= GROWTH ? null : `the resident set grew by ${(growth * 100).toFixed(1)} %; ${GROWTH * 100} % is the bound`);
  return { tensors, bytes, residentMb, growth, fault };
}

function settled([first = Number.NaN, ...later]: readonly number[]): Settled {
  const start: Settled = { settled: first, least: first, most: first };
  return later.reduce((so, count) => ({ settled: first, least: Math.min(so.least, count), most: Math.max(so.most, count) }), start);
}

const moved = (what: string, { settled: first, least, most }: Settled): string | null =>
  (least === first && most === first ? null : `there were ${first} ${what} after step ${SETTLED}, and ${least} to ${most} later`);
