import { flag, integer, number, type RecipeTables } from '../../src/config/index.js';

/** Two recipes that only config's tests know. */
export const recipes: RecipeTables = {
  default: 'gan',
  tables: {
    baseline: { epochs: integer(200, 1, 1_000_000, 'passes'), 'learning-rate': number(1e-3, 0, 10, 'step size'), momentum: number(0.9, 0, 0.9999, "SGD's momentum"), ema: number(0, 0, 1, 'decay') },
    gan: { epochs: integer(100, 1, 1_000_000, 'passes'), 'learning-rate': number(2e-3, 0, 10, 'step size'), beta1: number(0.5, 0, 0.9999, 'decay of the first moment'), ema: number(0, 0, 1, 'decay'), 'fake-class': flag('one class more') },
  },
};
