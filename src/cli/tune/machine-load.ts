import { availableParallelism, cpus } from 'node:os';
import { formatPercent } from '../../config/index.js';

/** Milliseconds of all processors, since some moment. */
export interface CpuTimes {
  readonly busy: number;
  /** Those of this process, with all its threads. */
  readonly own: number;
  /** Milliseconds of a clock. */
  readonly at: number;
}

/** Cores that others used in a stretch of time. */
export interface OtherLoad {
  readonly used: number;
  /** Cores of the machine, of which this process may have fewer. */
  readonly cores: number;
}

/** Share of the cores of this process. If others leave it less, its figures are theirs too. */
const QUIET = 0.75;
/** Noise (see `noiseOf`) from which on the machine counts as busy, whatever the reason. */
const MAX_NOISE = 0.1;

export function readCpuTimes(): CpuTimes {
  const { user, system } = process.cpuUsage();
  const busy = cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
  return { busy, own: (user + system) / 1000, at: performance.now() };
}

/** Returns the cores that others used between two readings, on average. */
export const loadBetween = (before: CpuTimes, after: CpuTimes, cores = cpus().length): OtherLoad =>
  ({ used: Math.min(cores, Math.max(0, (after.busy - before.busy - (after.own - before.own)) / Math.max(1, after.at - before.at))), cores });

/**
 * Returns why the figures cannot be trusted, in words; null on a quiet machine.
 * @param noise as of `rateNoise`; null where it is unknown
 */
export function describeBusy(load: OtherLoad | null, noise: number | null, available = availableParallelism()): string | null {
  const reasons = [
    ...(load !== null && load.used > load.cores - QUIET * available ? [`other processes used ${load.used.toFixed(1)} of its ${load.cores} cores meanwhile`] : []),
    ...(noise !== null && noise > MAX_NOISE ? [`the same setting differed by ${formatPercent(noise, 0)} from round to round`] : []),
  ];
  return reasons.length === 0 ? null : `The machine is busy: ${reasons.join(', and ')}. Tune again when it is quiet.`;
}
