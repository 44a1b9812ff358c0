import { scalar, slice } from '@tensorflow/tfjs-core';
import { trainableParameters } from '../../models/index.js';
import { openLabelled, TRAINING_ACCURACY } from './labelled-batch.js';
import { PseudoLabels, pseudoLabelWarning } from './pseudo-labels.js';
import type { Recipe } from './recipe.js';
import { inAllRotations, ofOutputs, ROTATIONS, rotationLoss } from './rotations.js';
import { scheduleOf } from './schedule.js';
import { tables } from './tables.js';

const options = tables['rotation-fixmatch'];

/**
 * FixMatch for random weights. The classifier also learns by how many quarter turns unlabelled pictures are turned. That needs no
 * labels, so its layers learn before its own predictions become labels: no pseudo-label counts in the first share of the steps.
 * Batch norm sees all pictures of a step as one batch. If it saw them separately, the classifier could tell unlabelled
 * pictures from labelled ones by the statistics, and give all unlabelled ones the same class.
 */
export const rotationFixmatch: Recipe<typeof options> = {
  name: 'rotation-fixmatch',
  summary: 'fixmatch for random weights: it first learns which way up the unlabelled pictures are',
  options,
  losses: ['labelled', 'rotation', 'consistency'],
  shares: ['confident', TRAINING_ACCURACY],
  inputs: ({ batch, 'labelled-batch': labelledBatch, view }) => ({
    labelled: { set: 'labelled', batch: labelledBatch, views: { weak: view } },
    unlabelled: { set: 'unlabelled', batch, views: { weak: view, strong: 'strong' } },
  }),
  passes: ({ batch, 'labelled-batch': labelledBatch }) => [labelledBatch + batch * (ROTATIONS + 1)],
  outputs: (classes) => classes + ROTATIONS,
  note: ({ pretraining }) => (pretraining === 0 ? null
    : `Until ${Math.round(100 * pretraining)} % of the steps are done, the classifier learns from labels and rotations alone. Then pseudo-labels count too (--pretraining).`),
  warning: pseudoLabelWarning,

  begin(context) {
    const { options, classes } = context;
    const pretraining = Math.round(options.pretraining * context.steps);
    const classifier = context.classifier();
    if (options.ema > 0) context.ema(classifier, options.ema);
    const pseudo = new PseudoLabels(context, options);
    const optimizer = context.adam('classifier', trainableParameters(classifier), {
      learningRate: scheduleOf(options, context.steps), beta1: options.beta1, beta2: options.beta2, clip: options['clip-gradients'],
    });

    return async ({ labelled, unlabelled }, step) => {
      const { weak, strong } = unlabelled.views;
      const [count] = weak.shape;
      const turned = inAllRotations(weak);
      const batch = openLabelled(labelled.labels, classes, options['label-smoothing']);
      const lossOfRotations = rotationLoss(count, classes, options['rotation-weight']);
      try {
        // The losses are computed in this order: the strong views find the labels that the weak ones gave.
        const [rotation, label, consistency = scalar(0)] = await context.backward(classifier, [
          {
            pictures: turned,
            loss(logits) {
              const upright = slice(logits, [0, 0], [count, classes]);
              pseudo.label(upright, step);
              upright.dispose();
              return lossOfRotations(logits);
            },
          },
          { pictures: labelled.views.weak, loss: ofOutputs(0, classes, batch.loss) },
          ...(step < pretraining ? [] : [{ pictures: strong, loss: ofOutputs(0, classes, pseudo.loss) }]),
        ], optimizer.gradients, true);
        await optimizer.step();
        return [label, rotation, consistency, pseudo.confident(), batch.accuracy()];
      } finally {
        turned.dispose();
        pseudo.clear();
      }
    };
  },
};
