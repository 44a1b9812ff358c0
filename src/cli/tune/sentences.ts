import { formatPercent, formatRate, listed } from '../../config/index.js';
import { comparedIn, comparedInAll, goodOf, isSame, isWithinNoise, noiseLimit, type MeasuredSetting, type SearchPart } from '../../pipeline/index.js';
import type { Round } from './measure.js';
import { rangeInWords, settingInWords } from './show.js';

/** The parts of the search that compare values of an option. */
export const valueParts = ['workers', 'concurrency', 'prefetch'] as const satisfies readonly SearchPart[];

/** Returns what to use, and what it brings against the default. @param byDefault null: the time was over before it was measured */
export function describeChoice(best: MeasuredSetting, byDefault: MeasuredSetting | null, all: readonly MeasuredSetting[]): string {
  const read = `${formatRate(best.rate)} images/s read${rangeInWords(best.rates)}`;
  const use = `Use ${settingInWords(best.setting)}: ${read}`;
  if (byDefault === null) return `${use}. The time was over before the default was measured; give more --seconds.`;
  if (isSame(best.setting, byDefault.setting)) return `${use}. That is what a run takes without tuning: nothing was clearly better.`;
  const other = `the default (${settingInWords(byDefault.setting)}: ${formatRate(byDefault.rate)} images/s${rangeInWords(byDefault.rates)})`;
  if (isWithinNoise(best, byDefault, all)) return `${use}, the same as ${other} within the noise${limitInWords(best, byDefault, all)}. The smaller one wins.`;
  const waits = best.waiting === null || byDefault.waiting === null ? '' : ` The step waits ${formatPercent(best.waiting, 1)} of the time instead of ${formatPercent(byDefault.waiting, 1)}.`;
  const gain = best.rate / byDefault.rate - 1;
  return `${use}, ${formatPercent(Math.abs(gain), 0)} ${gain < 0 ? 'less' : 'more'} than ${other}.${waits}`;
}

const limitInWords = (one: MeasuredSetting, other: MeasuredSetting, all: readonly MeasuredSetting[]): string => {
  const limit = noiseLimit(one, other, all);
  return limit === null ? '' : ` (below ${formatPercent(limit, 0)})`;
};

/** Returns the values of an option that are the same within the noise, with the chosen one, ascending. */
export function sameValues(part: (typeof valueParts)[number], chosen: number, rounds: readonly Round[]): number[] {
  const values = goodOf(comparedIn(part, rounds), comparedInAll(rounds)).map(({ setting }) => setting[part]).toSorted((left, right) => left - right);
  return values.includes(chosen) ? values : [chosen];
}

/** Returns a sentence for each option of which several values are the same: `workers 1 and 2 are the same within the noise`. */
export function describeSame(best: MeasuredSetting, rounds: readonly Round[]): string[] {
  return valueParts.flatMap((part) => {
    const values = sameValues(part, best.setting[part], rounds);
    return values.length < 2 ? [] : [`${part} ${listed(values, 'and')} are the same within the noise`];
  });
}
