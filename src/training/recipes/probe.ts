import { scalar } from '@tensorflow/tfjs-core';
import { topClass } from '../evaluation/score.js';
import type { FeatureTable } from '../features/feature-table.js';
import { readHead, scalingOf, setHead } from '../features/head.js';
import { fitProbe, scoreOf } from '../features/linear-probe.js';
import { logitsOfRows, type LinearHead } from '../features/logistic-regression.js';
import { TRAINING_ACCURACY } from './labelled-batch.js';
import type { Recipe } from './recipe.js';
import { tables } from './tables.js';

const options = tables.probe;

/**
 * Logistic regression on the features of a frozen network, which are computed once per picture. With self-training, each
 * further round also learns from the unlabelled pictures that the round before is most sure of. An epoch is a round.
 */
export const probe: Recipe<typeof options> = {
  name: 'probe',
  summary: 'logistic regression on the features of a frozen network: minutes, and the best with few labels and pretrained weights',
  options,
  losses: ['labelled'],
  shares: ['pseudo-labels', TRAINING_ACCURACY],
  inputs: () => ({}),
  features: ({ 'self-training': selfTraining, 'self-training-pictures': most }) => ({ labelled: Infinity, validation: Infinity, ...(selfTraining && { unlabelled: most }) }),
  outputs: (classes) => classes,
  epochs: ({ epochs, 'self-training': selfTraining }) => (selfTraining ? epochs : 1),

  begin(context) {
    const { options, classes } = context;
    const classifier = context.classifier();

    return async (_batches, round) => {
      const labelled = await context.features('labelled');
      const sure = round === 0 ? null : surestRows(await context.features('unlabelled', options['self-training-pictures']), await readHead(classifier), options['self-training-share']);
      // A head that learns from thousands of pseudo-labels needs a weaker penalty than one of a hundred labels.
      const { head } = await fitProbe(withPseudoLabels(labelled, sure), scalingOf(labelled), await context.features('validation'), classes, options.penalty);
      setHead(classifier, head);
      const { loss, accuracy } = scoreOf(labelled, head);
      return [scalar(loss), scalar(sure === null ? 0 : sure.share), scalar(accuracy)];
    };
  },
};

/** The unlabelled rows whose class is surest, with that class. */
type SurestRows = FeatureTable & {
  /** Their share of the rows. */
  readonly share: number;
};

/** Takes the same share of each predicted class. A probability as the limit would take none under a strong penalty, and one class alone where they differ. */
function surestRows({ count, width, values }: FeatureTable, head: LinearHead, share: number): SurestRows {
  const outputs = head.bias.length;
  const logits = logitsOfRows({ count, width, values }, head);
  const all = Array.from({ length: count }, (_, row) => ({ row, ...topClass(logits.subarray(row * outputs, (row + 1) * outputs)) }));
  const sure = Array.from({ length: outputs }, (_, output) => all.filter((each) => each.class === output).sort((a, b) => b.confidence - a.confidence))
    .flatMap((own) => own.slice(0, Math.floor(own.length * share)));
  const taken = new Float32Array(sure.length * width);
  for (const [place, { row }] of sure.entries()) taken.set(values.subarray(row * width, (row + 1) * width), place * width);
  return { count: sure.length, width, values: taken, labels: Int32Array.from(sure, (each) => each.class), share: count === 0 ? 0 : sure.length / count };
}

/** Puts the rows together. Those with labels count as much as those with pseudo-labels, however many there are. */
function withPseudoLabels(labelled: FeatureTable, sure: SurestRows | null) {
  if (sure === null || sure.count === 0) return { rows: labelled, labels: labelled.labels };
  const values = new Float32Array(labelled.values.length + sure.values.length);
  values.set(labelled.values);
  values.set(sure.values, labelled.values.length);
  const count = labelled.count + sure.count;
  return {
    rows: { count, width: labelled.width, values },
    labels: Int32Array.from([...labelled.labels, ...sure.labels]),
    shares: Float64Array.from({ length: count }, (_, row) => 0.5 / (row < labelled.count ? labelled.count : sure.count)),
  };
}
