import type { Scalar, Tensor4D } from '@tensorflow/tfjs-core';
import { Tape } from '../../engine/index.js';
import { lossReal, type Classifier, type FakeClass, type Generator } from '../../models/index.js';
import { holdStatistics } from './hold-statistics.js';
import type { RecipeContext, RecipeOptimizer } from './recipe.js';

/** What a step with generated pictures works with. */
export interface GeneratorStep {
  readonly context: Pick<RecipeContext, 'normals'>;
  readonly classifier: Classifier;
  readonly generator: Generator;
  readonly optimizer: RecipeOptimizer;
  /** Pictures to generate. */
  readonly count: number;
  readonly fakeClass: FakeClass;
  /** Whether the generator's pass leaves the classifier's running statistics as they are. */
  readonly holdsStatistics: boolean;
}

/**
 * Generates pictures and lets the classifier learn from them. Then the generator learns from the updated classifier.
 * @param step steps done before this one
 * @param train the classifier's step. The generated pictures stay the caller's
 * @returns the losses of `train`, then the generator's
 */
export async function stepWithGenerator(
  { context, classifier, generator, optimizer, count, fakeClass, holdsStatistics }: GeneratorStep, step: number, train: (generated: Tensor4D) => Promise<readonly Scalar[]>,
): Promise<Scalar[]> {
  // Stays open across the classifier's update: the pictures are generated once and learned from twice.
  const tape = new Tape(optimizer.gradients);
  const noise = context.normals('noise', step, [count, generator.noise]);
  try {
    const generated = await generator.forward(tape, tape.input(noise), 'train');
    const losses = await train(generated.tensor);
    const lossOf = () => lossOfGenerator(classifier, generated.tensor, fakeClass);
    const { value, gradient } = await (holdsStatistics ? holdStatistics(classifier, lossOf) : lossOf());
    await tape.backward(generated, gradient);
    gradient.dispose();
    await optimizer.step();
    return [...losses, value];
  } finally {
    tape.dispose();
    noise.dispose();
  }
}

/** Returns how real the classifier finds the pictures, and the gradient that would make them more real. It learns nothing. */
async function lossOfGenerator(classifier: Classifier, pictures: Tensor4D, fakeClass: FakeClass): Promise<{ value: Scalar; gradient: Tensor4D }> {
  const tape = new Tape();
  try {
    const input = tape.input(pictures, true);
    const logits = await classifier.forward(tape, input, 'train');
    const loss = lossReal(logits.tensor, fakeClass);
    await tape.backward(logits, loss.gradient);
    loss.gradient.dispose();
    if (input.gradient === null) throw new Error('no gradient came back to the generated pictures');
    return { value: loss.value, gradient: input.gradient.clone() as Tensor4D };
  } finally {
    tape.dispose();
  }
}
