/** The time in which a run is measured, in milliseconds since 1970. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** A run that is stopped. */
export interface StoppedRun {
  /** Continues the run, measures it for so many seconds once it is in step again, and stops it. */
  runFor(seconds: number): Promise<Window>;
}

/**
 * Runs two runs in turn for a few seconds each, while the other one is stopped (SIGSTOP). A shared machine can be half as fast a minute
 * later, so whole runs one after the other would meet different machines. A step in progress at a stop ends in the next turn.
 * @param seconds of a turn
 * @returns the windows of each round in the order of the runs; the run that goes first changes from round to round (ABBA)
 */
export async function alternate(sessions: readonly [StoppedRun, StoppedRun], rounds: number, seconds: number): Promise<readonly (readonly [Window, Window])[]> {
  const [one, other] = sessions;
  const windows: [Window, Window][] = [];
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) windows.push([await one.runFor(seconds), await other.runFor(seconds)]);
    else {
      const second = await other.runFor(seconds);
      windows.push([await one.runFor(seconds), second]);
    }
  }
  return windows;
}

/** Returns how many of the times (ms since 1970, in any order) are in each window. */
export const countIn = (times: readonly number[], windows: readonly Window[]): readonly number[] =>
  windows.map(({ from, to }) => times.reduce((count, time) => count + (time >= from && time < to ? 1 : 0), 0));

/** A ratio of two sums with its error. */
export interface Ratio {
  readonly ratio: number;
  /** The standard error. */
  readonly error: number;
}

/**
 * Returns the ratio of two sums of rates, with the jackknife's standard error over the rounds (Efron and Stein, 1981): it computes the
 * ratio again without each round.
 * @param ours one value per round, as many as `theirs`; at least two
 */
export function ratioOfSums(ours: readonly number[], theirs: readonly number[]): Ratio {
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const [all, whole] = [sum(ours), sum(theirs)];
  const without = ours.map((own, round) => (all - own) / (whole - (theirs[round] ?? Number.NaN)));
  const mean = sum(without) / without.length;
  const error = Math.sqrt(((without.length - 1) / without.length) * sum(without.map((ratio) => (ratio - mean) ** 2)));
  return { ratio: all / whole, error };
}
