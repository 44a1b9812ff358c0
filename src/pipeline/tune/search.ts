import { WAITING_SHARE } from './facts.js';
import { equalPartOf, isClearlyAbove, medianOf, noiseOf } from './rounds.js';

/** A way to run the pipeline. */
export interface Setting {
  readonly workers: number;
  readonly concurrency: number;
  readonly prefetch: number;
}

/** One round of a setting. */
export interface Measurement {
  readonly setting: Setting;
  /** Pictures read a second. */
  readonly rate: number;
  /** Share of the time (0 to 1) in which the step waited for batches; null when there was no step. */
  readonly waiting: number | null;
  /** Length of the measurement. */
  readonly seconds: number;
}

/** What a part of the search compares. */
export type SearchPart = 'workers' | 'concurrency' | 'prefetch' | 'default';

/** A setting to measure, and the part of the search that asks for it. */
export interface Trial {
  readonly part: SearchPart;
  readonly setting: Setting;
}

/** All rounds of a setting. `rate` and `waiting` are their medians, `seconds` is their sum. */
export interface MeasuredSetting extends Measurement {
  /** Pictures read a second, in the order of the rounds. */
  readonly rates: readonly number[];
  /** Shares of the time in which the step was at work; null when there was no step. */
  readonly working: readonly number[] | null;
}

/** The values to choose from, ascending. A single value is fixed. */
export interface SearchRange {
  readonly workers: readonly number[];
  readonly concurrency: readonly number[];
  readonly prefetch: readonly number[];
  /** Pictures in a buffer. A concurrency above the number of places in buffers has no effect. */
  readonly batch: number;
  /** What a run takes that was not tuned. The result is measured against it. */
  readonly byDefault: Setting;
}

/** Rounds of each setting that is still compared. */
export const ROUNDS = 5;
/** Share of the time, 0 to 1, after which a part of the search begins no other round. */
const UNTIL: Readonly<Record<SearchPart, number>> = { workers: 0.4, concurrency: 0.65, prefetch: 0.8, default: 1 };
/** Below this part of the best rate, a setting is not measured again. After one round, it may only have met a slow moment. */
const FAR = { afterOne: 0.5, later: 0.8 };
/** Prefetch to begin with: a batch for the step, one that is ready, one that is being decoded. */
const FIRST_PREFETCH = 3;

/** Returns the values of a search without given values: doubling, with both limits. */
export function doubling(from: number, to: number): number[] {
  const values = [];
  for (let value = from; value < to; value *= 2) values.push(value);
  return [...values, to];
}

/**
 * Yields settings to measure, and takes the measurement of each. It compares all numbers of workers at the highest concurrency, then
 * concurrencies with the best of them, then numbers of buffers, last the best setting with the default. Settings that are compared are
 * measured in turns, for several rounds: what slows the machine for a while then slows all of them. Those far behind are left out
 * after a round. The search can be left at any time: its result is `bestOf` what it compared last.
 * @param spent returns the share of the time, 0 to 1, that is over
 */
export function* search(range: SearchRange, spent: () => number = () => 0): Generator<Trial, void, Measurement> {
  const earlier: MeasuredSetting[] = [];
  function* race(part: SearchPart, settings: readonly Setting[]): Generator<Trial, Setting, Measurement> {
    const measured: Measurement[] = [];
    const result = (): Setting => {
      const compared = mergeRounds(measured);
      const { setting } = bestOf(compared, [...earlier, ...compared]);
      earlier.push(...compared);
      return setting;
    };
    const top = (): number => Math.max(...mergeRounds(measured).map(({ rate }) => rate));
    let running = settings.map(({ workers, concurrency, prefetch }) => ({ workers, concurrency: Math.min(concurrency, prefetch * range.batch), prefetch }))
      .filter((one, index, all) => all.findIndex((other) => isSame(one, other)) === index);
    // Every number of workers is tried. Where another part has no time, the result of the part before stays.
    if (part !== 'workers' && spent() >= UNTIL[part]) return running[0];
    for (let round = 0; round < ROUNDS; round++) {
      // Turned round each time, so that nothing always comes after the same setting.
      for (const setting of round % 2 === 0 ? running : running.toReversed()) {
        if ((round > 0 || (part !== 'workers' && measured.length > 0)) && spent() >= UNTIL[part]) return result();
        const one = yield { part, setting };
        measured.push(one);
        // What follows a concurrency that is far too low is lower still.
        if (round === 0 && part === 'concurrency' && one.rate < top() * FAR.afterOne) break;
      }
      const far = top() * (round === 0 ? FAR.afterOne : FAR.later);
      running = mergeRounds(measured).filter(({ setting, rate }) => rate >= far && running.some((one) => isSame(one, setting))).map(({ setting }) => setting);
      if (running.length === 1) break;
    }
    return result();
  }

  // In each part the setting of the part before comes first, so that a search that ends early has it as its result.
  const prefetch = nearestOf(range.prefetch, FIRST_PREFETCH);
  const most = range.concurrency[range.concurrency.length - 1];
  const { workers } = yield* race('workers', range.workers.map((workers) => ({ workers, concurrency: most, prefetch })));
  const { concurrency } = yield* race('concurrency', range.concurrency.toReversed().map((concurrency) => ({ workers, concurrency, prefetch })));
  const best = yield* race('prefetch', [prefetch, ...range.prefetch.filter((value) => value !== prefetch)].map((prefetch) => ({ workers, concurrency, prefetch })));
  if (!isSame(best, range.byDefault)) yield* race('default', [best, range.byDefault]);
}

