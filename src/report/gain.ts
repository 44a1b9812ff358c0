import { formatPercent, pluralize } from '../config/index.js';
import { pairedDifference } from './paired.js';

/** Returns the mean and the sample standard deviation, which is 0 for a single value. */
export function spread(values: readonly number[]): { readonly mean: number; readonly sd: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1)) };
}

/** Formats shares of one as `61.40 ± 2.10 %`; a single one as `61.40 %`. */
export function percentSpread(values: readonly number[]): string {
  const { mean, sd } = spread(values);
  return values.length < 2 ? formatPercent(mean) : `${(mean * 100).toFixed(2)} ± ${(sd * 100).toFixed(2)} %`;
}

/** A recipe's test accuracy on each label split, shares of one. Two recipes share a split where they share its seed. */
export interface RecipeResults {
  readonly recipe: string;
  readonly splits: readonly { readonly seed: number; readonly accuracy: number }[];
}

/** The recipe that uses no unlabelled pictures: others are held against it. */
export const BASELINE = 'supervised';

/** Describes how much each recipe gains from unlabelled pictures over the first one, if that is the baseline. */
export function describeGains([baseline, ...others]: readonly RecipeResults[], unlabelled: number): string[] {
  return baseline?.recipe === BASELINE ? others.map((recipe) => describeGain(baseline, recipe, unlabelled)) : [];
}

/** Says no more than the splits support: the difference on the splits that both have, and whether it could be chance. */
function describeGain(baseline: RecipeResults, { recipe, splits }: RecipeResults, unlabelled: number): string {
  const pairs = splits.flatMap(({ seed, accuracy }) => {
    const same = baseline.splits.find((split) => split.seed === seed);
    return same === undefined ? [] : [{ before: 1 - same.accuracy, after: 1 - accuracy }];
  });
  if (pairs.length === 0) return `${recipe} and ${baseline.recipe} have no label split in common, so they cannot be compared.`;
  const [before, after] = [spread(pairs.map((pair) => pair.before)).mean, spread(pairs.map((pair) => pair.after)).mean];
  const found = pairedDifference(pairs.map((pair) => pair.before - pair.after));
  const what = `With ${pluralize(unlabelled, 'unlabelled picture')}, ${recipe} got ${formatPercent(after)} of the test set wrong where ${baseline.recipe} got ${formatPercent(before)}`;
  if (found === null) return `${what}, on one label split. More splits (--splits) would show whether that could be chance.`;
  const points = (share: number): string => (share * 100).toFixed(2);
  const interval = `${points(Math.abs(found.mean))} points ${found.mean >= 0 ? 'fewer' : 'more'} on average over ${pluralize(pairs.length, 'label split')}`;
  const range = found.mean >= 0 ? `${points(found.low)} to ${points(found.high)}` : `${points(-found.high)} to ${points(-found.low)}`;
  return `${what}: ${interval} (95 % interval ${range}). ${found.couldBeChance ? 'That could be chance.' : 'That is more than chance explains.'}`;
}
