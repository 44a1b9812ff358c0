import type { EventOf } from './schema.js';

/** How fast steps go, over the last few seconds. */
export interface Pace {
  readonly stepsPerSecond: number;
  readonly imagesPerSecond: number;
  /** Share of the time that steps waited for batches. */
  readonly waiting: number;
  /** Means of the losses. */
  readonly losses: Readonly<Record<string, number>>;
  /** Seconds until the last epoch ends, or undefined before there is anything to tell it from. */
  readonly secondsLeft: number | undefined;
}

/** What the pace is told from. Immutable. */
export interface PaceState {
  /** Steps that the pace is taken over, oldest first. */
  readonly window: readonly EventOf<'step'>[];
  /** Milliseconds of the steps since the last epoch's end. */
  readonly stepMs: number;
  /** Seconds of the last epoch that were no steps: validation, the grid, the checkpoint. */
  readonly overhead: number;
}

/** The steps of a whole run. */
export interface Schedule {
  readonly epochs: number;
  readonly stepsPerEpoch: number;
}

/** The pace is that of the last ten seconds' steps, and of at most so many. */
const WINDOW_MS = 10_000;
const MOST_STEPS = 500;

/** Before the first step. */
export const initialPace: PaceState = { window: [], stepMs: 0, overhead: 0 };

/** With a step or an epoch's end. */
export function updatePace(pacing: PaceState, event: EventOf<'step' | 'epoch'>): PaceState {
  if (event.type === 'epoch') return { ...pacing, stepMs: 0, overhead: Math.max(0, event.seconds - pacing.stepMs / 1000) };
  const { window } = pacing;
  let first = Math.max(0, window.length + 1 - MOST_STEPS);
  while (first < window.length && (window[first] ?? event).time < event.time - WINDOW_MS) first += 1;
  const kept = window.slice(first);
  kept.push(event);
  // Of a long run that is attached to, only some of the steps far back are told: each stands for those before it.
  const steps = Math.max(1, event.step - (window.at(-1)?.step ?? event.step - 1));
  return { window: kept, stepMs: pacing.stepMs + steps * event.ms, overhead: pacing.overhead };
}

/**
 * @param schedule null where it is not known: then nothing is said of the time left
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
    // Few who ask for the pace want them, and they take longer than all the rest.
    get losses() {
      return means(window);
    },
    secondsLeft: schedule === null || window.length === 0 ? undefined : secondsFor(schedule, done, ms / window.length / 1000, overhead),
  };
}

function secondsFor({ epochs, stepsPerEpoch }: Schedule, done: number, step: number, besides: number): number {
  const left = epochs * stepsPerEpoch - done;
  return left * step + Math.ceil(left / stepsPerEpoch) * besides;
}

function means(window: PaceState['window']): Record<string, number> {
  const of = (name: string): number => window.reduce((sum, { losses }) => sum + (losses[name] ?? 0), 0) / window.length;
  return Object.fromEntries(Object.keys(window.at(-1)?.losses ?? {}).map((name) => [name, of(name)]));
}
