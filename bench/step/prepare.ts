import { tensor1d, type Scalar, type Tensor4D } from '@tensorflow/tfjs-core';
import { beginTraining, passesAtOnce, recipeOf } from '#dist/training/index.js';
import { createAdam, Gradients, loadEngine, normals, Tape, type Engine, type Precision } from 'whisker-ml/engine';
import { createClassifier, lossLabelled, trainableParameters, type Classifier, type Generator } from 'whisker-ml/models';
import { resolveOptions } from 'whisker-ml/recipes';
import { BETA1, CLASSES, NOISE, RATE, SEED, WIDTH, type Course } from './course.js';

/** A course that is ready to run, and what other contestants need to run the same. */
export interface Prepared {
  readonly engine: Engine;
  readonly classifier: Classifier;
  readonly generator: Generator | null;
  /** Unlabelled pictures, then labelled ones, RGB in NHWC. */
  readonly pixels: Uint8Array;
  readonly noise: Float32Array;
  /** Does one step as in training, with the upload of its pictures, and returns its losses. */
  step(): Promise<readonly number[]>;
}

export async function prepare({ task, size, batch, labelled }: Course, precision: Precision = 'f32'): Promise<Prepared> {
  const engine = await loadEngine('auto', { report: () => undefined, precision });
  const edge = size * size * 3;
  const pixels = Uint8Array.from(normals(SEED, 'pictures', 0, (batch + labelled) * edge), (value) => Math.min(255, Math.max(0, Math.round(128 + 60 * value))));
  const noise = normals(SEED, 'noise', 0, batch * NOISE);

  const labelsOf = (count: number): Int32Array => Int32Array.from({ length: count }, (_, index) => index % CLASSES);
  const labels = labelsOf(batch);
  const batchOf = (pictures: Tensor4D, labels: Int32Array) => ({ views: { pictures }, labels, indices: Int32Array.from(labels.keys()) });
  const labelledBatch = batchOf(engine.upload(pixels.subarray(batch * edge), [labelled, size, size, 3]), labelsOf(labelled));
  const training = task === 'sgan' ? begin() : null;
  const classifier = training?.classifier ?? createClassifier(engine.kernels, { model: 'resnet18', outputs: CLASSES, width: WIDTH, size, seed: SEED });
  const adam = createAdam(engine.kernels, trainableParameters(classifier), { learningRate: () => RATE, beta1: BETA1, beta2: 0.999 });

  function begin() {
    const words = { recipe: 'sgan', size, batch, width: WIDTH, 'generator-width': WIDTH, noise: NOISE, seed: SEED, 'learning-rate': RATE, beta1: BETA1, beta2: 0.999 };
    const options = resolveOptions({ words: Object.fromEntries(Object.entries(words).map(([name, value]) => [name, String(value)])) });
    return beginTraining({
      engine, recipe: recipeOf(options), options, classes: CLASSES, stepsPerEpoch: 1, epochs: 1, normals: () => noise,
      atOnce: passesAtOnce({ model: 'resnet18', width: WIDTH, size }, 2 * batch + labelled),
    });
  }
  let done = 0;

  async function step(): Promise<readonly number[]> {
    const unlabelled = engine.upload(pixels.subarray(0, batch * edge), [batch, size, size, 3]);
    try {
      if (training !== null) return Object.values((await training.step({ labelled: labelledBatch, unlabelled: batchOf(unlabelled, labels) }, done++)).losses);
      const gradients = task === 'forward' ? null : new Gradients();
      const tape = new Tape(gradients);
      const logits = await classifier.forward(tape, tape.input(unlabelled), 'train');
      const truth = tensor1d(labels, 'int32');
      const { value, gradient } = lossLabelled(logits.tensor, truth);
      if (gradients !== null) {
        await tape.backward(logits, gradient);
        if (task === 'adam') await adam.apply(gradients);
      }
      for (const one of [tape, gradients, truth, gradient]) one?.dispose();
      return [await valueOf(value)];
    } finally {
      unlabelled.dispose();
    }
  }

  return { engine, classifier, generator: training?.generator ?? null, pixels, noise, step };
}

async function valueOf(value: Scalar): Promise<number> {
  const [number] = await value.data();
  value.dispose();
  return number ?? Number.NaN;
}
