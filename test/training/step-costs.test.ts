import { expect, it, vi } from 'vitest';
import { backend, tensor2d } from '@tensorflow/tfjs-core';
import { loadEngine } from '../../src/engine/index.js';
import { batchOf, beginSteps } from './steps.js';

const [BATCH, LABELLED, SIZE, NOISE] = [3, 2, 32, 16];
/** Bytes of a shape of four dimensions with a pad at each end. */
const SMALL = 32;
const PICTURE = SIZE * SIZE * 3;
const words = { recipe: 'sgan', width: '2', size: String(SIZE), 'generator-width': '2', noise: String(NOISE), batch: String(BATCH) };

interface Binding {
  createTensor(shape: readonly number[], type: number, values: ArrayBufferView): number;
  executeOp(name: string, ...rest: unknown[]): unknown;
  tensorDataSync(id: number): ArrayBufferView;
}

/** Calls `heard` for every array that goes to TensorFlow, with its bytes, for every operation, and for every tensor that is read back, while `work` runs. */
async function listen(heard: { upload?(bytes: number): void; operation?(name: string): void; read?(): void }, work: () => Promise<unknown>): Promise<void> {
  const native = backend() as unknown as { binding: Binding };
  const { binding } = native;
  // The addon's properties cannot be replaced, so another object inherits from it.
  native.binding = Object.create(binding, {
    createTensor: {
      value: (...args: Parameters<Binding['createTensor']>) => {
        heard.upload?.(args[2].byteLength);
        return binding.createTensor(...args);
      },
    },
    executeOp: {
      value: (...args: Parameters<Binding['executeOp']>) => {
        heard.operation?.(args[0]);
        return binding.executeOp(...args);
      },
    },
    tensorDataSync: {
      value: (id: number) => {
        heard.read?.();
        return binding.tensorDataSync(id);
      },
    },
  }) as Binding;
  try {
    await work();
  } finally {
    native.binding = binding;
  }
}

/** Bytes of every array that goes to TensorFlow while `work` runs. */
async function uploadsOf(work: () => Promise<unknown>): Promise<number[]> {
  const bytes: number[] = [];
  await listen({ upload: (each) => void bytes.push(each) }, work);
  return bytes;
}

it('the event loop turns between any two long operations', async () => {
  const engine = await loadEngine('auto', { report: () => undefined });
  const training = beginSteps(engine, { ...words, model: 'resnet18' });
  const { classifier, generator } = training;
  if (generator === null) throw new Error('sgan has a generator');
  const pictures = engine.upload(new Uint8Array(BATCH * PICTURE), [BATCH, SIZE, SIZE, 3]);
  const inference = classifier.toInference();
  const z = tensor2d(new Float32Array(NOISE), [1, NOISE]);
  const labelled = batchOf(pictures, Int32Array.of(0, 1, 1));
  const everything = async (step: number): Promise<void> => {
    await training.step({ labelled, unlabelled: batchOf(pictures) }, step);
    for (const each of [await inference.predict(pictures), await generator.generate(z)]) each.dispose();
  };
  // The first step also tries out TensorFlow's operations.
  await everything(0);

  // On this clock every operation takes a second.
  let now = performance.now();
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 1000));
  const [turns, all] = [[[]] as string[][], [] as string[]];
  const again = (): void => {
    if (turns[turns.length - 1].length > 0) turns.push([]);
    immediate = setImmediate(again);
  };
  let immediate = setImmediate(again);
  try {
    const operation = (name: string): void => {
      all.push(name);
      const turn = turns[turns.length - 1];
      // Batch norms on the batches of one pass take together as long as one on all their pictures.
      const sameNorm = name.includes('BatchNorm') && turn.at(-1) === name;
      if (/Conv2D|BatchNorm|ResourceApply/.test(name) && !sameNorm) turn.push(name);
    };
    await listen({ operation }, () => everything(1));
  } finally {
    clearImmediate(immediate);
    vi.restoreAllMocks();
  }
  expect(all.length).toBeGreaterThan(700);
  expect(turns.filter((names) => names.length > 1)).toEqual([]);
  training.dispose();
  for (const each of [z, inference, pictures]) each.dispose();
});

it('a step of sgan uploads its batch, its noise, its labels and a few numbers, and leaves no tensors', async () => {
  const engine = await loadEngine('auto', { report: () => undefined });
  const training = beginSteps(engine, { ...words, model: 'convnet' });
  const pixels = Uint8Array.from({ length: BATCH * PICTURE }, (_, index) => (index * 7919) % 256);
  const pictures = engine.upload(pixels.subarray(0, LABELLED * PICTURE), [LABELLED, SIZE, SIZE, 3]);
  const labelled = batchOf(pictures, Int32Array.of(0, 1));
  const step = async (count: number): Promise<void> => {
    const unlabelled = engine.upload(pixels, [BATCH, SIZE, SIZE, 3]);
    await training.step({ labelled, unlabelled: batchOf(unlabelled) }, count);
    unlabelled.dispose();
  };
  await step(0);
  await step(1);
  const before = engine.memory();
  const uploads = await uploadsOf(() => step(2));
  // Shapes, axes, labels and numbers are small. No activation is among them.
  expect(uploads.filter((bytes) => bytes > SMALL).sort((a, b) => b - a)).toEqual([BATCH * PICTURE, BATCH * NOISE * 4]);
  expect(uploads.length).toBeLessThan(100);
  for (let count = 3; count < 100; count += 1) await step(count);
  expect(engine.memory()).toEqual(before);
  training.dispose();
  pictures.dispose();
});

// A read waits for the engine. Meanwhile no operation is submitted, no batch is uploaded and no key is read.
it.each(['supervised', 'sgan', 'fixmatch', 'sgan-fixmatch', 'rotation-fixmatch'])('a step of %s reads nothing back but its measures, at its end', async (recipe) => {
  const engine = await loadEngine('auto', { report: () => undefined });
  const pseudoLabels = recipe.endsWith('fixmatch') && { 'adaptive-threshold': true, 'distribution-alignment': true };
  const training = beginSteps(engine, { ...words, recipe, model: 'convnet', ...pseudoLabels });
  const pictures = engine.upload(new Uint8Array(BATCH * PICTURE), [BATCH, SIZE, SIZE, 3]);
  const batch = (labels?: Int32Array<ArrayBuffer>) => ({ ...batchOf(pictures, labels), views: { pictures, weak: pictures, strong: pictures } });
  let reads = 0;
  await listen({ read: () => void (reads += 1) }, () => training.step({ labelled: batch(Int32Array.of(0, 1, 1)), unlabelled: batch() }, 0));
  // The measures are one tensor, and the engine has finished by then.
  expect(reads).toBe(1);
  training.dispose();
  pictures.dispose();
});
