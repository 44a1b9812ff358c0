import { number } from '../../config/index.js';
import { trainableParameters } from '../../models/index.js';
import { crossEntropy } from './backward.js';
import { ema, epochs, learningRate } from './options.js';
import type { Recipe } from './recipe.js';

const options = {
  epochs: epochs(200),
  'learning-rate': learningRate(1e-3),
  momentum: number(0.9, 0, 0.9999, "SGD's momentum"),
  'weight-decay': number(1e-4, 0, 1, "L2 penalty in SGD's gradient"),
  ema,
} as const;

/** The baseline: cross-entropy on all labelled pictures as one batch, SGD with momentum and weight decay. */
export const supervised: Recipe<typeof options> = {
  name: 'supervised',
  summary: 'the baseline: cross-entropy on the labelled pictures only',
  options,
  losses: ['labelled'],
  inputs: () => ({ labelled: { set: 'labelled', batch: 'all', views: { pictures: 'none' } } }),
  outputs: (classes) => classes,

  begin(context) {
    const { options } = context;
    const classifier = context.classifier();
    if (options.ema > 0) context.ema(classifier, options.ema);
    const optimizer = context.sgd('classifier', trainableParameters(classifier), {
      learningRate: () => options['learning-rate'],
      momentum: options.momentum,
      weightDecay: options['weight-decay'],
    });

    return async ({ labelled }) => {
      const losses = await context.backward(classifier, [{ pictures: labelled.views.pictures, loss: crossEntropy(labelled.labels) }], optimizer.gradients);
      await optimizer.step();
      return losses;
    };
  },
};
