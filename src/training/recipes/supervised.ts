import { trainableParameters } from '../../models/index.js';
import { openLabelled, TRAINING_ACCURACY } from './labelled-batch.js';
import type { Recipe } from './recipe.js';
import { scheduleOf } from './schedule.js';
import { tables } from './tables.js';

const options = tables.supervised;

/** The baseline: cross-entropy on all labelled pictures as one batch, SGD with momentum and weight decay. */
export const supervised: Recipe<typeof options> = {
  name: 'supervised',
  summary: 'the baseline: cross-entropy on the labelled pictures only',
  options,
  losses: ['labelled'],
  shares: [TRAINING_ACCURACY],
  inputs: ({ 'labelled-batch': batch, view }) => ({ labelled: { set: 'labelled', batch, views: { pictures: view } } }),
  outputs: (classes) => classes,

  begin(context) {
    const { options } = context;
    const classifier = context.classifier();
    if (options.ema > 0) context.ema(classifier, options.ema);
    const optimizer = context.sgd('classifier', trainableParameters(classifier), {
      learningRate: scheduleOf(options, context.steps),
      momentum: options.momentum,
      weightDecay: options['weight-decay'],
      decayed: options['decayed-parameters'],
      clip: options['clip-gradients'],
    });

    return async ({ labelled }) => {
      const batch = openLabelled(labelled.labels, context.classes, options['label-smoothing']);
      const losses = await context.backward(classifier, [{ pictures: labelled.views.pictures, loss: batch.loss }], optimizer.gradients);
      await optimizer.step();
      return [...losses, batch.accuracy()];
    };
  },
};
