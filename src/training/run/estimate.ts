import { initialPace, secondsPerEpoch, secondsToEnd, updatePace, type EventOf, type PaceState, type Schedule, type Timing } from '../../events/index.js';

/** The first estimate needs so many steps, or so many milliseconds of steps. */
const FIRST_STEPS = 10;
const FIRST_MS = 2000;
/** An estimate is checked after as much time as was measured before it, within these limits, and on so many steps at least. */
const CHECK_STEPS = 5;
const MIN_CHECK_MS = 10_000;
const MAX_CHECK_MS = 600_000;
/** A new estimate differs from the one before by this share of the rest of the run, and by this many seconds. */
const WRONG_SHARE = 0.25;
const WRONG_SECONDS = 10;

type Event = Parameters<typeof updatePace>[1];
type Estimate = Omit<EventOf<'estimate'>, 'v' | 'seq' | 'time'>;

/** Steps, and their milliseconds. */
interface Measured {
  readonly steps: number;
  readonly ms: number;
}
const nothing: Measured = { steps: 0, ms: 0 };

/** What an estimate is computed from. Immutable. */
export interface EstimateState {
  readonly pace: PaceState;
  /** The steps since the start, without the first one, which also compiles. */
  readonly all: Measured;
  /** The steps since the last check. */
  readonly recent: Measured;
  /** The timing of the newest estimate; null before the first one. */
  readonly announced: Timing | null;
}

export const initialEstimate: EstimateState = { pace: initialPace, all: nothing, recent: nothing, announced: null };

/**
 * Returns the state after one more step or epoch, and an estimate where there is a new one.
 *
 * ```
 * events      step-step-…-step-----epoch-----step-…
 * estimate    ------------first----with------corrected, where it was wrong by much
 *                                  validation
 * ```
 */
export function updateEstimate(before: EstimateState, schedule: Schedule, event: Event): { readonly state: EstimateState; readonly estimate: Estimate | null } {
  const state = after(before, event);
  const timing = timingAt(state, event);
  if (timing === null) return { state, estimate: null };
  const checked = { ...state, recent: nothing };
  const secondsLeft = secondsToEnd(schedule, event.step, timing);
  if (secondsLeft <= 0 || (state.announced !== null && !isWrong(secondsToEnd(schedule, event.step, state.announced), secondsLeft))) return { state: checked, estimate: null };
  return {
    state: { ...checked, announced: timing },
    estimate: {
      type: 'estimate',
      step: event.step,
      epochSeconds: secondsPerEpoch(schedule, timing),
      secondsLeft,
      withValidation: timing.overhead !== null,
      corrected: state.announced !== null,
    },
  };
}

function after(state: EstimateState, event: Event): EstimateState {
  const pace = updatePace(state.pace, event);
  if (event.type === 'epoch' || state.pace.first === null) return { ...state, pace };
  const plus = ({ steps, ms }: Measured): Measured => ({ steps: steps + 1, ms: ms + event.ms });
  return { ...state, pace, all: plus(state.all), recent: plus(state.recent) };
}

/** Returns the timing where it is time to compare it with the estimate; else null. */
function timingAt({ pace: { overhead }, all, recent, announced }: EstimateState, { type }: Event): Timing | null {
  if (all.steps === 0) return null;
  const timingOf = ({ steps, ms }: Measured): Timing => ({ secondsPerStep: ms / steps / 1000, overhead });
  // The first validation makes the estimate complete.
  if (type === 'epoch') return announced === null || announced.overhead === null ? timingOf(all) : null;
  if (announced === null) return all.steps >= FIRST_STEPS || all.ms >= FIRST_MS ? timingOf(all) : null;
  const wait = Math.min(MAX_CHECK_MS, Math.max(MIN_CHECK_MS, all.ms - recent.ms));
  return recent.steps >= CHECK_STEPS && recent.ms >= wait ? timingOf(recent) : null;
}

function isWrong(expected: number, secondsLeft: number): boolean {
  return Math.abs(secondsLeft - expected) >= Math.max(WRONG_SECONDS, WRONG_SHARE * expected);
}
