import type { Tensor2D } from '@tensorflow/tfjs-core';
import { lossFake, lossReal, trainableParameters } from '../../models/index.js';
import { stepWithGenerator } from './generator-step.js';
import { openLabelled, TRAINING_ACCURACY } from './labelled-batch.js';
import { PseudoLabels, pseudoLabelWarning } from './pseudo-labels.js';
import type { Recipe } from './recipe.js';
import { scheduleOf } from './schedule.js';
import { tables } from './tables.js';

const options = tables['sgan-fixmatch'];

/**
 * The article's three sources and FixMatch's consistency, in one step. The classifier tells weak views of unlabelled
 * pictures from generated ones, and labels the strong views with its predictions on the weak ones.
 */
export const sganFixmatch: Recipe<typeof options> = {
  name: 'sgan-fixmatch',
  summary: 'both: the semi-supervised GAN, and confident predictions on weak views label the strong views',
  options,
  losses: ['unlabelled', 'generated', 'labelled', 'consistency', 'generator'],
  shares: ['confident', TRAINING_ACCURACY],
  inputs: ({ batch, 'labelled-batch': labelledBatch }) => ({
    labelled: { set: 'labelled', batch: labelledBatch, views: { weak: 'weak' } },
    unlabelled: { set: 'unlabelled', batch, views: { weak: 'weak', strong: 'strong' } },
  }),
  generated: ({ batch }) => batch,
  outputs: (classes) => classes,
  warning: pseudoLabelWarning,

  begin(context) {
    const { options } = context;
    const moving = options['running-statistics'];
    const adam = { learningRate: scheduleOf(options, context.steps), beta1: options.beta1, beta2: options.beta2, clip: options['clip-gradients'] };
    const classifier = context.classifier();
    const generator = context.generator();
    if (options.ema > 0) context.ema(classifier, options.ema);
    const pseudo = new PseudoLabels(context, options);
    const classifierOptimizer = context.adam('classifier', trainableParameters(classifier), adam);
    const generatorOptimizer = context.adam('generator', trainableParameters(generator), adam);

    const both = { context, classifier, generator, optimizer: generatorOptimizer, count: options.batch, fakeClass: 'implicit', holdsStatistics: moving !== 'all' } as const;

    return async ({ labelled, unlabelled }, step) => {
      const labelAndTell = (logits: Tensor2D) => {
        pseudo.label(logits, step);
        return lossReal(logits, 'implicit');
      };
      const batch = openLabelled(labelled.labels, context.classes, options['label-smoothing']);
      try {
        const losses = await stepWithGenerator(both, step, async (generated) => {
          // The losses are computed in this order: the strong views find the labels that the weak ones gave.
          const losses = await context.backward(classifier, [
            { pictures: unlabelled.views.weak, loss: labelAndTell },
            { pictures: generated, loss: (logits) => lossFake(logits, 'implicit'), holdsStatistics: moving !== 'all' },
            { pictures: labelled.views.weak, loss: batch.loss, holdsStatistics: moving === 'unlabelled' },
            { pictures: unlabelled.views.strong, loss: pseudo.loss },
          ], classifierOptimizer.gradients);
          await classifierOptimizer.step();
          return losses;
        });
        return [...losses, pseudo.confident(), batch.accuracy()];
      } finally {
        pseudo.clear();
      }
    };
  },
};
