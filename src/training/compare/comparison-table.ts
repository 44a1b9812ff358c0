import type { Score } from '../../events/index.js';

/** The result of one recipe on one label split. */
export interface SplitResult {
  readonly recipe: string;
  readonly seed: number;
  /** Name of the run's folder. */
  readonly run: string;
  readonly test: Score;
  readonly val: Score;
  /** Epoch of the best weights; 0: those that the run started from. */
  readonly bestEpoch: number;
  readonly seconds: number;
}

/** Mean, and the standard deviation of a sample (divided by n - 1); null for fewer than two values. */
export interface Spread {
  readonly mean: number;
  readonly sd: number | null;
}

/** A recipe's row: means over its splits. */
export interface ComparisonRow {
  readonly recipe: string;
  /** Accuracy, 0 to 1. */
  readonly test: Spread;
  readonly val: Spread;
  readonly bestEpoch: Spread;
  readonly seconds: Spread;
  readonly splits: readonly SplitResult[];
}

/** Recipes side by side. A recipe without a result has no row. */
export interface Comparison {
  readonly rows: readonly ComparisonRow[];
}

/** Returns the table of some results: one row for each recipe, in the order of `recipes`. */
export function tabulate(recipes: readonly string[], results: readonly SplitResult[]): Comparison {
  return {
    rows: recipes.flatMap((recipe) => {
      const splits = results.filter((result) => result.recipe === recipe).sort((a, b) => a.seed - b.seed);
      if (splits.length === 0) return [];
      const over = (value: (result: SplitResult) => number) => spreadOf(splits.map(value));
      return [{
        recipe,
        test: over(({ test }) => test.accuracy),
        val: over(({ val }) => val.accuracy),
        bestEpoch: over(({ bestEpoch }) => bestEpoch),
        seconds: over(({ seconds }) => seconds),
        splits,
      }];
    }),
  };
}

function spreadOf(values: readonly number[]): Spread {
  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  if (values.length < 2) return { mean, sd: null };
  return { mean, sd: Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / (values.length - 1)) };
}
