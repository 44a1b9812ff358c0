import { split, type Dataset, type Split } from 'whisker-ml/recipes';
import type { PhotographsOptions } from './options.js';

/** The seed of validation and test, whichever seeds are measured: who chooses options by validation never sees a test picture. */
const EVALUATION_SEED = 1;

/**
 * Returns a split with labels of one seed. Every seed has the same validation and test pictures.
 * @throws WrongCommand of whisker when there are too few pictures
 */
export function labelSplit(dataset: Dataset, { labels, val, test }: Pick<PhotographsOptions, 'labels' | 'val' | 'test'>, seed: number): Split {
  const base = split(dataset, { labels, val, test, seed: EVALUATION_SEED });
  if (seed === EVALUATION_SEED) return base;
  const taken = new Set([...base.val, ...base.test].map(({ path }) => path));
  const rest = { ...dataset, samples: dataset.samples.filter(({ path }) => !taken.has(path)) };
  return { ...split(rest, { labels, val: 0, test: 0, seed }), val: base.val, test: base.test };
}
