import { formatPercent, pluralize } from '../config/index.js';

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

/** A recipe's test accuracy on each label split, shares of one. */
export interface RecipeResults {
  readonly recipe: string;
  readonly accuracies: readonly number[];
}

/** Describes how much each recipe gains from unlabelled pictures over the first one, if that is `supervised`, which uses none. */
export function describeGains([baseline, ...others]: readonly RecipeResults[], unlabelled: number): string[] {
  return baseline?.recipe === 'supervised' ? others.map((recipe) => describeGain(baseline, recipe, unlabelled)) : [];
}

function describeGain(baseline: RecipeResults, recipe: RecipeResults, unlabelled: number): string {
  const before = 1 - spread(baseline.accuracies).mean;
  const after = 1 - spread(recipe.accuracies).mean;
  const splits = recipe.accuracies.length < 2 ? '' : `, on average over ${pluralize(recipe.accuracies.length, 'label split')}`;
  const errors = before === 0 ? '' : `: ${formatPercent(Math.abs(1 - after / before)).replace(/\.\d+/, '')} ${after <= before ? 'fewer' : 'more'} errors`;
  return `With ${pluralize(unlabelled, 'unlabelled picture')}, ${recipe.recipe} got ${formatPercent(after)} of the test set wrong where ${baseline.recipe} got ${formatPercent(before)}${errors}${splits}.`;
}
