import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addN, engine as tensors, mul, stridedSlice, sub, tensor1d, tensor2d, tensor4d, transpose,
  type Tensor1D, type Tensor2D,
} from '@tensorflow/tfjs-core';
import { Gradients, Tape, type Engine } from '../../src/engine/index.js';
import { createGenerator, createClassifier, lossFake, lossLabelled, lossReal, type Classifier, type Generator } from '../../src/models/index.js';
import { recipes } from '../../src/training/index.js';
import { batchOf, beginSteps } from '../training/steps.js';
import { golden, GoldenFile, largestDifference, relativeNorm, valuesOf, weightRounding } from './golden.js';

/** The largest accepted distances from golden numbers, which are float64. */
const within = {
  /** Largest difference of logits before training and after. */
  logits: 1e-4,
  trained: 1e-3,
  loss: 1e-5,
  /** Largest difference of a picture's values in [-1, 1]. */
  pictures: 1e-4,
  /** Relative norm of the difference, for the gradient of a tensor and its change over five steps, without the rounding of the weights. */
  gradients: 1e-3,
  changes: 5e-3,
  statistics: 1e-5,
  /** Relative difference of a step's losses. */
  steps: 1e-4,
};

/**
 * Compares networks, losses, gradients and both recipes of one engine with the golden numbers.
 * @param passes whether the passes of a step are computed at once. One engine shows that both ways give the same: no kernel knows of it.
 */
