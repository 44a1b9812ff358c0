import { noGrad, trainableParameters } from '../../models/index.js';
import { openLabelled, TRAINING_ACCURACY } from './labelled-batch.js';
import { PseudoLabels, pseudoLabelWarning } from './pseudo-labels.js';
import type { Recipe } from './recipe.js';
import { scheduleOf } from './schedule.js';
import { tables } from './tables.js';

const options = tables.fixmatch;

/**
 * FixMatch (Sohn et al., 2020): cross-entropy on weak views of labelled pictures. Predictions on weak views of unlabelled
 * pictures that reach the threshold are the labels of the strong views. Batch norm sees each kind of picture separately.
 */
export const fixmatch: Recipe<typeof options> = {
  name: 'fixmatch',
  summary: 'consistency: confident predictions on weak views label the strong views',
  options,
  losses: ['labelled', 'consistency'],
  shares: ['confident', TRAINING_ACCURACY],
  inputs: ({ batch, 'labelled-batch': labelledBatch }) => ({
    labelled: { set: 'labelled', batch: labelledBatch, views: { weak: 'weak' } },
    unlabelled: { set: 'unlabelled', batch, views: { weak: 'weak', strong: 'strong' } },
  }),
  outputs: (classes) => classes,
  warning: pseudoLabelWarning,

  begin(context) {
    const { options } = context;
    const classifier = context.classifier();
    if (options.ema > 0) context.ema(classifier, options.ema);
    const pseudo = new PseudoLabels(context, options);
    const optimizer = context.sgd('classifier', trainableParameters(classifier), {
      learningRate: scheduleOf(options, context.steps),
      momentum: options.momentum,
      weightDecay: options['weight-decay'],
      decayed: options['decayed-parameters'],
      clip: options['clip-gradients'],
    });

    return async ({ labelled, unlabelled }, step) => {
      const predictions = await noGrad((tape) => classifier.forward(tape, tape.input(unlabelled.views.weak), 'train'));
      pseudo.label(predictions, step);
      predictions.dispose();
      try {
        const batch = openLabelled(labelled.labels, context.classes, options['label-smoothing']);
        const losses = await context.backward(classifier, [
          { pictures: labelled.views.weak, loss: batch.loss },
          { pictures: unlabelled.views.strong, loss: pseudo.loss },
        ], optimizer.gradients);
        await optimizer.step();
        return [...losses, pseudo.confident(), batch.accuracy()];
      } finally {
        pseudo.clear();
      }
    };
  },
};
