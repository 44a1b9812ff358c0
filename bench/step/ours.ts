import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { tensor1d, type Scalar } from '@tensorflow/tfjs-core';
import { createAdam, Gradients, loadEngine, normals, Tape } from 'whisker/engine';
import { createClassifier, createGenerator, exportValues, lossLabelled, serializeSafetensors, type Parameter } from 'whisker/models';
import { chooseRecipe } from 'whisker/recipes';
import { z } from 'zod';
import { takePart } from '../contest/take-part.js';
import { BETA1, CLASSES, files, NOISE, RATE, SEED, tasks, WIDTH } from './course.js';

const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { task: text, size: text, batch: text, labelled: text, folder: text, steps: text } });
const { task, size, batch, labelled, folder, steps } = z.object({
  task: z.enum(tasks), size: z.coerce.number(), batch: z.coerce.number(), labelled: z.coerce.number(), folder: z.string(), steps: z.coerce.number(),
}).parse(values);

const engine = await loadEngine('auto', { report: () => undefined });
const classifier = createClassifier(engine.kernels, { model: 'resnet18', outputs: CLASSES, width: WIDTH, size, seed: SEED });
const generator = task === 'sgan' ? createGenerator(engine.kernels, { size, width: WIDTH, noise: NOISE, seed: SEED }) : null;

const edge = size * size * 3;
const pixels = Uint8Array.from(normals(SEED, 'pictures', 0, (batch + labelled) * edge), (value) => Math.min(255, Math.max(0, Math.round(128 + 60 * value))));
const noise = normals(SEED, 'noise', 0, batch * NOISE);
await writeFile(join(folder, files.pictures), pixels);
await writeFile(join(folder, files.noise), noise);
await writeWeights(files.classifier, classifier.parameters);
if (generator !== null) await writeWeights(files.generator, generator.parameters);

const labelsOf = (count: number): Int32Array => Int32Array.from({ length: count }, (_, index) => index % CLASSES);
const labels = labelsOf(batch);
const pictures = { pictures: engine.upload(pixels.subarray(batch * edge), [labelled, size, size, 3]), labels: labelsOf(labelled) };
const begin = () => chooseRecipe('sgan', false).begin({
  engine, classifier, generator, batch, seed: SEED,
  numbers: { epochs: 1, 'learning-rate': RATE, beta1: BETA1, beta2: 0.999, momentum: 0.9, 'weight-decay': 0, average: 0 },
});
const stepper = task === 'sgan' ? begin() : null;
const adam = createAdam(engine.kernels, classifier.parameters.filter(({ trainable }) => trainable), { learningRate: RATE, beta1: BETA1, beta2: 0.999 });
let done = 0;

/** One step with what every step costs in training: the upload of its pictures, and the reading of its losses. */
async function step(): Promise<readonly number[]> {
  const unlabelled = engine.upload(pixels.subarray(0, batch * edge), [batch, size, size, 3]);
  try {
    if (stepper !== null) return Object.values(await stepper.step({ step: done++, labelled: pictures, unlabelled, noise: () => noise }));
    const gradients = task === 'forward' ? null : new Gradients();
    const tape = new Tape(gradients);
    const logits = classifier.forward(tape, tape.input(unlabelled), 'train');
    const truth = tensor1d(labels, 'int32');
    const { value, gradient } = lossLabelled(logits.tensor, truth);
    if (gradients !== null) {
      tape.backward(logits, gradient);
      if (task === 'adam') adam.apply(gradients);
    }
    for (const one of [tape, gradients, truth, gradient]) one?.dispose();
    return [await valueOf(value)];
  } finally {
    unlabelled.dispose();
  }
}

await takePart({
  versions: { Node: process.version, TensorFlow: engine.version },
  async pass() {
    for (let count = 0; count < steps; count += 1) await step();
    return { pictures: steps * (batch + labelled), touched: 0, peakBytes: process.resourceUsage().maxRSS * 1024 };
  },
  /** The losses of the first `count` steps. */
  async first(count, file) {
    const losses: number[] = [];
    for (let each = 0; each < count; each += 1) losses.push(...await step());
    await writeFile(file, Float32Array.from(losses));
  },
});

async function valueOf(value: Scalar): Promise<number> {
  const [number] = await value.data();
  value.dispose();
  return number ?? Number.NaN;
}

async function writeWeights(name: string, parameters: readonly Parameter[]): Promise<void> {
  const tensors = new Map(await Promise.all(parameters.map(async (parameter) => [parameter.name, await exportValues(parameter)] as const)));
  await writeFile(join(folder, name), serializeSafetensors(tensors));
}
