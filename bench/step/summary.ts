import { ratiosOf, type Ratios } from '../report/ratios.js';
import { spreadOf, type Spread } from '../report/statistics.js';
import type { StepEntry } from './entries.js';

/** The passes of one contestant. */
export interface TimedSteps extends Pick<StepEntry, 'name' | 'side' | 'precision'> {
  readonly versions: Readonly<Record<string, string>>;
  /** Milliseconds of a step, in each round. */
  readonly ms: readonly number[];
  /** Largest relative difference of its first losses from whisker's in float32; null for whisker, and without losses. */
  readonly difference: number | null;
}

/** The result of one contestant. Ratios are to contestants of the same precision. */
export interface StepResult extends Omit<TimedSteps, 'ms'>, Ratios {
  readonly msPerStep: Spread;
}

export function summarize(timed: readonly TimedSteps[]): readonly StepResult[] {
  return timed.map(({ ms, ...own }) => {
    const rivals = timed.filter(({ precision }) => precision === own.precision).map((each) => ({ side: each.side, times: each.ms }));
    return { ...own, msPerStep: spreadOf(ms), ...ratiosOf({ side: own.side, times: ms }, rivals) };
  });
}
