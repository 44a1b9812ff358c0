import type { EventOf } from '../events/index.js';

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

/** Steps that the pace is taken over: those of the last ten seconds, and at most so many. */
const WINDOW_MS = 10_000;
const MOST_STEPS = 500;

/** Follows the steps of a run. */
export class Pacer {
  #window: EventOf<'step'>[] = [];
  #stepMs = 0;
  /** Seconds of the last epoch that were no steps: validation, the grid, the checkpoint. */
  #besides = 0;

  constructor(private readonly epochs: number, private readonly stepsPerEpoch: number) {}

  step(event: EventOf<'step'>): void {
    this.#stepMs += event.ms;
    this.#window.push(event);
    while (this.#window.length > MOST_STEPS || (this.#window[0] ?? event).time < event.time - WINDOW_MS) this.#window.shift();
  }

  epoch(event: EventOf<'epoch'>): void {
    this.#besides = Math.max(0, event.seconds - this.#stepMs / 1000);
    this.#stepMs = 0;
  }

  /** @param done steps since the run began */
  pace(done: number): Pace {
    const steps = this.#window;
    const ms = sum(steps.map((step) => step.ms));
    const perSecond = ms === 0 ? 0 : 1000 / ms;
    const left = this.epochs * this.stepsPerEpoch - done;
    return {
      stepsPerSecond: steps.length * perSecond,
      imagesPerSecond: sum(steps.map((step) => step.images)) * perSecond,
      waiting: ms === 0 ? 0 : sum(steps.map((step) => step.waitMs)) / ms,
      losses: means(steps.map((step) => step.losses)),
      secondsLeft: steps.length === 0 ? undefined : (left * ms) / steps.length / 1000 + Math.ceil(left / this.stepsPerEpoch) * this.#besides,
    };
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function means(all: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const names = Object.keys(all.at(-1) ?? {});
  return Object.fromEntries(names.map((name) => [name, sum(all.map((losses) => losses[name] ?? 0)) / all.length]));
}