/** A measurement, and the part of the search that asked for it. */
type Asked = Measurement & Pick<Trial, 'part'>;

/** Returns the settings that a part of a search compared. Rounds of other parts are from another time. */
export const comparedIn = (part: SearchPart, measured: readonly Asked[]): MeasuredSetting[] => mergeRounds(measured.filter((one) => one.part === part));

/** Returns those of the last part that compared several: one that has just begun has measured the result of the part before. */
export function lastCompared(measured: readonly Asked[]): MeasuredSetting[] {
  const parts = [...new Set(measured.map(({ part }) => part))].map((part) => comparedIn(part, measured));
  return parts.findLast((settings) => settings.length > 1) ?? parts[0] ?? [];
}

/** Returns those of every part. A setting may be in several. */
export const comparedInAll = (measured: readonly Asked[]): MeasuredSetting[] => [...new Set(measured.map(({ part }) => part))].flatMap((part) => comparedIn(part, measured));

/**
 * Returns the settings that are not clearly worse than another one: the same within the noise.
 * @param compared at least one
 * @param all what shows the noise, with these
 */
export function goodOf(compared: readonly MeasuredSetting[], all = compared): readonly MeasuredSetting[] {
  const noises = noisesOf(all);
  const good = compared.filter((one) => !compared.some((other) => isWorse(one, other, noises)));
  // Three settings can each be worse than another one, by the rate or by the waiting.
  return good.length > 0 ? good : compared.toSorted((left, right) => right.rate - left.rate).slice(0, 1);
}

/**
 * Returns the best setting: the smallest of the good ones. It has the least memory, then the fewest workers, then the lowest concurrency.
 * @param compared at least one
 * @param all what shows the noise, with these
 */
export function bestOf(compared: readonly MeasuredSetting[], all = compared): MeasuredSetting {
  const [best] = goodOf(compared, all)
    .toSorted(({ setting: left }, { setting: right }) => left.prefetch - right.prefetch || left.workers - right.workers || left.concurrency - right.concurrency);
  return best;
}

/** Whether neither of two settings is clearly worse. @param all what shows the noise, with these */
export function isWithinNoise(one: MeasuredSetting, other: MeasuredSetting, all: readonly MeasuredSetting[]): boolean {
  const noises = noisesOf(all);
  return !isWorse(one, other, noises) && !isWorse(other, one, noises);
}

/** Returns the part of the rate by which two settings must differ to count as different; null where nothing was measured twice. */
export function noiseLimit(one: MeasuredSetting, other: MeasuredSetting, all: readonly MeasuredSetting[]): number | null {
  const noise = rateNoise(all);
  return noise === null ? null : equalPartOf(noise, one.rates.length, other.rates.length);
}

/** Returns by how much a rate differs from round to round, as a share of it; null where nothing was measured twice. */
export const rateNoise = (all: readonly Pick<MeasuredSetting, 'rates'>[]): number | null => noiseOf(all.map(({ rates }) => rates));

interface Noises {
  readonly rate: number | null;
  readonly working: number | null;
}

const noisesOf = (measured: readonly MeasuredSetting[]): Noises => ({ rate: rateNoise(measured), working: noiseOf(measured.flatMap(({ working }) => (working === null ? [] : [working]))) });

/**
 * Whether a setting is clearly worse than another: slower, or not faster while the step waits more. A step's own speed varies more
 * than its wait does, so the wait shows a slow loader that the rate does not.
 */
function isWorse(one: MeasuredSetting, other: MeasuredSetting, noises: Noises): boolean {
  if (isClearlyAbove(other.rates, one.rates, noises.rate)) return true;
  if (one.working === null || other.working === null || medianOf(one.working) >= 1 - WAITING_SHARE) return false;
  return isClearlyAbove(other.working, one.working, noises.working) && !isClearlyAbove(one.rates, other.rates, noises.rate);
}

/** Puts the rounds of each setting together, in the order in which the settings came. */
export function mergeRounds(measured: readonly Measurement[]): MeasuredSetting[] {
  const firsts = measured.filter((one, index) => measured.findIndex((other) => isSame(one.setting, other.setting)) === index);
  return firsts.map(({ setting, waiting }) => {
    const same = measured.filter((one) => isSame(one.setting, setting));
    const rates = same.map(({ rate }) => rate);
    const working = waiting === null ? null : same.map((one) => 1 - (one.waiting ?? 0));
    return { setting, rate: medianOf(rates), waiting: working && 1 - medianOf(working), seconds: same.reduce((sum, { seconds }) => sum + seconds, 0), rates, working };
  });
}

export const isSame = (left: Setting, right: Setting): boolean => left.workers === right.workers && left.concurrency === right.concurrency && left.prefetch === right.prefetch;
const nearestOf = (values: readonly number[], target: number): number =>
  values.reduce((best, value) => (Math.abs(value - target) < Math.abs(best - target) ? value : best));
