import type { EventOf } from './schema.js';

/** The speed of the run over the last seconds. */
export interface Pace {
  /** Steps a second, and pictures trained on a second (docs/events.md, Rates). */
  readonly stepsPerSecond: number;
  readonly trainedOnPerSecond: number;
  /** Share of the time (0 to 1) that steps waited for batches. */
  readonly waiting: number;
  /** Mean of each loss. */
  readonly losses: Readonly<Record<string, number>>;
  /** Seconds until the last epoch ends. Undefined before the second step: the first one also compiles, so it is not measured. */
  readonly secondsLeft: number | undefined;
}

type Step = Pick<EventOf<'step'>, 'type' | 'time' | 'step' | 'losses' | 'trainedOn' | 'ms' | 'waitMs'>;
type Epoch = Pick<EventOf<'epoch'>, 'type' | 'time' | 'epoch' | 'step' | 'seconds'>;

/** The events that the pace is computed from. Immutable. */
export interface PaceState {
  /** The recent steps, oldest first. */
  readonly window: readonly Step[];
  /** The first step since the start; null before it. */
  readonly first: Step | null;
  /** The steps since the last epoch ended, and their milliseconds. */
  readonly inEpoch: { readonly steps: number; readonly ms: number };
  /** Seconds of the last epoch outside its steps: validation, the grid, the checkpoint. Null before an epoch has ended. */
  readonly overhead: number | null;
}

/** What the time of a run depends on, besides its schedule. */
export interface Timing extends Pick<PaceState, 'overhead'> {
  readonly secondsPerStep: number;
}

/** The number of steps in the whole run. */
export interface Schedule {
  readonly epochs: number;
  readonly stepsPerEpoch: number;
}

/** The window holds the steps of the last ten seconds, 500 at most. */
const WINDOW_MS = 10_000;
const WINDOW_STEPS = 500;

export const initialPace: PaceState = { window: [], first: null, inEpoch: { steps: 0, ms: 0 }, overhead: null };

/** Returns the state after one more step or epoch. */
export function updatePace(state: PaceState, event: Step | Epoch): PaceState {
  if (event.type === 'epoch') return { ...state, inEpoch: initialPace.inEpoch, overhead: overheadOf(state, event) };
  const { window, inEpoch } = state;
  let first = Math.max(0, window.length + 1 - WINDOW_STEPS);
  while (first < window.length && (window[first] ?? event).time < event.time - WINDOW_MS) first += 1;
  const recent = window.slice(first);
  recent.push(event);
  // In a thinned log a step also represents those that were left out before it.
  const steps = Math.max(1, event.step - (window.at(-1)?.step ?? event.step - 1));
  return {
    ...state,
    window: recent,
    first: state.first ?? event,
    inEpoch: { steps: inEpoch.steps + steps, ms: inEpoch.ms + steps * event.ms },
  };
}

/**
 * A resume begins in the middle of an epoch: the steps before it are in the epoch's seconds, and may have been slower by far than
 * those after it. So the seconds count only where all steps were seen, and the times of the events elsewhere.
 */
function overheadOf({ window, inEpoch, overhead }: PaceState, { epoch, step, seconds, time }: Epoch): number | null {
  const last = window.at(-1);
  if (inEpoch.steps === 0 || last === undefined) return overhead;
  const secondsPerStep = inEpoch.ms / inEpoch.steps / 1000;
  const stepsPerEpoch = step / epoch;
  const outside = inEpoch.steps < stepsPerEpoch ? (time - last.time) / 1000 - (step - last.step) * secondsPerStep : seconds - secondsPerStep * stepsPerEpoch;
  return Math.max(0, outside);
}

/**
 * Returns the pace of the steps in the window.
 * @param schedule null if it is unknown; then `secondsLeft` is undefined
 * @param done steps since the run began
 */
export function computePace({ window, first, overhead }: PaceState, schedule: Schedule | null, done: number): Pace {
  let [ms, trainedOn, waitMs] = [0, 0, 0];
  for (const step of window) {
    ms += step.ms;
    trainedOn += step.trainedOn;
    waitMs += step.waitMs;
  }
  const perSecond = ms === 0 ? 0 : 1000 / ms;
  const [measured, measuredMs] = first !== null && window[0] === first ? [window.length - 1, ms - first.ms] : [window.length, ms];
  return {
    stepsPerSecond: window.length * perSecond,
    trainedOnPerSecond: trainedOn * perSecond,
    waiting: ms === 0 ? 0 : waitMs / ms,
    // Computed on demand: few callers need the losses, and they cost more than everything else.
    get losses() {
      return meanLosses(window);
    },
    secondsLeft: schedule === null || measured === 0 ? undefined : secondsToEnd(schedule, done, { secondsPerStep: measuredMs / measured / 1000, overhead }),
  };
}

/** Returns the seconds of an epoch. Without its validation before an epoch has ended. */
export const secondsPerEpoch = ({ stepsPerEpoch }: Schedule, { secondsPerStep, overhead }: Timing): number => stepsPerEpoch * secondsPerStep + (overhead ?? 0);

/** Returns the seconds until the last epoch ends. @param done steps since the run began */
export function secondsToEnd({ epochs, stepsPerEpoch }: Schedule, done: number, { secondsPerStep, overhead }: Timing): number {
  const left = epochs * stepsPerEpoch - done;
  return left * secondsPerStep + Math.ceil(left / stepsPerEpoch) * (overhead ?? 0);
}

function meanLosses(window: PaceState['window']): Record<string, number> {
  const meanOf = (name: string): number => window.reduce((sum, { losses }) => sum + (losses[name] ?? 0), 0) / window.length;
  return Object.fromEntries(Object.keys(window.at(-1)?.losses ?? {}).map((name) => [name, meanOf(name)]));
}
