import { expect, it } from 'vitest';
import { backend } from '@tensorflow/tfjs-core';
import { loadEngine } from '../../src/engine/index.js';
import { createClassifier, createGenerator } from '../../src/models/index.js';
import { recipes } from '../../src/training/index.js';

const [BATCH, LABELLED, SIZE, NOISE] = [3, 2, 32, 16];
/** Bytes of a shape of four dimensions with a pad at each end. */
const SMALL = 32;
const PICTURE = SIZE * SIZE * 3;

interface Binding {
  createTensor(shape: readonly number[], type: number, values: ArrayBufferView): number;
}

/** Bytes of every array that goes to TensorFlow while `work` runs. */
async function uploadsOf(work: () => Promise<unknown>): Promise<number[]> {
  const native = backend() as unknown as { binding: Binding };
  const { binding } = native;
  const bytes: number[] = [];
  // The addon's own properties cannot be replaced: another object stands before them.
  native.binding = Object.create(binding, {
    createTensor: {
      value: (...args: Parameters<Binding['createTensor']>) => {
        bytes.push(args[2].byteLength);
        return binding.createTensor(...args);
      },
    },
  }) as Binding;
  try {
    await work();
    return bytes;
  } finally {
    native.binding = binding;
  }
}

it('a step of sgan uploads its batch, its noise, its labels and a few numbers, and leaves as many tensors as it found', async () => {
  const engine = await loadEngine('auto', { report: () => undefined });
  const classifier = createClassifier(engine.kernels, { model: 'convnet', outputs: 2, width: 2, size: SIZE, seed: 1 });
  const generator = createGenerator(engine.kernels, { size: SIZE, width: 2, noise: NOISE, seed: 1 });
  const stepper = recipes.sgan.begin({ engine, classifier, generator, numbers: recipes.sgan.defaults, batch: BATCH, seed: 1 });
  const pixels = Uint8Array.from({ length: BATCH * PICTURE }, (_, index) => (index * 7919) % 256);
  const labelled = { pictures: engine.upload(pixels.subarray(0, LABELLED * PICTURE), [LABELLED, SIZE, SIZE, 3]), labels: Int32Array.of(0, 1) };
  const step = async (count: number): Promise<void> => {
    const unlabelled = engine.upload(pixels, [BATCH, SIZE, SIZE, 3]);
    await stepper.step({ step: count, labelled, unlabelled });
    unlabelled.dispose();
  };
  await step(0);
  await step(1);
  const before = engine.memory();
  const uploads = await uploadsOf(() => step(2));
  // Shapes, axes, labels and numbers are small. Nothing as large as an activation is among them.
  expect(uploads.filter((bytes) => bytes > SMALL).sort((a, b) => b - a)).toEqual([BATCH * PICTURE, BATCH * NOISE * 4]);
  expect(uploads.length).toBeLessThan(100);
  for (let count = 3; count < 100; count += 1) await step(count);
  expect(engine.memory()).toEqual(before);
  stepper.dispose();
  for (const each of [classifier, generator, labelled.pictures]) each.dispose();
}, 60_000);
