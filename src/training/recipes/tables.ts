import { flag, integer, number, type RecipeTables } from '../../config/index.js';
import { beta1, beta2, clipGradients, decayedParameters, ema, epochs, labelledBatch, labelSmoothing, learningRate, momentum, pretraining, pseudoLabels, rotationWeight, runningStatistics, schedule, view, warmup, weightDecay } from './options.js';
import type { Recipe } from './recipe.js';

/** The options of each recipe, in the order of the help. They are here, away from what takes a step, so that help and usage errors load no TensorFlow. */
export const tables = {
  supervised: {
    epochs: epochs(200),
    'labelled-batch': labelledBatch(256),
    view: view('none'),
    'learning-rate': learningRate(1e-3),
    schedule: schedule('constant'),
    warmup,
    momentum,
    'weight-decay': weightDecay(1e-4),
    'decayed-parameters': decayedParameters('all'),
    'clip-gradients': clipGradients,
    'label-smoothing': labelSmoothing,
    ema: ema(0),
  },
  sgan: {
    epochs: epochs(100),
    'labelled-batch': labelledBatch(256),
    view: view('none'),
    'learning-rate': learningRate(2e-3),
    schedule: schedule('constant'),
    warmup,
    beta1: beta1(0.5),
    beta2,
    'clip-gradients': clipGradients,
    'label-smoothing': labelSmoothing,
    'running-statistics': runningStatistics,
    ema: ema(0),
    'fake-class': flag('give generated pictures a class of their own (the variant that the article dropped)'),
  },
  fixmatch: {
    epochs: epochs(100),
    'labelled-batch': labelledBatch(64),
    'learning-rate': learningRate(3e-2),
    schedule: schedule('cosine'),
    warmup,
    momentum,
    'weight-decay': weightDecay(5e-4),
    'decayed-parameters': decayedParameters('weights'),
    'clip-gradients': clipGradients,
    'label-smoothing': labelSmoothing,
    ...pseudoLabels,
    ema: ema(0.999),
  },
  'sgan-fixmatch': {
    epochs: epochs(100),
    'labelled-batch': labelledBatch(256),
    'learning-rate': learningRate(2e-3),
    schedule: schedule('cosine'),
    warmup,
    beta1: beta1(0.5),
    beta2,
    'clip-gradients': clipGradients,
    'label-smoothing': labelSmoothing,
    ...pseudoLabels,
    'running-statistics': runningStatistics,
    ema: ema(0.999),
  },
  'rotation-fixmatch': {
    epochs: epochs(100),
    'labelled-batch': labelledBatch(32),
    view: view('weak'),
    pretraining,
    'rotation-weight': rotationWeight,
    'learning-rate': learningRate(2e-3),
    schedule: schedule('cosine'),
    warmup,
    beta1: beta1(0.9),
    beta2,
    'clip-gradients': clipGradients,
    'label-smoothing': labelSmoothing,
    ...pseudoLabels,
    ema: ema(0.999),
  },
  probe: {
    /** Rounds; one where there is no self-training. */
    epochs: epochs(3),
    'self-training': flag('learn from unlabelled pictures too: each epoch after the first takes the classes that the epoch before is most sure of'),
    'self-training-pictures': integer(6000, 1, 10_000_000, 'most unlabelled pictures that self-training takes'),
    'self-training-share': number(0.9, 0, 1, 'share of the pictures of each predicted class that self-training takes, the surest first'),
    penalty: number(0, 0, 1000, "factor of the squared weights in the head's loss; 0: the one that does best in validation"),
  },
} as const;

/** Returns the option tables of the recipes, for config. @param own a recipe of the caller's own, which is then the default */
export const recipeTables = (own?: Pick<Recipe, 'name' | 'options'>): RecipeTables =>
  ({ default: own?.name ?? 'sgan', compared: ['supervised', 'sgan'], tables: { ...tables, ...(own !== undefined && { [own.name]: own.options }) } });
