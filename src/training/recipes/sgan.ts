import { tensor2d, type Scalar, type Tensor4D } from '@tensorflow/tfjs-core';
import { createAdam, Gradients, normals, withPrefix, Tape } from '../../engine/index.js';
import { lossFake, lossReal, type Classifier, type FakeClass } from '../../models/index.js';
import type { Recipe } from '../types.js';
import { trainableParameters, lossAgainst, lossValues, passes } from './step.js';

const LOSSES = ['unlabelled', 'generated', 'labelled', 'generator'] as const;

/**
 * The article's semi-supervised GAN. The classifier learns from unlabelled, generated and labelled pictures, of which
 * batch norm sees each kind alone, then the generator from the classifier as it is by then.
 * `reality` tells whether generated pictures have a class of their own: the variant that the article tried and dropped.
 */
export function createSgan(reality: FakeClass): Recipe {
  return {
    name: 'sgan',
    summary: 'the semi-supervised GAN: labelled, unlabelled and generated pictures meet in one step',
    sources: ['labelled', 'unlabelled', 'generated'],
    losses: LOSSES,
    defaults: { epochs: 100, 'learning-rate': 2e-3, beta1: 0.5, beta2: 0.999, momentum: 0.9, 'weight-decay': 0, ema: 0 },
    outputs: (classes) => (reality === 'implicit' ? classes : classes + 1),

    begin({ engine, classifier, generator, numbers, batch, seed, atOnce }) {
      if (generator === null) throw new TypeError('sgan needs a generator');
      const adam = { learningRate: numbers['learning-rate'], beta1: numbers.beta1, beta2: numbers.beta2 };
      const classifierOptimizer = createAdam(engine.kernels, trainableParameters(classifier), adam);
      const generatorOptimizer = createAdam(engine.kernels, trainableParameters(generator), adam);

      return {
        memory: [...withPrefix('classifier', classifierOptimizer.state), ...withPrefix('generator', generatorOptimizer.state)],
        resumeAt(steps) {
          classifierOptimizer.steps = steps;
          generatorOptimizer.steps = steps;
        },
        step: ({ step, labelled, unlabelled, noise }) =>
          lossValues(LOSSES, async (gradients) => {
            if (unlabelled === undefined) throw new TypeError('sgan needs unlabelled pictures');
            const z = tensor2d(noise?.(step) ?? normals(seed, 'noise', step, batch * generator.noise), [batch, generator.noise]);
            const generatorGradients = new Gradients();
            // Stays open across the classifier's update: the generator's pictures are made once and learned from later.
            const tape = new Tape(generatorGradients);
            try {
              const generated = await generator.forward(tape, tape.input(z), 'train');
              const losses = await passes(classifier, [
                { pictures: unlabelled, loss: (logits) => lossReal(logits, reality) },
                { pictures: generated.tensor, loss: (logits) => lossFake(logits, reality) },
                { pictures: labelled.pictures, loss: lossAgainst(labelled.labels) },
              ], gradients, atOnce);
              await classifierOptimizer.apply(gradients);

              const { value, gradient } = await lossOfGenerator(classifier, generated.tensor, reality);
              await tape.backward(generated, gradient);
              gradient.dispose();
              await generatorOptimizer.apply(generatorGradients);
              return [...losses, value];
            } finally {
              tape.dispose();
              generatorGradients.dispose();
              z.dispose();
            }
          }),
        dispose() {
          classifierOptimizer.dispose();
          generatorOptimizer.dispose();
        },
      };
    },
  };
}

/** How real the classifier finds `pictures`, and what would make them more so. Nothing in the classifier is learned. */
async function lossOfGenerator(classifier: Classifier, pictures: Tensor4D, reality: FakeClass): Promise<{ value: Scalar; gradient: Tensor4D }> {
  const tape = new Tape();
  try {
    const input = tape.input(pictures, true);
    const logits = await classifier.forward(tape, input, 'train');
    const loss = lossReal(logits.tensor, reality);
    await tape.backward(logits, loss.gradient);
    loss.gradient.dispose();
    if (input.gradient === null) throw new Error('no gradient came back to the generated pictures');
    return { value: loss.value, gradient: input.gradient.clone() as Tensor4D };
  } finally {
    tape.dispose();
  }
}
