import type { Schedule } from './recipe.js';

/** Options of a rate that changes over the run. */
export interface ScheduleOptions {
  readonly 'learning-rate': number;
  readonly schedule: 'constant' | 'cosine' | 'linear';
  /** Steps; below 1, a share of all steps. */
  readonly warmup: number;
}

/** Returns the share of the rate that is left when `done` (0 to 1) of the steps after the warm-up are done. */
const falls: Readonly<Record<ScheduleOptions['schedule'], (done: number) => number>> = {
  constant: () => 1,
  // Sohn et al., "FixMatch", 2020: the rate ends at 0.195 of its first value, because the last steps are to count too.
  cosine: (done) => Math.cos((7 * Math.PI * done) / 16),
  linear: (done) => 1 - done,
};

/**
 * Returns the rate of each step. It rises linearly over the warm-up, to reach the learning rate in its last step. Then it
 * falls as the schedule says.
 * @param steps of the whole run
 */
export function scheduleOf({ 'learning-rate': rate, schedule, warmup }: ScheduleOptions, steps: number): Schedule {
  const rising = Math.min(steps, warmup < 1 ? Math.round(warmup * steps) : Math.round(warmup));
  return (step) => {
    if (step < rising) return (rate * (step + 1)) / rising;
    return rate * falls[schedule](Math.min(1, (step - rising) / Math.max(1, steps - rising)));
  };
}