export function goldenSuite(name: string, load: () => Promise<Engine>, passes: readonly boolean[] = [true]): void {
  describe(`golden numbers on ${name}`, () => {
    let engine: Engine;
    let before: number;
    const networks: { dispose(): void }[] = [];
    const owned = <Network extends { dispose(): void }>(network: Network): Network => {
      networks.push(network);
      return network;
    };

    beforeAll(async () => {
      engine = await load();
      before = engine.memory().tensors;
    });
    afterAll(() => {
      for (const network of networks) network.dispose();
      expect(engine.memory().tensors, 'tensors left behind').toBe(before);
    });

    it('match for the losses and their gradients, at scales from 0.1 to 200', async () => {
      for (const row of golden.losses) {
        const logits = tensor2d(row.logits);
        const labels = tensor1d(row.labels, 'int32');
        for (const [kind, loss] of Object.entries({
          real: lossReal(logits, 'implicit'),
          fake: lossFake(logits, 'implicit'),
          labelled: lossLabelled(logits, labels),
        })) {
          const expected = row[kind as 'real'];
          const [value] = await loss.value.data();
          // The golden numbers are exact to about 1e-12: at scale 30 one of them has cancelled to 0.
          expect(Math.abs(value - expected), `${kind} at ${row.scale}`).toBeLessThanOrEqual(1e-6 * Math.abs(expected) + 1e-12);
          const gradient = row[`${kind as 'real'}_grad`].flat();
          expect(largestDifference(await loss.gradient.data(), gradient), `gradient of ${kind} at ${row.scale}`).toBeLessThan(1e-6);
          loss.value.dispose();
          loss.gradient.dispose();
        }
        logits.dispose();
        labels.dispose();
      }
    });

    it('match for the classifier: logits, gradients, running statistics', async () => {
      const file = new GoldenFile('classifier.safetensors');
      const width = file.shape('c0.conv1.weight')[0];
      const [outputs] = file.shape('c0.fc.weight');
      const classifier = owned(createClassifier(engine.kernels, { model: 'resnet18', outputs, width, size: 32, seed: 1 }));
      file.load(classifier, 'c0.');
      const pictures = file.pictures('images');
      const labels: Tensor1D = tensor1d(Int32Array.from(file.values('labels')), 'int32');

      const inference = owned(classifier.toInference());
      const evaluated = await inference.predict(pictures);
      expect(largestDifference(await evaluated.data(), file.values('logits_eval'))).toBeLessThan(within.logits);

      const gradients = new Gradients();
      const tape = new Tape(gradients);
      const logits = await classifier.forward(tape, tape.input(pictures), 'train');
      expect(largestDifference(await logits.tensor.data(), file.values('logits_train'))).toBeLessThan(within.logits);
      const losses = [lossLabelled(logits.tensor, labels), lossReal(logits.tensor, 'implicit'), lossFake(logits.tensor, 'implicit')];
      const total = addN(losses.map(({ gradient }) => gradient));
      const sum = (await Promise.all(losses.map(({ value }) => value.data()))).reduce((all, [value]) => all + value, 0);
      expect(Math.abs(sum - golden.classifier_loss)).toBeLessThan(within.loss);
      await tape.backward(logits, total);
      for (const { name, variable, layout, trainable } of classifier.parameters) {
        if (!trainable) continue;
        const gradient = gradients.of(variable);
        if (gradient === undefined) throw new Error(`no gradient for ${name}`);
        const arranged = layout === 'conv' ? transpose(gradient, [3, 2, 0, 1]) : layout === 'linear' ? transpose(gradient) : gradient.clone();
        expect(relativeNorm(await arranged.data(), file.values(`grad.${name}`)), name).toBeLessThan(within.gradients);
        arranged.dispose();
      }
      tape.dispose();
      gradients.dispose();

      // A second training pass updates the running statistics again.
      const again = new Tape();
      await classifier.forward(again, again.input(pictures), 'train');
      again.dispose();
      const values = await valuesOf(classifier);
      for (const { name } of classifier.parameters.filter(({ trainable }) => !trainable)) {
        expect(largestDifference(values.get(name) ?? [], file.values(`after_two_passes.${name}`)), name).toBeLessThan(within.statistics);
      }
      for (const each of [pictures, labels, evaluated, total, ...losses.flatMap(({ value, gradient }) => [value, gradient])]) each.dispose();
    });

    it.each([32, 64, 224])('match for the generator at %i px: pictures and gradients', async (size) => {
      const file = new GoldenFile(`generator_${size}.safetensors`);
      const noiseShape = file.shape('noise');
      const [count, channels, height, breadth] = file.shape('target');
      const generator = owned(createGenerator(engine.kernels, { size, noise: noiseShape[1], width: generatorWidth(file, size), seed: 1 }));
      file.load(generator, 'g0.');
      tensors().startScope();
      const noise = tensor2d(file.values('noise'), [noiseShape[0], noiseShape[1]]);
      const target = transpose(tensor4d(file.values('target'), [count, channels, height, breadth]), [0, 2, 3, 1]);

      const gradients = new Gradients();
      const tape = new Tape(gradients);
      const pictures = await generator.forward(tape, tape.input(noise), 'train');
      // Golden pictures are in [-1, 1], ours in [0, 1].
      const image = sub(mul(pictures.tensor, 2), 1);
      const difference = sub(image, target);
      // Summed here in float64: some backends add 300,000 float32 one by one and lose more than the tolerance.
      const loss = [...(await difference.data())].reduce((sum, each) => sum + each ** 2, 0) / difference.size;
      expect(Math.abs(loss - golden[`generator_${size}_loss`])).toBeLessThan(within.loss);
      const every = size === 224 ? 7 : 1;
      const nchw = stridedSlice(transpose(image, [0, 3, 1, 2]), [0, 0, 0, 0], [noiseShape[0], 3, size, size], [1, 1, every, every]);
      expect(largestDifference(await nchw.data(), file.values('image'))).toBeLessThan(within.pictures);

      // d mean((2 p - 1 - t)²) / dp = 2 * difference / size * 2.
      await tape.backward(pictures, mul(difference, 4 / difference.size));
      for (const { name, variable, layout, trainable } of generator.parameters) {
        if (!trainable) continue;
        const gradient = gradients.of(variable);
        if (gradient === undefined) throw new Error(`no gradient for ${name}`);
        const arranged = layout === 'transposed-conv' ? transpose(gradient, [3, 2, 0, 1]) : gradient;
        expect(relativeNorm(await arranged.data(), file.values(`grad.${name}`)), name).toBeLessThan(within.gradients);
      }
      tensors().endScope();
    });

    it.each(passes)('match for five steps of sgan, its passes at once: %s', async (atOnce) => {
      const file = new GoldenFile('training.safetensors');
      const [batch] = file.shape('noise.0');
      const words = { ...networkWords(file), recipe: 'sgan', 'generator-width': String(generatorWidth(file, 32)), noise: '100', batch: String(batch), 'learning-rate': '2e-5' };
      const training = beginSteps(engine, words, { atOnce, normals: (_seed, _name, step) => file.values(`noise.${step}`) });
      const { classifier, generator } = training;
      if (generator === null) throw new Error('sgan has a generator');
      file.load(classifier, 'c0.');
      file.load(generator, 'g0.');
      const pictures = file.pictures('labelled');
      const labelled = batchOf(pictures, Int32Array.from(file.values('labels')));
      for (const [step, expected] of golden.sgan.losses.entries()) {
        const unlabelled = file.pictures(`unlabelled.${step}`);
        const { losses } = await training.step({ labelled, unlabelled: batchOf(unlabelled) }, step);
        recipes['sgan'].losses.forEach((name, index) => {
          expect(Math.abs(losses[name] - expected[index]) / expected[index], `${name} of step ${step}`).toBeLessThan(within.steps);
        });
        unlabelled.dispose();
      }
      await holdsChanges(classifier, file, 'c0.', 'c5.');
      await holdsChanges(generator, file, 'g0.', 'g5.');
      const inference = classifier.toInference();
      const logits: Tensor2D = await inference.predict(pictures);
      expect(largestDifference(await logits.data(), file.values('logits_after'))).toBeLessThan(within.trained);
      logits.dispose();
      inference.dispose();
      pictures.dispose();
      training.dispose();
    });

    it('match for five steps of supervised', async () => {
      const file = new GoldenFile('training.safetensors');
      const training = beginSteps(engine, { ...networkWords(file), recipe: 'supervised' }, { atOnce: false });
      const { classifier } = training;
      file.load(classifier, 'c0.');
      const pictures = file.pictures('labelled');
      const labelled = batchOf(pictures, Int32Array.from(file.values('labels')));
      for (const [step, expected] of golden.supervised.losses.entries()) {
        const { losses } = await training.step({ labelled }, step);
        expect(Math.abs(losses.labelled - expected) / expected, `step ${step}`).toBeLessThan(within.steps);
      }
      await holdsChanges(classifier, file, 'c0.', 'supervised5.');
      pictures.dispose();
      training.dispose();
    });
  });
}

/** The options of the classifier in a file. */
const networkWords = (file: GoldenFile) => ({ model: 'resnet18', width: String(file.shape('c0.conv1.weight')[0]), size: '32' });

/** Channels before the last layer. */
function generatorWidth(file: GoldenFile, size: number): number {
  return file.shape(`g0.main.${size === 32 ? 9 : 12}.weight`)[0];
}

/** The change of each tensor, running statistics too. */
async function holdsChanges(network: Classifier | Generator, file: GoldenFile, from: string, to: string): Promise<void> {
  const values = await valuesOf(network);
  for (const { name } of network.parameters) {
    const found = values.get(name) ?? new Float32Array();
    const [start, end] = [file.values(from + name), file.values(to + name)];
    const change = (now: Float32Array) => now.map((value, index) => value - start[index]);
    expect(relativeNorm(change(found), change(end)), name).toBeLessThan(within.changes + weightRounding(start, change(end)));
  }
}
