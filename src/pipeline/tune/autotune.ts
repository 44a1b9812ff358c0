import { WAITING_SHARE } from './facts.js';

/** What a stretch of training told of its pipeline. */
export interface Observation {
  /** How long it was. */
  readonly seconds: number;
  /** Steps that ended in it. */
  readonly steps: number;
  /** Share of it (0 to 1) in which the step waited for data. */
  readonly waiting: number;
  /** Share of it (0 to 1) in which workers had nothing to do. When the step does not wait, that is since buffers are full. */
  readonly idle: number;
}

type Mode =
  /** Concurrency may change either way. */
  | { readonly kind: 'ready' }
  /** No more concurrency for so many observations: they help no further, something else is slow; or they have just come back. */
  | { readonly kind: 'rest'; readonly left: number }
  /** The step waits with the most concurrency: would fewer do as well? `reference`: the share at work to come up to, null while it is found. */
  | { readonly kind: 'weigh'; readonly reference: number | null; readonly from: number; readonly seen: readonly Observation[] }
  /** Concurrency were taken away since buffers stood full: taken back if the step waits in the next so many observations. */
  | { readonly kind: 'fewer'; readonly from: number; readonly left: number };

/** Where a climb stands; `concurrency` is what it asks for. */
export interface Autotune {
  readonly concurrency: number;
  readonly least: number;
  readonly most: number;
  readonly mode: Mode;
  /** How long the next rest is. */
  readonly rest: number;
  /** Observations in a row in which buffers stood full, and how many of them make it fewer concurrency. */
  readonly full: number;
  readonly calm: number;
  /** The share of the time that the step was at work of late. */
  readonly typical: number;
}

/** What a number of concurrency is judged by, behind the first observation after a change: so many observations and steps, or so many of the former. */
const WEIGHED = { observations: 2, steps: 8, most: 8 };
/** A share at work that falls short of another by less is the same. */
const SAME = 0.98;
/** Observations to rest, and to see full buffers before concurrency are taken away: doubled whenever that was in vain. */
const REST = { first: 60, longest: 240 };
const CALM = { first: 5, longest: 320 };
const TRIAL = 3;

/** Concurrency that a climb begins with, a worker. Most of them wait in the workers' queue, so that its end is not felt at once. */
const CONCURRENCY_PER_WORKER = 8;

export interface AutotuneLimits {
  readonly workers: number;
  readonly prefetch: number;
  readonly batch: number;
  /** The most that the pipeline takes. */
  readonly max: number;
}

/** A climb at its beginning: modest. No more concurrency are ever of use than there are places in buffers. */
export function startAutotune({ workers, prefetch, batch, max }: AutotuneLimits): Autotune {
  const most = Math.min(max, prefetch * batch);
  const least = Math.min(workers, most);
  return {
    concurrency: Math.min(workers * CONCURRENCY_PER_WORKER, most), least, most,
    mode: { kind: 'ready' }, rest: REST.first, full: 0, calm: CALM.first, typical: 0,
  };
}

/**
 * The next state after an observation, about a second of training: a hill climb with hysteresis.
 *
 * - While the step waits, concurrency double. When it still waits with the most of them, they are halved for as long as the step
 *   waits no more for it, and then left alone for a while: something else is slow.
 * - When buffers have stood full for a while, a quarter of the concurrency goes; if the step then waits, it comes back, and the
 *   next try is twice as far away.
 * - In a stretch in which hardly anything came (a disk that stalls) nothing is learned and nothing is changed.
 */
export function autotune(state: Autotune, seen: Observation): Autotune {
  const atWork = 1 - seen.waiting;
  if (atWork < state.typical / 4) return { ...state, typical: state.typical * 0.9, full: 0 };
  const typical = state.typical === 0 ? atWork : state.typical + (atWork - state.typical) / 4;
  return move({ ...state, typical }, seen);
}

function move(state: Autotune, seen: Observation): Autotune {
  const { mode, concurrency, most } = state;
  const waits = seen.waiting > WAITING_SHARE;
  switch (mode.kind) {
    case 'fewer':
      if (waits) return { ...state, concurrency: mode.from, mode: { kind: 'rest', left: TRIAL }, full: 0, calm: Math.min(state.calm * 2, CALM.longest) };
      return { ...state, mode: mode.left > 1 ? { ...mode, left: mode.left - 1 } : { kind: 'ready' } };
    case 'weigh':
      return waits ? weigh(state, mode, seen) : { ...state, mode: { kind: 'ready' } };
    case 'rest':
      if (!waits) return fewer(state, seen);
      return { ...state, full: 0, mode: mode.left > 1 ? { ...mode, left: mode.left - 1 } : { kind: 'ready' } };
    case 'ready':
      if (!waits) return fewer(state, seen);
      if (concurrency < most) return { ...state, full: 0, concurrency: Math.min(most, concurrency * 2) };
      return { ...state, full: 0, mode: { kind: 'weigh', reference: null, from: concurrency, seen: [] } };
  }
}

/** Buffers that stand full ask for fewer concurrency, once they have done so for long enough. */
function fewer(state: Autotune, { idle }: Observation): Autotune {
  const { concurrency, least, calm } = state;
  const full = idle > 0.5 ? state.full + 1 : 0;
  if (full < calm || concurrency <= least) return { ...state, full };
  return { ...state, full: 0, concurrency: Math.max(least, concurrency - Math.ceil(concurrency / 4)), mode: { kind: 'fewer', from: concurrency, left: TRIAL } };
}

/** Goes on to half the concurrency for as long as that changes nothing; then back to the last that were enough, to rest there. */
function weigh(state: Autotune, mode: Extract<Mode, { kind: 'weigh' }>, last: Observation): Autotune {
  const { concurrency, least, rest } = state;
  const seen = [...mode.seen, last];
  const counted = seen.slice(1);
  const steps = sum(counted.map((one) => one.steps));
  if (counted.length < WEIGHED.observations || (steps < WEIGHED.steps && counted.length < WEIGHED.most)) return { ...state, mode: { ...mode, seen } };
  const atWork = 1 - sum(counted.map((one) => one.waiting * one.seconds)) / sum(counted.map((one) => one.seconds));
  const reference = mode.reference ?? atWork;
  const settled = { ...state, mode: { kind: 'rest', left: rest }, rest: Math.min(rest * 2, REST.longest) } as const;
  if (atWork < reference * SAME) return { ...settled, concurrency: mode.from };
  if (concurrency <= least) return settled;
  return { ...state, concurrency: Math.max(least, Math.floor(concurrency / 2)), mode: { kind: 'weigh', reference: Math.max(atWork, reference), from: concurrency, seen: [] } };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
