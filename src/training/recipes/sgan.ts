import type { Scalar, Tensor4D } from '@tensorflow/tfjs-core';
import { flag, number } from '../../config/index.js';
import { Tape } from '../../engine/index.js';
import { lossFake, lossReal, trainableParameters, type Classifier, type FakeClass } from '../../models/index.js';
import { crossEntropy } from './backward.js';
import { ema, epochs, learningRate } from './options.js';
import type { Recipe } from './recipe.js';

const options = {
  epochs: epochs(100),
  'learning-rate': learningRate(2e-3),
  beta1: number(0.5, 0, 0.9999, "decay of Adam's first moment"),
  beta2: number(0.999, 0, 0.999999, "decay of Adam's second moment"),
  ema,
  'fake-class': flag('give generated pictures a class of their own (the variant that the article dropped)'),
} as const;

/**
 * The article's semi-supervised GAN. The classifier learns from unlabelled, generated and labelled pictures; then the
 * generator learns from the updated classifier. Batch norm sees each kind of picture by itself.
 */
export const sgan: Recipe<typeof options> = {
  name: 'sgan',
  summary: 'the semi-supervised GAN: labelled, unlabelled and generated pictures in one step',
  options,
  losses: ['unlabelled', 'generated', 'labelled', 'generator'],
  inputs: ({ batch }) => ({
    labelled: { set: 'labelled', batch: 'all', views: { pictures: 'none' } },
    unlabelled: { set: 'unlabelled', batch, views: { pictures: 'none' } },
  }),
  generated: ({ batch }) => batch,
  outputs: (classes, { 'fake-class': fakeClass }) => (fakeClass ? classes + 1 : classes),

  begin(context) {
    const { options } = context;
    const fakeClass: FakeClass = options['fake-class'] ? 'explicit' : 'implicit';
    const adam = { learningRate: () => options['learning-rate'], beta1: options.beta1, beta2: options.beta2 };
    const classifier = context.classifier();
    const generator = context.generator();
    if (options.ema > 0) context.ema(classifier, options.ema);
    const classifierOptimizer = context.adam('classifier', trainableParameters(classifier), adam);
    const generatorOptimizer = context.adam('generator', trainableParameters(generator), adam);

    return async ({ labelled, unlabelled }, step) => {
      // Stays open across the classifier's update: the pictures are generated once and learned from twice.
      const tape = new Tape(generatorOptimizer.gradients);
      const noise = context.normals('noise', step, [options.batch, generator.noise]);
      try {
        const generated = await generator.forward(tape, tape.input(noise), 'train');
        const losses = await context.backward(classifier, [
          { pictures: unlabelled.views.pictures, loss: (logits) => lossReal(logits, fakeClass) },
          { pictures: generated.tensor, loss: (logits) => lossFake(logits, fakeClass) },
          { pictures: labelled.views.pictures, loss: crossEntropy(labelled.labels) },
        ], classifierOptimizer.gradients);
        await classifierOptimizer.step();

        const { value, gradient } = await lossOfGenerator(classifier, generated.tensor, fakeClass);
        await tape.backward(generated, gradient);
        gradient.dispose();
        await generatorOptimizer.step();
        return [...losses, value];
      } finally {
        tape.dispose();
        noise.dispose();
      }
    };
  },
};

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
