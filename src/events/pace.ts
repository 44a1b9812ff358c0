import type { EventOf } from './schema.js';

/** The speed of the run over the last seconds. */
export interface Pace {
  readonly stepsPerSecond: number;
  readonly imagesPerSecond: number;
  /** Share of the time (0 to 1) that steps waited for batches. */
  readonly waiting: number;
  /** Mean of each loss. */
  readonly losses: Readonly<Record<string, number>>;
  /** Seconds until the last epoch ends; undefined before the first step. */
  readonly secondsLeft: number | undefined;
}

/** The events that the pace is computed from. Immutable. */
export interface PaceState {
  /** The recent steps, oldest first. */
  readonly window: readonly EventOf<'step'>[];
  /** Milliseconds of the steps since the last epoch ended. */
  readonly stepMs: number;
  /** Seconds of the last epoch outside its steps: validation, the grid, the checkpoint. */
  readonly overhead: number;
}

/** The number of steps in the whole run. */
export interface Schedule {
  readonly epochs: number;
  readonly stepsPerEpoch: number;
}

/** The window holds the steps of the last ten seconds, 500 at most. */
const WINDOW_MS = 10_000;
const WINDOW_STEPS = 500;

export const initialPace: PaceState = { window: [], stepMs: 0, overhead: 0 };

/** Returns the state after one more step or epoch. */
export function updatePace(state: PaceState, event: EventOf<'step' | 'epoch'>): PaceState {
  if (event.type === 'epoch') return { ...state, stepMs: 0, overhead: Math.max(0, event.seconds - state.stepMs / 1000) };
  const { window } = state;
  let first = Math.max(0, window.length + 1 - WINDOW_STEPS);
  while (first < window.length && (window[first] ?? event).time < event.time - WINDOW_MS) first += 1;
  const recent = window.slice(first);
  recent.push(event);
  // In a thinned log a step also represents those that were left out before it.
  const steps = Math.max(1, event.step - (window.at(-1)?.step ?? event.step - 1));
  return { window: recent, stepMs: state.stepMs + steps * event.ms, overhead: state.overhead };
}

/**
 * Returns the pace of the steps in the window.
 * @param schedule null if it is unknown; then `secondsLeft` is undefined
 * @param done steps since the run began
 */
export function computePace({ window, overhead }: PaceState, schedule: Schedule | null, done: number): Pace {
  let [ms, images, waitMs] = [0, 0, 0];
  for (const step of window) {
    ms += step.ms;
    images += step.images;
    waitMs += step.waitMs;
  }
  const perSecond = ms === 0 ? 0 : 1000 / ms;
  return {
    stepsPerSecond: window.length * perSecond,
    imagesPerSecond: images * perSecond,
    waiting: ms === 0 ? 0 : waitMs / ms,
    // Computed on demand: few callers need the losses, and they cost more than everything else.
    get losses() {
      return meanLosses(window);
    },
    secondsLeft: schedule === null || window.length === 0 ? undefined : secondsFor(schedule, done, ms / window.length / 1000, overhead),
  };
}

function secondsFor({ epochs, stepsPerEpoch }: Schedule, done: number, secondsPerStep: number, overhead: number): number {
  const left = epochs * stepsPerEpoch - done;
  return left * secondsPerStep + Math.ceil(left / stepsPerEpoch) * overhead;
}

function meanLosses(window: PaceState['window']): Record<string, number> {
  const meanOf = (name: string): number => window.reduce((sum, { losses }) => sum + (losses[name] ?? 0), 0) / window.length;
  return Object.fromEntries(Object.keys(window.at(-1)?.losses ?? {}).map((name) => [name, meanOf(name)]));
}
