import { WAITING_SHARE } from './facts.js';

/** What a stretch of training showed about its pipeline. */
export interface Observation {
  /** Length of the stretch. */
  readonly seconds: number;
  /** Steps that ended in it. */
  readonly steps: number;
  /** Share of it (0 to 1) in which the step waited for data. */
  readonly waiting: number;
  /** Share of it (0 to 1) in which the workers were idle. If the step did not wait, the buffers were full. */
  readonly idle: number;
}

/** What the search is doing. */
export type AutotuneMode =
  /** The concurrency may change either way. */
  | { readonly kind: 'ready' }
  /** No increase for the next `left` observations: it does not help, or it has just been made. */
  | { readonly kind: 'rest'; readonly left: number }
  /** The step waits at the highest concurrency. Is half as much enough? `reference`: the share at work to reach, null while it is measured. */
  | { readonly kind: 'halving'; readonly reference: number | null; readonly previous: number; readonly observations: readonly Observation[] }
  /** The concurrency was reduced because buffers were full. The reduction is undone if the step waits in the next `left` observations. */
  | { readonly kind: 'trial'; readonly previous: number; readonly left: number };

/** State of the search for the best concurrency. */
export interface Autotune {
  /** The concurrency to use now. */
  readonly concurrency: number;
  readonly least: number;
  readonly most: number;
  readonly mode: AutotuneMode;
  /** Observations of the next rest. */
  readonly rest: number;
  /** Observations in a row with full buffers. */
  readonly full: number;
  /** Observations with full buffers after which the concurrency is reduced. */
  readonly patience: number;
  /** Recent share of the time in which the step was at work. */
  readonly typical: number;
}

/** How long a concurrency is measured in mode `halving`. The first observation after a change does not count. */
const MEASURE = { observations: 2, steps: 8, mostObservations: 8 };
/** A share at work above this part of another counts as equal. */
const EQUAL = 0.98;
/** Observations, doubled each time that the wait was in vain. */
const REST = { first: 60, longest: 240 };
const PATIENCE = { first: 5, longest: 320 };
const TRIAL = 3;

/** Concurrency per worker at the start. Most of these pictures wait in the workers' queue, so that it never runs empty. */
const CONCURRENCY_PER_WORKER = 8;

/** What a search for the best concurrency starts from. */
export interface AutotuneLimits {
  readonly workers: number;
  readonly prefetch: number;
  readonly batch: number;
  /** The highest concurrency that the pipeline takes. */
  readonly max: number;
}

/** Returns the modest start of a search. A concurrency above the number of places in buffers has no effect. */
export function startAutotune({ workers, prefetch, batch, max }: AutotuneLimits): Autotune {
  const most = Math.min(max, prefetch * batch);
  const least = Math.min(workers, most);
  return {
    concurrency: Math.min(workers * CONCURRENCY_PER_WORKER, most), least, most,
    mode: { kind: 'ready' }, rest: REST.first, full: 0, patience: PATIENCE.first, typical: 0,
  };
}

/**
 * Returns the next state after an observation, which is about a second of training: a local search with hysteresis.
 *
 * - While the step waits, the concurrency doubles. If the step still waits at the highest concurrency, something else is slow: the
 *   concurrency is halved for as long as the step waits no longer than before, and then rests.
 * - After enough observations with full buffers, the concurrency is reduced by a quarter. If the step then waits, the reduction
 *   is undone, and the next one needs twice as many observations.
 * - A stretch in which hardly anything came (a disk that stalls) changes nothing.
 */
export function autotune(state: Autotune, observation: Observation): Autotune {
  const atWork = 1 - observation.waiting;
  if (atWork < state.typical / 4) return { ...state, typical: state.typical * 0.9, full: 0 };
  const typical = state.typical === 0 ? atWork : state.typical + (atWork - state.typical) / 4;
  return next({ ...state, typical }, observation);
}

function next(state: Autotune, observation: Observation): Autotune {
  const { mode, concurrency, most, patience } = state;
  const waits = observation.waiting > WAITING_SHARE;
  switch (mode.kind) {
    case 'trial':
      if (waits) return { ...state, concurrency: mode.previous, mode: { kind: 'rest', left: TRIAL }, full: 0, patience: Math.min(patience * 2, PATIENCE.longest) };
      return { ...state, mode: countDown(mode) };
    case 'halving':
      return waits ? halve(state, mode, observation) : { ...state, mode: { kind: 'ready' } };
    case 'rest':
      return waits ? { ...state, full: 0, mode: countDown(mode) } : reduceIfFull(state, observation);
    case 'ready':
      if (!waits) return reduceIfFull(state, observation);
      if (concurrency < most) return { ...state, full: 0, concurrency: Math.min(most, concurrency * 2) };
      return { ...state, full: 0, mode: { kind: 'halving', reference: null, previous: concurrency, observations: [] } };
  }
}

const countDown = (mode: Extract<AutotuneMode, { readonly left: number }>): AutotuneMode => (mode.left > 1 ? { ...mode, left: mode.left - 1 } : { kind: 'ready' });

/** Reduces the concurrency after enough observations with full buffers. */
function reduceIfFull(state: Autotune, { idle }: Observation): Autotune {
  const { concurrency, least, patience } = state;
  const full = idle > 0.5 ? state.full + 1 : 0;
  if (full < patience || concurrency <= least) return { ...state, full };
  return { ...state, full: 0, concurrency: Math.max(least, concurrency - Math.ceil(concurrency / 4)), mode: { kind: 'trial', previous: concurrency, left: TRIAL } };
}

/** Halves the concurrency for as long as the share at work stays equal, then returns to the last that was enough and rests. */
function halve(state: Autotune, mode: Extract<AutotuneMode, { readonly kind: 'halving' }>, latest: Observation): Autotune {
  const { concurrency, least, rest } = state;
  const observations = [...mode.observations, latest];
  const counted = observations.slice(1);
  const steps = sum(counted.map((one) => one.steps));
  if (counted.length < MEASURE.observations || (steps < MEASURE.steps && counted.length < MEASURE.mostObservations)) return { ...state, mode: { ...mode, observations } };
  const atWork = 1 - sum(counted.map((one) => one.waiting * one.seconds)) / sum(counted.map((one) => one.seconds));
  const reference = mode.reference ?? atWork;
  const resting = { ...state, mode: { kind: 'rest', left: rest }, rest: Math.min(rest * 2, REST.longest) } as const;
  if (atWork < reference * EQUAL) return { ...resting, concurrency: mode.previous };
  if (concurrency <= least) return resting;
  const lower = Math.max(least, Math.floor(concurrency / 2));
  return { ...state, concurrency: lower, mode: { kind: 'halving', reference: Math.max(atWork, reference), previous: concurrency, observations: [] } };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
