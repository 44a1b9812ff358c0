import { WAITING_SHARE } from './facts.js';

/** A way to run the pipeline. */
export interface Setting {
  readonly workers: number;
  readonly concurrency: number;
  readonly prefetch: number;
}

export interface Measurement {
  readonly setting: Setting;
  /** Pictures read a second. */
  readonly rate: number;
  /** Share of the time (0 to 1) in which the step waited for batches; null when there was no step. */
  readonly waiting: number | null;
  /** Length of the measurement. */
  readonly seconds: number;
}

/** The values to choose from, ascending. A single value is fixed. */
export interface SearchRange {
  readonly workers: readonly number[];
  readonly concurrency: readonly number[];
  readonly prefetch: readonly number[];
  /** Pictures in a buffer. A concurrency above the number of places in buffers has no effect. */
  readonly batch: number;
}

/** Below this part of the best score, what lies beyond is not worth a measurement. */
const FAR = 0.8;
/** Prefetch to begin with: a batch for the step, one that is ready, one that is being decoded. */
const FIRST_PREFETCH = 3;

/** Returns the values of a search without given values: doubling, with both limits. */
export function doubling(from: number, to: number): number[] {
  const values = [];
  for (let value = from; value < to; value *= 2) values.push(value);
  return [...values, to];
}

/**
 * Returns the score of a measurement: with a step, the share of the time in which the step was at work; without one, pictures a
 * second. With a step, pictures a second would be a bad score: a step's own speed varies more from second to second than from
 * setting to setting, and decoding a batch is the same work in all settings.
 */
const scoreOf = ({ waiting, rate }: Measurement): number => (waiting === null ? rate : 1 - waiting);

/** Returns the part of another score above which a score counts as equal. */
const equalPart = ({ waiting }: Measurement): number => (waiting === null ? 0.97 : 1 - WAITING_SHARE);

/**
 * Yields settings to measure, and takes the measurement of each: more and more workers at the highest concurrency, then lower and
 * lower concurrency with the best of them, then fewer buffers or, if the step still waits, more; last the best setting again.
 * The search can be left at any time: its result is `bestOf` the measurements.
 */
export function* search(range: SearchRange): Generator<Setting, void, Measurement> {
  const all: Measurement[] = [];
  function* measure({ workers, concurrency, prefetch }: Setting): Generator<Setting, Measurement, Measurement> {
    const setting = { workers, concurrency: Math.min(concurrency, prefetch * range.batch), prefetch };
    const known = all.find((one) => isSame(one.setting, setting));
    if (known !== undefined) return known;
    const measured = yield setting;
    all.push(measured);
    return measured;
  }
  const topScore = (): number => Math.max(0, ...all.map(scoreOf));
  const isPerfect = (): boolean => all.some((one) => one.waiting !== null && one.waiting <= WAITING_SHARE);

  const prefetch = nearestOf(range.prefetch, FIRST_PREFETCH);
  const most = range.concurrency[range.concurrency.length - 1];
  let inVain = 0;
  for (const workers of range.workers) {
    const before = topScore();
    const measured = yield* measure({ workers, concurrency: most, prefetch });
    inVain = scoreOf(measured) * equalPart(measured) > before ? 0 : inVain + 1;
    if (inVain === 2 || isPerfect()) break;
  }
  const { workers } = bestOf(all).setting;
  for (const concurrency of range.concurrency.toReversed()) if (scoreOf(yield* measure({ workers, concurrency, prefetch })) < topScore() * FAR) break;

  for (const fewer of range.prefetch.filter((value) => value < prefetch).toReversed()) {
    const measured = yield* measure({ ...bestOf(all).setting, prefetch: fewer });
    if (scoreOf(measured) < topScore() * equalPart(measured)) break;
  }
  for (const more of range.prefetch.filter((value) => value > prefetch)) {
    const before = topScore();
    if (isPerfect() || bestOf(all).waiting === null) break;
    const measured = yield* measure({ ...bestOf(all).setting, prefetch: more });
    if (scoreOf(measured) * equalPart(measured) < before) break;
  }
  yield bestOf(all).setting;
}

/**
 * Returns the best measurement: of those whose score equals the best, the one with the least memory, then the fewest workers, then
 * the lowest concurrency. Repeated measurements of a setting count with their mean.
 * @param measured at least one
 */
export function bestOf(measured: readonly Measurement[]): Measurement {
  const means = mergeRepeated(measured);
  const top = Math.max(...means.map(scoreOf));
  const [best] = means
    .filter((one) => scoreOf(one) >= top * equalPart(one))
    .sort(({ setting: left }, { setting: right }) => left.prefetch - right.prefetch || left.workers - right.workers || left.concurrency - right.concurrency);
  return best;
}

/** Returns one measurement per setting, the mean of the repeated ones. */
export function mergeRepeated(measured: readonly Measurement[]): Measurement[] {
  const firsts = measured.filter((one, index) => measured.findIndex((other) => isSame(one.setting, other.setting)) === index);
  return firsts.map(({ setting, waiting }) => {
    const same = measured.filter((one) => isSame(one.setting, setting));
    const seconds = sum(same.map((one) => one.seconds));
    const mean = (value: (one: Measurement) => number): number => sum(same.map((one) => value(one) * one.seconds)) / seconds;
    return { setting, rate: mean(({ rate }) => rate), waiting: waiting === null ? null : mean((one) => one.waiting ?? 0), seconds };
  });
}

const isSame = (left: Setting, right: Setting): boolean => left.workers === right.workers && left.concurrency === right.concurrency && left.prefetch === right.prefetch;
const nearestOf = (values: readonly number[], target: number): number =>
  values.reduce((best, value) => (Math.abs(value - target) < Math.abs(best - target) ? value : best));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
