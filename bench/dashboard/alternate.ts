/** A stretch of a run that is counted, in milliseconds since 1970; it was held until shortly before, and is after. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** A run that is held. */
export interface Held {
  /** Lets it go on until it is in step again and then for so many seconds, and holds it again. */
  stretch(seconds: number): Promise<Window>;
}

/**
 * Lets two runs go on in turn for a few seconds each, the other one held (SIGSTOP) meanwhile. A machine that others share
 * is half as fast a minute later: whole runs one after the other meet different machines, stretches of seconds do not.
 * A step under way when its run is held is ended in that run's next stretch, so none is lost.
 * @param seconds of a stretch
 * @returns of each round both windows, in the sessions' order; who goes first changes from round to round (ABBA)
 */
export async function alternate(sessions: readonly [Held, Held], rounds: number, seconds: number): Promise<readonly (readonly [Window, Window])[]> {
  const [one, other] = sessions;
  const windows: [Window, Window][] = [];
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) windows.push([await one.stretch(seconds), await other.stretch(seconds)]);
    else {
      const second = await other.stretch(seconds);
      windows.push([await one.stretch(seconds), second]);
    }
  }
  return windows;
}

/**
 * How many of those moments fall into each window.
 * @param times milliseconds since 1970, ascending or not
 */
export const countIn = (times: readonly number[], windows: readonly Window[]): readonly number[] =>
  windows.map(({ from, to }) => times.reduce((count, time) => count + (time >= from && time < to ? 1 : 0), 0));

/** A ratio of two sums, and how sure it is. */
export interface SureRatio {
  readonly ratio: number;
  /** Its standard error. */
  readonly error: number;
}

/**
 * The sum of one side's rates as a share of the other's, with the jackknife's standard error over the rounds (Efron and
 * Stein, 1981): the ratio is taken again with each round left out.
 * @param ours a value a round, as many as `theirs`; at least two
 */
export function ratioOfSums(ours: readonly number[], theirs: readonly number[]): SureRatio {
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const [all, whole] = [sum(ours), sum(theirs)];
  const without = ours.map((own, round) => (all - own) / (whole - (theirs[round] ?? Number.NaN)));
  const mean = sum(without) / without.length;
  const error = Math.sqrt(((without.length - 1) / without.length) * sum(without.map((ratio) => (ratio - mean) ** 2)));
  return { ratio: all / whole, error };
}
