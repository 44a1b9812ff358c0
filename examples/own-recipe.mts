/**
 * Trains with a recipe of your own: mixup (Zhang et al., 2018), which whisker does not have. Each picture is mixed with another
 * one of its batch, and so are their labels.
 *
 *   npm install whisker-ml rxjs @tensorflow/tfjs-core tsx
 *   npx tsx own-recipe.mts photos/ runs/mixup 30
 *
 * The run is like any other: `npx whisker watch runs/mixup` shows it, `npx whisker evaluate runs/mixup` measures it.
 * To resume it, call `resumeRun('runs/mixup', { recipe: mixup })`.
 */
import { add, mul, oneHot, reverse, tidy, type Tensor, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';
import { lastValueFrom, tap } from 'rxjs';
import { integer, lossOfTargets, number, prepareRun, resolveOptions, scanDataset, split, trainableParameters, type Recipe } from 'whisker-ml/recipes';

const options = {
  epochs: integer(30, 1, 1_000_000, 'passes over the labelled pictures'),
  'learning-rate': number(1e-3, 0, 10, 'step size'),
  mix: number(0.5, 0, 0.5, 'largest share of the other picture'),
} as const;

const mixup: Recipe<typeof options> = {
  name: 'mixup',
  summary: 'cross-entropy on mixtures of labelled pictures',
  options,
  losses: ['labelled'],
  inputs: ({ batch }) => ({ labelled: { set: 'labelled', batch, views: { pictures: 'crop' } } }),
  outputs: (classes) => classes,

  begin(context) {
    const classifier = context.classifier();
    const { 'learning-rate': rate, mix } = context.options;
    const optimizer = context.adam('classifier', trainableParameters(classifier), { learningRate: () => rate, beta1: 0.9, beta2: 0.999 });

    return async ({ labelled: { views, labels } }, step) => {
      // A random number that depends on the seed and the step alone, so a resumed run takes the same one.
      const [random = 0] = await readAndDispose(context.normals('mix', step, [1, 1]));
      const share = mix / (1 + Math.exp(-random));
      const pictures = mixed<Tensor4D>(views.pictures, share);
      const targets = tidy(() => mixed<Tensor2D>(oneHot(labels, context.classes), share));
      const losses = await context.backward(classifier, [{ pictures, loss: (logits) => lossOfTargets(logits, targets) }], optimizer.gradients);
      pictures.dispose();
      targets.dispose();
      await optimizer.step();
      return losses;
    };
  },
};

/** Mixes each row with the one at its place from the end. */
const mixed = <T extends Tensor>(rows: Tensor, share: number): T => tidy(() => add<T>(mul(rows, 1 - share), mul(reverse(rows, 0), share)));

async function readAndDispose(tensor: Tensor2D): Promise<Float32Array> {
  const values = await tensor.data<'float32'>();
  tensor.dispose();
  return values;
}

const [photos, out, epochs = '30'] = process.argv.slice(2);
if (photos === undefined || out === undefined) throw new Error('usage: own-recipe.mts PHOTOS RUN [EPOCHS]');

const settings = resolveOptions({ recipe: mixup, words: { epochs, size: '32', model: 'convnet', batch: '16', labels: '40', val: '20', test: '20' } });
const dataset = await scanDataset(photos);
const { events } = await prepareRun({ dataset, split: split(dataset, settings), options: settings, recipe: mixup, out });

await lastValueFrom(
  events.pipe(
    tap((event) => {
      if (event.type === 'epoch') console.log(`epoch ${event.epoch}: loss ${event.losses['labelled']?.toFixed(3)}, validation accuracy ${(100 * event.val.accuracy).toFixed(1)} %`);
      if (event.type === 'run-end' && event.test) console.log(`test accuracy ${(100 * event.test.accuracy).toFixed(1)} %`);
    }),
  ),
);
