import { integer, number } from '../../config/index.js';

// Recipes that share an option share its limits and its help. The default is the recipe's own.

export const epochs = <Default extends number>(fallback: Default) =>
  integer(fallback, 1, 1_000_000, 'passes over the unlabelled samples; a recipe without them passes over the labelled ones');

export const learningRate = <Default extends number>(fallback: Default) => number(fallback, 0, 10, 'step size of the optimizers');

export const ema = number(0, 0, 0.9999, "decay of the running average of the classifier's weights, which is then evaluated and saved as the best; 0: none");
