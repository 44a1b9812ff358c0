import { expect, it } from 'vitest';
import { tabulate, type SplitResult } from '../../src/training/compare/comparison-table.js';

const result = (recipe: SplitResult['recipe'], seed: number, accuracy: number): SplitResult => ({
  recipe, seed, run: `${recipe}-${seed}`, test: { accuracy, loss: 1, count: 10 }, val: { accuracy: 0.5, loss: 1, count: 10 }, bestEpoch: seed, seconds: 10 * seed,
});

it('has a row for each recipe: mean and standard deviation over its splits', () => {
  const { rows } = tabulate(['supervised', 'sgan'], [result('sgan', 2, 0.9), result('supervised', 1, 0.6), result('sgan', 1, 0.7)]);
  expect(rows.map(({ recipe }) => recipe)).toEqual(['supervised', 'sgan']);
  expect(rows[0].test).toEqual({ mean: 0.6, sd: null });
  expect(rows[1].test.mean).toBeCloseTo(0.8);
  expect(rows[1].test.sd).toBeCloseTo(Math.SQRT1_2 * 0.2);
  expect(rows[1].bestEpoch).toEqual({ mean: 1.5, sd: Math.SQRT1_2 });
  expect(rows[1].splits.map(({ run }) => run)).toEqual(['sgan-1', 'sgan-2']);
});

it('has no row for a recipe without a result', () => {
  expect(tabulate(['supervised', 'sgan'], [result('sgan', 1, 1)]).rows.map(({ recipe }) => recipe)).toEqual(['sgan']);
});
