import { ratiosOf, type Ratios } from '../report/ratios.js';
import { spreadOf, type Spread } from '../report/statistics.js';
import type { StepEntry } from './entries.js';

/** One contestant's passes, and what is needed to judge them. */
export interface TimedSteps extends Pick<StepEntry, 'name' | 'side' | 'precision'> {
  readonly versions: Readonly<Record<string, string>>;
  /** A step's, in each round. */
  readonly ms: readonly number[];
  /** The largest relative difference of its losses from ours in float32, over the first steps; null for ours and where it did not tell. */
  readonly difference: number | null;
}

/** What one contestant made of a course. Ratios are to those of the same precision. */
export interface StepResult extends Omit<TimedSteps, 'ms'>, Ratios {
  readonly msPerStep: Spread;
}

export function summarize(timed: readonly TimedSteps[]): readonly StepResult[] {
  return timed.map(({ ms, ...own }) => {
    const rivals = timed.filter(({ precision }) => precision === own.precision).map((each) => ({ side: each.side, times: each.ms }));
    return { ...own, msPerStep: spreadOf(ms), ...ratiosOf({ side: own.side, times: ms }, rivals) };
  });
}
