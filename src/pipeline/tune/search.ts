import { WAITING_SHARE } from './facts.js';

/** A way to run the pipeline. */
export interface Setting {
  readonly workers: number;
  readonly concurrency: number;
  readonly prefetch: number;
}

/** What a setting came to. */
export interface Measurement {
  readonly setting: Setting;
  /** Pictures a second. */
  readonly rate: number;
  /** Share of the time (0 to 1) that the step waited for batches; null where the loader ran alone. */
  readonly waiting: number | null;
  /** How long it was measured. */
  readonly seconds: number;
}

/** The values to choose from, ascending; one alone is held fixed. */
export interface SearchRange {
  readonly workers: readonly number[];
  readonly concurrency: readonly number[];
  readonly prefetch: readonly number[];
  /** Pictures in a buffer: more concurrency than there are places are of no use. */
  readonly batch: number;
}

/** A score below this part of the best is far from it: what lies beyond is not worth the time. */
const FAR = 0.8;
/** Batches decoded ahead at first: one with the step, one ready, one being filled. */
const FIRST_PREFETCH = 3;

/** The values that a search tries where nothing is given: doubling, between limits, the limits themselves included. */
export function doubling(from: number, to: number): number[] {
  const values = [];
  for (let value = from; value < to; value *= 2) values.push(value);
  return [...values, to];
}

/**
 * How well a setting does: by the share of the time that the step was at work; by pictures a second where there is none.
 * Not by pictures a second with a step: how fast that goes by itself differs more from one second to the next than from
 * one setting to another, and the work of decoding a batch is the same in all of them.
 */
const scoreOf = ({ waiting, rate }: Measurement): number => (waiting === null ? rate : 1 - waiting);

/** A score that falls short of another by less than this makes no difference. */
const sameAs = ({ waiting }: Measurement): number => (waiting === null ? 0.97 : 1 - WAITING_SHARE);

/**
 * Settings to measure, one after the other, each answered with what it came to: more and more workers with as many concurrency as
 * there are, then fewer and fewer concurrency with the best of them, then fewer buffers or, if the step still waits, more; the
 * answer last, once more. It may be left at any time: the answer is `bestOf` whatever was measured.
 */
export function* search(range: SearchRange): Generator<Setting, void, Measurement> {
  const all: Measurement[] = [];
  function* measure({ workers, concurrency, prefetch }: Setting): Generator<Setting, Measurement, Measurement> {
    const setting = { workers, concurrency: Math.min(concurrency, prefetch * range.batch), prefetch };
    const known = all.find((one) => sameSetting(one.setting, setting));
    if (known !== undefined) return known;
    const measured = yield setting;
    all.push(measured);
    return measured;
  }
  const top = (): number => Math.max(0, ...all.map(scoreOf));
  /** Whether nothing can be better. */
  const perfect = (): boolean => all.some((one) => one.waiting !== null && one.waiting <= WAITING_SHARE);

  const prefetch = nearestOf(range.prefetch, FIRST_PREFETCH);
  const most = range.concurrency[range.concurrency.length - 1];
  let inVain = 0;
  for (const workers of range.workers) {
    const before = top();
    const measured = yield* measure({ workers, concurrency: most, prefetch });
    inVain = scoreOf(measured) * sameAs(measured) > before ? 0 : inVain + 1;
    if (inVain === 2 || perfect()) break;
  }
  const { workers } = bestOf(all).setting;
  for (const concurrency of range.concurrency.toReversed()) if (scoreOf(yield* measure({ workers, concurrency, prefetch })) < top() * FAR) break;

  for (const fewer of range.prefetch.filter((value) => value < prefetch).toReversed()) {
    const measured = yield* measure({ ...bestOf(all).setting, prefetch: fewer });
    if (scoreOf(measured) < top() * sameAs(measured)) break;
  }
  for (const more of range.prefetch.filter((value) => value > prefetch)) {
    const before = top();
    if (perfect() || bestOf(all).waiting === null) break;
    const measured = yield* measure({ ...bestOf(all).setting, prefetch: more });
    if (scoreOf(measured) * sameAs(measured) < before) break;
  }
  yield bestOf(all).setting;
}

/**
 * The answer of what was measured: of the settings that come as near to the best score as makes no difference, the one with
 * the least memory, then the fewest workers and concurrency. What was measured twice counts with the mean.
 * @param measured at least one
 */
export function bestOf(measured: readonly Measurement[]): Measurement {
  const means = mergeRepeated(measured);
  const top = Math.max(...means.map(scoreOf));
  const [best] = means
    .filter((one) => scoreOf(one) >= top * sameAs(one))
    .sort(({ setting: left }, { setting: right }) => left.prefetch - right.prefetch || left.workers - right.workers || left.concurrency - right.concurrency);
  return best;
}

/** What was measured, every setting once. */
export function mergeRepeated(measured: readonly Measurement[]): Measurement[] {
  const settings = measured.filter((one, index) => measured.findIndex((other) => sameSetting(one.setting, other.setting)) === index);
  return settings.map(({ setting, waiting }) => {
    const same = measured.filter((one) => sameSetting(one.setting, setting));
    const seconds = sum(same.map((one) => one.seconds));
    const mean = (value: (one: Measurement) => number): number => sum(same.map((one) => value(one) * one.seconds)) / seconds;
    return { setting, rate: mean(({ rate }) => rate), waiting: waiting === null ? null : mean((one) => one.waiting ?? 0), seconds };
  });
}

const sameSetting = (left: Setting, right: Setting): boolean => left.workers === right.workers && left.concurrency === right.concurrency && left.prefetch === right.prefetch;
const nearestOf = (values: readonly number[], wanted: number): number =>
  values.reduce((best, value) => (Math.abs(value - wanted) < Math.abs(best - wanted) ? value : best));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
