import { lossFake, lossReal, trainableParameters, type FakeClass } from '../../models/index.js';
import { stepWithGenerator } from './generator-step.js';
import { openLabelled, TRAINING_ACCURACY } from './labelled-batch.js';
import type { Recipe } from './recipe.js';
import { scheduleOf } from './schedule.js';
import { tables } from './tables.js';

const options = tables.sgan;

/**
 * The article's semi-supervised GAN. The classifier learns from unlabelled, generated and labelled pictures; then the
 * generator learns from the updated classifier. Batch norm sees each kind of picture separately.
 */
export const sgan: Recipe<typeof options> = {
  name: 'sgan',
  summary: 'the semi-supervised GAN: labelled, unlabelled and generated pictures in one step',
  options,
  losses: ['unlabelled', 'generated', 'labelled', 'generator'],
  shares: [TRAINING_ACCURACY],
  inputs: ({ batch, 'labelled-batch': labelledBatch, view }) => ({
    labelled: { set: 'labelled', batch: labelledBatch, views: { pictures: view } },
    unlabelled: { set: 'unlabelled', batch, views: { pictures: view } },
  }),
  generated: ({ batch }) => batch,
  outputs: (classes, { 'fake-class': fakeClass }) => (fakeClass ? classes + 1 : classes),

  begin(context) {
    const { options } = context;
    const fakeClass: FakeClass = options['fake-class'] ? 'explicit' : 'implicit';
    const moving = options['running-statistics'];
    const adam = { learningRate: scheduleOf(options, context.steps), beta1: options.beta1, beta2: options.beta2, clip: options['clip-gradients'] };
    const classifier = context.classifier();
    const generator = context.generator();
    if (options.ema > 0) context.ema(classifier, options.ema);
    const classifierOptimizer = context.adam('classifier', trainableParameters(classifier), adam);
    const generatorOptimizer = context.adam('generator', trainableParameters(generator), adam);

    const both = { context, classifier, generator, optimizer: generatorOptimizer, count: options.batch, fakeClass, holdsStatistics: moving !== 'all' };

    return async ({ labelled, unlabelled }, step) => {
      const batch = openLabelled(labelled.labels, context.classes, options['label-smoothing']);
      const losses = await stepWithGenerator(both, step, async (generated) => {
        const losses = await context.backward(classifier, [
          { pictures: unlabelled.views.pictures, loss: (logits) => lossReal(logits, fakeClass) },
          { pictures: generated, loss: (logits) => lossFake(logits, fakeClass), holdsStatistics: moving !== 'all' },
          { pictures: labelled.views.pictures, loss: batch.loss, holdsStatistics: moving === 'unlabelled' },
        ], classifierOptimizer.gradients);
        await classifierOptimizer.step();
        return losses;
      });
      return [...losses, batch.accuracy()];
    };
  },
};
