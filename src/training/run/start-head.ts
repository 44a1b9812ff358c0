import type { FeatureStore } from '../features/feature-store.js';
import { scalingOf, setHead } from '../features/head.js';
import { fitProbe } from '../features/linear-probe.js';
import type { LinearHead } from '../features/logistic-regression.js';
import { messages } from '../messages.js';
import { inputsOf } from '../recipes/recipe.js';
import type { TrainingState } from '../recipes/training-state.js';
import type { Plan } from './plan.js';

/**
 * Returns whether the head starts from logistic regression: at the beginning of a run whose weights are pretrained, and whose
 * head has other classes. A recipe that takes no batches fits its head by itself.
 */
export const startsFromProbe = ({ options, recipe, pretrained }: Pick<Plan, 'options' | 'recipe' | 'pretrained'>): boolean =>
  options.head === 'probe' && (pretrained?.fit.otherHead ?? null) !== null && Object.keys(inputsOf(recipe, options)).length > 0;

/**
 * Fits the head of the classifier, and of its EMA copy, to the features of the labelled pictures, as the recipe `probe` does.
 * A random head would send the body gradients that mean nothing, and spoil pretrained features in the first steps (Kumar et
 * al., "Fine-tuning can distort pretrained features", 2022). Returns a sentence for the log.
 * @throws WorkFailed where too many pictures cannot be read; the signal's reason
 */
export async function startHead({ classifier, evaluated }: TrainingState, features: FeatureStore, classes: number): Promise<string> {
  const labelled = await features.of(classifier, 'labelled', Infinity);
  const { head, penalty, score } = await fitProbe({ rows: labelled, labels: labelled.labels }, scalingOf(labelled), await features.of(classifier, 'validation', Infinity), classes);
  for (const each of new Set([classifier, evaluated])) setHead(each, withOutputs(head, each.outputs));
  return messages.startHead(score.accuracy, penalty);
}

/** Adds outputs that start at zero: the class of generated pictures has no features to fit. */
function withOutputs({ weights, bias }: LinearHead, outputs: number): LinearHead {
  const wide: LinearHead = { weights: new Float64Array((weights.length / bias.length) * outputs), bias: new Float64Array(outputs) };
  wide.weights.set(weights);
  wide.bias.set(bias);
  return wide;
}
