import { choice, flag, integer, number } from '../../config/index.js';
import { viewNames, type View } from '../../pipeline/views/policies.js';

// Recipes that share an option share its limits and its help. The default is the recipe's own.

export const epochs = <Default extends number>(fallback: Default) =>
  integer(fallback, 1, 1_000_000, 'passes over the unlabelled samples; a recipe without them passes over the labelled ones');

export const labelledBatch = <Default extends number>(fallback: Default) =>
  integer(fallback, 1, 4096, 'labelled pictures in a step: all of them where there are no more, else a new sample in each step');

export const view = (fallback: View) => choice(viewNames, fallback, 'how labelled and unlabelled pictures are augmented, differently in each step');

// The rate.
export const learningRate = <Default extends number>(fallback: Default) => number(fallback, 0, 10, 'step size of the optimizers');

export const schedule = (fallback: 'constant' | 'cosine' | 'linear') =>
  choice(['constant', 'cosine', 'linear'], fallback, "how the learning rate falls over the run; cosine: over 7/16 of a half wave, as FixMatch's; linear: to zero");

export const warmup = number(0, 0, 1_000_000, 'steps over which the learning rate rises at the start; below 1: a share of all steps');

// The optimizers.
export const beta1 = <Default extends number>(fallback: Default) => number(fallback, 0, 0.9999, "decay of Adam's first moment");
export const beta2 = number(0.999, 0, 0.999999, "decay of Adam's second moment");
export const momentum = number(0.9, 0, 0.9999, "SGD's momentum");
export const weightDecay = <Default extends number>(fallback: Default) => number(fallback, 0, 1, "L2 penalty in SGD's gradient");

export const decayedParameters = (fallback: 'all' | 'weights') =>
  choice(['all', 'weights'], fallback, 'parameters that weight decay pulls to zero; weights: not the biases and not the batch norms');

export const clipGradients = number(0, 0, 1e6, "largest norm of an optimizer's gradients, all together; longer ones are scaled down; 0: no limit");

// The losses.
export const labelSmoothing = number(0, 0, 0.9, 'share of each label that is spread evenly over all classes');

// What is evaluated.
export const ema = <Default extends number>(fallback: Default) =>
  number(fallback, 0, 0.9999, "decay of the running average of the classifier's weights, which is then evaluated and saved as the best; 0: none");

export const runningStatistics = choice(['all', 'real', 'unlabelled'], 'real', "pictures that move batch norm's running statistics, which evaluation uses; real: all but the generated ones");

// Rotations.
export const pretraining = number(0.6, 0, 1, 'share of the steps before pseudo-labels count: the classifier first learns from labels and rotations');
export const rotationWeight = number(1, 0, 1000, 'weight of the loss on rotations');

// Pseudo-labels.
export const pseudoLabels = {
  threshold: number(0.95, 0, 1, "probability from which on a prediction counts as a pseudo-label; --adaptive-threshold finds its own"),
  'adaptive-threshold': flag("follow the classifier's own confidence with the threshold of pseudo-labels, by class (FreeMatch)"),
  'distribution-alignment': flag('correct pseudo-labels towards as many of each class (ReMixMatch)'),
  'unlabelled-weight': number(1, 0, 1000, 'weight of the loss on pseudo-labels'),
} as const;
