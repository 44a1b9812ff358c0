import { createMomentum } from '../../engine/index.js';
import type { Recipe } from '../types.js';
import { lossValues, trainableParameters, withLabels } from './step.js';

/** The baseline: all labelled pictures as one batch, cross-entropy, SGD with momentum and weight decay. */
export const supervised: Recipe = {
  name: 'supervised',
  summary: 'the baseline: cross-entropy on the labelled pictures alone',
  sources: ['labelled'],
  losses: ['labelled'],
  defaults: { epochs: 200, 'learning-rate': 1e-3, beta1: 0.5, beta2: 0.999, momentum: 0.9, 'weight-decay': 1e-4, ema: 0 },
  outputs: (classes) => classes,

  begin({ engine, classifier, numbers }) {
    const optimizer = createMomentum(engine.kernels, trainableParameters(classifier), {
      learningRate: numbers['learning-rate'],
      momentum: numbers.momentum,
      weightDecay: numbers['weight-decay'],
    });
    return {
      memory: optimizer.state,
      resumeAt: (steps) => void (optimizer.steps = steps),
      step: ({ labelled }) => lossValues(['labelled'], async (gradients) => {
        const loss = await withLabels(classifier, labelled, gradients);
        await optimizer.apply(gradients);
        return [loss];
      }),
      dispose: () => optimizer.dispose(),
    };
  },
};
