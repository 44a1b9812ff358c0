import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { div, tensor, tidy, type Tensor, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine, loadBackend, type Engine } from '../../src/engine/index.js';
import { createClassifier, describeClassifier, importValues, pretrainedWeights, readSafetensors, weightCount, type Classifier } from '../../src/models/index.js';
import { foldBatchNorms } from '../../src/models/fold.js';
import { noGrad } from '../../src/models/no-grad.js';

/** Four photographs, and the features and logits that PyTorch computed of them in float64. */
const golden = readSafetensors(readFileSync(fileURLToPath(new URL('../../fixtures/efficientnet-lite0/golden.safetensors', import.meta.url))), 'golden').tensors;
const path = pretrainedWeights('efficientnet-lite0') ?? '';
const shape = { model: 'efficientnet-lite0', outputs: 1000, width: null, normalize: 'efficientnet', seed: 1 } as const;
const report = (): void => undefined;

function goldenOf(name: string): { readonly shape: readonly number[]; readonly values: Float32Array } {
  const found = golden.get(name);
  if (found === undefined) throw new Error(`no golden tensor ${name}`);
  return { shape: found.shape, values: Float32Array.from(found.values, Number) };
}

describe.each<[name: string, tolerance: { features: number; logits: number }, load: () => Promise<Engine>]>([
  ["TensorFlow's fused kernels", { features: 1e-3, logits: 1e-3 }, async () => createEngine(await loadBackend('auto', { report }))],
  ["tfjs's kernels", { features: 1e-3, logits: 1e-3 }, async () => createEngine(await loadBackend('auto', { report }), 'stock')],
  // Eight bits of a number are left after each of fifty layers.
  ['bfloat16', { features: 0.6, logits: 0.1 }, async () => createEngine(await loadBackend('auto', { report, precision: 'bf16' }), 'fused', { precision: 'bf16', reason: 'a test' })],
  ['WebAssembly', { features: 1e-3, logits: 1e-3 }, async () => createEngine(await loadBackend('wasm', { report }))],
])('EfficientNet-Lite0 with the weights that ship with whisker, on %s', (_, within, load) => {
  let engine: Engine;
  let classifier: Classifier;
  beforeAll(async () => {
    engine = await load();
    classifier = createClassifier(engine.kernels, { ...shape, size: 224 });
    const { tensors } = readSafetensors(readFileSync(path), path);
    for (const parameter of classifier.parameters) {
      const { shape, values } = tensors.get(parameter.name) ?? {};
      if (shape === undefined || !(values instanceof Float32Array)) throw new Error(`no ${parameter.name}`);
      importValues(parameter, { shape, values });
    }
  });
  afterAll(() => classifier.dispose());

  it.each([96, 128, 224])('gives the features, logits and classes of PyTorch at %i px', async (size) => {
    const before = engine.memory().tensors;
    const [images, features, logits] = ['images', 'features', 'logits'].map((name) => goldenOf(`${name}_${size}`));
    const pictures = tidy(() => div<Tensor4D>(tensor(images.values, [...images.shape]), 255));
    const inference = classifier.toInference();
    const [found, scores] = [await inference.features(pictures), await inference.predict(pictures)];
    expect(inference.featureCount).toBe(1280);
    expect(found.shape).toEqual([4, 1280]);
    expect(await farthest(found, features.values)).toBeLessThan(within.features);
    expect((await farthest(scores, logits.values)) / Math.max(...logits.values.map(Math.abs))).toBeLessThan(within.logits);
    if (size === 224) expect(await classesOf(scores)).toEqual([450, 285, 967, 540]);
    for (const each of [pictures, found, scores, inference]) each.dispose();
    expect(engine.memory().tensors).toBe(before);
  });

  it('gives the same logits without folded norms', async () => {
    const [images, logits] = ['images', 'logits'].map((name) => goldenOf(`${name}_96`));
    const pictures = tidy(() => div<Tensor4D>(tensor(images.values, [...images.shape]), 255));
    const scores = await noGrad((tape) => classifier.forward(tape, tape.input(pictures), 'eval'));
    expect((await farthest(scores, logits.values)) / Math.max(...logits.values.map(Math.abs))).toBeLessThan(within.logits);
    for (const each of [pictures, scores]) each.dispose();
  });
});

it('has the tensors of the file, and no others', () => {
  const { parameters } = describeClassifier({ ...shape, size: 224 });
  const names = [...readSafetensors(readFileSync(path), path).tensors.keys()].filter((name) => !name.endsWith('num_batches_tracked'));
  expect(new Set(parameters.map(({ name }) => name))).toEqual(new Set(names));
});

it('traces to 4.65 million weights, and folds every norm', () => {
  const spec = describeClassifier({ ...shape, size: 224 });
  expect(weightCount(spec)).toBe(4_652_008);
  const names = foldBatchNorms(spec, 'all').operations.map(({ name }) => name);
  expect(names).not.toContain('batchNorm');
  expect(names.filter((name) => name === 'depthwiseConv2dBias')).toHaveLength(16);
  // Stem, head, and two in each of sixteen blocks, of which the first does not expand.
  expect(names.filter((name) => name === 'conv2dBias')).toHaveLength(33);
  expect(spec.operations.find(({ name }) => name === 'globalAveragePool')?.inputs[0].shape).toEqual([1, 7, 7, 1280]);
});

async function farthest(found: Tensor, expected: Float32Array): Promise<number> {
  return Float32Array.from(await found.data()).reduce((most, value, index) => Math.max(most, Math.abs(value - expected[index])), 0);
}

async function classesOf(logits: Tensor2D): Promise<number[]> {
  return ((await logits.array()) as number[][]).map((row) => row.indexOf(Math.max(...row)));
}
