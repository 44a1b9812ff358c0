/** Numbers as people read them, on a page as on a terminal. Pure. */

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** `37,500`. */
export const count = (value: number): string => grouped.format(value);

/** `1 picture`, `1,000 pictures`. */
export const counted = (value: number, one: string, many = `${one}s`): string => `${count(value)} ${value === 1 ? one : many}`;

/** A share of one as `61.40 %`. */
export const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;

/** `0.42 s`, `12.3 s`, `2 min 05 s`, `1 h 02 min`, `3 d 04 h`. */
export function duration(seconds: number): string {
  if (seconds < 9.995) return `${seconds.toFixed(2)} s`;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
  const hours = Math.round(seconds / 3600);
  return `${Math.floor(hours / 24)} d ${two(hours % 24)} h`;
}
const two = (value: number): string => String(value).padStart(2, '0');

/** Returns the mean and the sample standard deviation, which is 0 for a single value. */
export function spread(values: readonly number[]): { readonly mean: number; readonly sd: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1)) };
}

/** Formats shares of one as `61.40 ± 2.10 %`; a single one as `61.40 %`. */
export function percentSpread(values: readonly number[]): string {
  const { mean, sd } = spread(values);
  return values.length < 2 ? percent(mean) : `${(mean * 100).toFixed(2)} ± ${(sd * 100).toFixed(2)} %`;
}

/** A recipe's test accuracy on each label split, shares of one. */
export interface RecipeResults {
  readonly recipe: string;
  readonly accuracies: readonly number[];
}

/** Describes in a sentence how much a recipe gains from unlabelled pictures over the baseline, which uses none. */
export function describeGain(baseline: RecipeResults, recipe: RecipeResults, unlabelled: number): string {
  const before = 1 - spread(baseline.accuracies).mean;
  const after = 1 - spread(recipe.accuracies).mean;
  const splits = recipe.accuracies.length < 2 ? '' : `, on average over ${counted(recipe.accuracies.length, 'label split')}`;
  const errors = before === 0 ? '' : `: ${percent(Math.abs(1 - after / before)).replace(/\.\d+/, '')} ${after <= before ? 'fewer' : 'more'} errors`;
  return `With ${counted(unlabelled, 'unlabelled picture')}, ${recipe.recipe} got ${percent(after)} of the test set wrong where ${baseline.recipe} got ${percent(before)}${errors}${splits}.`;
}
