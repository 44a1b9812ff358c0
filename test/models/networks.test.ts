import { abs, add, div, matMul, mul, sub, tensor1d, tensor2d, tensor4d, tidy, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { Gradients, normals, Tape } from '../../src/engine/index.js';
import { createClassifier, createGenerator, describeClassifier, lossFake, lossLabelled, lossReal, weightCount, type Loss, type Parameter } from '../../src/models/index.js';
import { resolveOptions } from '../../src/training/index.js';
import { engineForTests } from '../training/engine.js';

const engine = await engineForTests();

describe("the article's hyperparameters", () => {
  it('are the defaults', () => {
    expect(resolveOptions()).toMatchObject({
      recipe: 'sgan', model: 'resnet18', width: 64, 'generator-width': 64, noise: 100, size: 224, batch: 64, weights: null, labels: 100, val: 1000, test: 1000,
    });
    expect(resolveOptions({ words: { recipe: 'supervised' } }).recipeOptions).toEqual({
      epochs: 200, 'labelled-batch': 256, view: 'none', 'learning-rate': 1e-3, schedule: 'constant', warmup: 0, momentum: 0.9, 'weight-decay': 1e-4,
      'decayed-parameters': 'all', 'clip-gradients': 0, 'label-smoothing': 0, ema: 0,
    });
    expect(resolveOptions().recipeOptions).toEqual({
      epochs: 100, 'labelled-batch': 256, view: 'none', 'learning-rate': 2e-3, schedule: 'constant', warmup: 0, beta1: 0.5, beta2: 0.999,
      'clip-gradients': 0, 'label-smoothing': 0, 'running-statistics': 'all', ema: 0, 'fake-class': false,
    });
  });
});

describe('ResNet18 of width 64 with 1000 classes', () => {
  const spec = describeClassifier({ model: 'resnet18', outputs: 1000, width: 64, size: 224 });

  it("has as many trainable weights as torchvision's", () => {
    expect(weightCount(spec)).toBe(11_689_512);
  });

  it("has torchvision's names, in its order", () => {
    const norm = (name: string) => ['weight', 'bias', 'running_mean', 'running_var'].map((part) => `${name}.${part}`);
    const block = (name: string, changes: boolean) => [
      `${name}.conv1.weight`, ...norm(`${name}.bn1`), `${name}.conv2.weight`, ...norm(`${name}.bn2`),
      ...(changes ? [`${name}.downsample.0.weight`, ...norm(`${name}.downsample.1`)] : []),
    ];
    const layers = [1, 2, 3, 4].flatMap((layer) => [...block(`layer${layer}.0`, layer > 1), ...block(`layer${layer}.1`, false)]);
    expect(spec.parameters.map(({ name }) => name)).toEqual(['conv1.weight', ...norm('bn1'), ...layers, 'fc.weight', 'fc.bias']);
  });
});

describe('first values', () => {
  const classifier = createClassifier(engine.kernels, { model: 'resnet18', outputs: 50, width: 16, size: 32, seed: 5 });
  const generator = createGenerator(engine.kernels, { size: 32, width: 64, noise: 100, seed: 5 });
  afterAll(() => {
    classifier.dispose();
    generator.dispose();
  });

  /** Expects the mean and deviation within five of their own deviations, for so many normals. Uniform values come much nearer. */
  async function expectDistribution({ name, variable }: Parameter, mean: number, deviation: number): Promise<Float32Array> {
    const values = Float32Array.from(await variable.data());
    const found = values.reduce((sum, value) => sum + value, 0) / values.length;
    const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - found) ** 2, 0) / values.length);
    expect(Math.abs(found - mean), `mean of ${name}`).toBeLessThanOrEqual((5 * deviation) / Math.sqrt(values.length));
    expect(Math.abs(spread - deviation), `deviation of ${name}`).toBeLessThanOrEqual((5 * deviation) / Math.sqrt(2 * values.length));
    return values;
  }
  const byLayout = (parameters: readonly Parameter[], layout: Parameter['layout']) => parameters.filter((parameter) => parameter.layout === layout);
  /** A normal distribution has its share outside two deviations, a uniform one of the same deviation has none. */
  const outsideTwo = (values: Float32Array, deviation: number) => values.filter((value) => Math.abs(value) > 2 * deviation).length / values.length;

  it("of convolutions are He's, by fan out", async () => {
    const convolutions = byLayout(classifier.parameters, 'conv');
    expect(convolutions).toHaveLength(20);
    for (const parameter of convolutions) {
      const [height, width, , out] = parameter.shape;
      const deviation = Math.sqrt(2 / (out * height * width));
      const values = await expectDistribution(parameter, 0, deviation);
      if (values.length > 10_000) expect(outsideTwo(values, deviation), parameter.name).toBeCloseTo(0.0455, 2);
    }
  });

  it('of the linear layer are uniform within 1 / sqrt(inputs)', async () => {
    const limit = 1 / Math.sqrt(128);
    for (const name of ['fc.weight', 'fc.bias']) {
      const parameter = classifier.parameters.find((each) => each.name === name);
      if (parameter === undefined) throw new Error(`no ${name}`);
      const values = await expectDistribution(parameter, 0, limit / Math.sqrt(3));
      const greatest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      expect(greatest).toBeLessThanOrEqual(Math.fround(limit));
      expect(greatest).toBeGreaterThan(0.9 * limit);
    }
  });

  it("of the generator are DCGAN's, with batch norm's scale about 1", async () => {
    const convolutions = byLayout(generator.parameters, 'transposed-conv');
    expect(convolutions).toHaveLength(4);
    for (const parameter of convolutions) expect(outsideTwo(await expectDistribution(parameter, 0, 0.02), 0.02), parameter.name).toBeCloseTo(0.0455, 1);
    const scales = byLayout(generator.parameters, 'same').filter(({ name }) => name.endsWith('.weight'));
    expect(scales).toHaveLength(3);
    for (const parameter of scales) await expectDistribution(parameter, 1, 0.02);
  });

  it('of other batch norms are scale 1 in the classifier, offset and mean 0, variance 1', async () => {
    const constants = [
      ...byLayout(classifier.parameters, 'same').filter(({ name }) => name !== 'fc.bias'),
      ...byLayout(generator.parameters, 'same').filter(({ name }) => !name.endsWith('.weight')),
    ];
    for (const { name, variable } of constants) expect(new Set(await variable.data()), name).toEqual(new Set([/weight|var/.test(name) ? 1 : 0]));
  });
});

it('parameters whose values are set right after start at zero, and the others as always', async () => {
  const shape = { model: 'convnet', outputs: 3, width: 4, size: 16, seed: 2 } as const;
  const [all, rest] = [createClassifier(engine.kernels, shape), createClassifier(engine.kernels, { ...shape, isGiven: (name) => !name.startsWith('fc') })];
  for (const [index, { name, variable }] of rest.parameters.entries()) {
    const values = await variable.data();
    expect(values, name).toEqual(name.startsWith('fc') ? await all.parameters[index].variable.data() : new Float32Array(values.length));
  }
  for (const each of [all, rest]) each.dispose();
});

describe.each(['resnet18', 'convnet'] as const)('the inference model of a %s', (model) => {
  it('gives the logits of evaluation, for the weights it had when it was made, and leaks no tensor', async () => {
    const before = engine.memory().tensors;
    const classifier = createClassifier(engine.kernels, { model, outputs: 3, width: 4, size: 16, seed: 2 });
    const pictures = tensor4d(normals(3, 'pictures', 0, 2 * 16 * 16 * 3), [2, 16, 16, 3]);
    // As after training: no parameter of a batch norm is 0 or 1.
    for (const { name, shape, variable } of classifier.parameters) {
      if (shape.length === 1) tidy(() => variable.assign(add(abs(tensor1d(normals(4, name, 0, shape[0]))), 0.1)));
    }
    const evaluated = async (): Promise<number[]> => {
      const tape = new Tape();
      const logits = [...(await (await classifier.forward(tape, tape.input(pictures), 'eval')).tensor.data())];
      tape.dispose();
      return logits;
    };
    const inference = classifier.toInference();
    const predicted = async (): Promise<number[]> => {
      const logits = await inference.predict(pictures);
      const values = [...(await logits.data())];
      logits.dispose();
      return values;
    };
    const [expected, first] = [await evaluated(), await predicted()];
    for (const [index, logit] of first.entries()) expect(Math.abs(logit - expected[index])).toBeLessThan(1e-5 * Math.max(1, Math.abs(expected[index])));
    const head = classifier.parameters.slice(-2).map(({ variable }) => variable);
    const features = await inference.features(pictures);
    const fromFeatures = tidy(() => add(matMul(features, head[0] as unknown as Tensor2D), head[1]));
    expect(features.shape).toEqual([2, inference.featureCount]);
    for (const [index, logit] of [...(await fromFeatures.data())].entries()) expect(Math.abs(logit - first[index])).toBeLessThan(1e-5 * Math.max(1, Math.abs(first[index])));
    for (const each of [features, fromFeatures]) each.dispose();
    const alive = engine.memory().tensors;
    const convolution = classifier.parameters[0].variable;
    tidy(() => convolution.assign(mul(convolution, 2)));
    expect(await predicted()).toEqual(first);
    expect(engine.memory().tensors).toBe(alive);
    for (const each of [inference, pictures, classifier]) each.dispose();
    expect(engine.memory().tensors).toBe(before);
  });
});

it("with ImageNet's normalisation, gives the logits that it gives without on pictures after torchvision's preprocessing", async () => {
  const shape = { model: 'resnet18', outputs: 3, width: 4, size: 32, seed: 2 } as const;
  const pictures = tensor4d(normals(3, 'pictures', 0, 2 * 32 * 32 * 3).map((value) => 0.5 + value / 8), [2, 32, 32, 3]);
  const preprocessed = tidy(() => div<Tensor4D>(sub(pictures, tensor1d([0.485, 0.456, 0.406])), tensor1d([0.229, 0.224, 0.225])));
  const logitsOf = async (normalize: 'none' | 'imagenet', input: Tensor4D): Promise<number[]> => {
    const classifier = createClassifier(engine.kernels, { ...shape, normalize });
    const inference = classifier.toInference();
    const logits = await inference.predict(input);
    const values = [...(await logits.data())];
    for (const each of [logits, inference, classifier]) each.dispose();
    return values;
  };
  const [expected, found, raw] = [await logitsOf('none', preprocessed), await logitsOf('imagenet', pictures), await logitsOf('none', pictures)];
  const farthest = (logits: readonly number[]) => Math.max(...logits.map((logit, index) => Math.abs(logit - expected[index]))) / Math.max(...expected.map(Math.abs));
  expect(farthest(found)).toBeLessThan(1e-5);
  expect(farthest(raw)).toBeGreaterThan(0.1);
  for (const each of [pictures, preprocessed]) each.dispose();
});

describe('with a class for generated pictures, a loss', () => {
  const logSumExp = (values: readonly number[]) => {
    const most = Math.max(...values);
    return most + Math.log(values.reduce((sum, value) => sum + Math.exp(value - most), 0));
  };
  /** The losses in float64: half the mean of -log of the probability, the last logit against the others. */
  const closedForm = {
    real: (rows: readonly (readonly number[])[]) => rows.reduce((sum, row) => sum + logSumExp(row) - logSumExp(row.slice(0, -1)), 0) / (2 * rows.length),
    fake: (rows: readonly (readonly number[])[]) => rows.reduce((sum, row) => sum + logSumExp(row) - (row.at(-1) ?? NaN), 0) / (2 * rows.length),
    labelled: (rows: readonly (readonly number[])[]) => rows.reduce((sum, row, index) => sum + logSumExp(row) - row[index % row.length], 0) / rows.length,
  };
  const losses: Record<keyof typeof closedForm, (rows: readonly (readonly number[])[]) => Loss> = {
    real: (rows) => lossReal(tensor2d(rows.map((row) => [...row])), 'explicit'),
    fake: (rows) => lossFake(tensor2d(rows.map((row) => [...row])), 'explicit'),
    labelled: (rows) => lossLabelled(tensor2d(rows.map((row) => [...row])), tensor1d(rows.map((row, index) => index % row.length), 'int32')),
  };
  const manyRows = fc.tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 1, max: 4 }), fc.constantFrom(0.1, 3, 30)).chain(([outputs, count, scale]) =>
    fc.array(fc.array(fc.double({ min: -scale, max: scale, noNaN: true }).map(Math.fround), { minLength: outputs, maxLength: outputs }), { minLength: count, maxLength: count }));

  it.each(['real', 'fake', 'labelled'] as const)('%s has the value of its closed form, and the gradient of finite differences', async (kind) => {
    await fc.assert(fc.asyncProperty(manyRows, async (rows) => {
      const { value, gradient } = losses[kind](rows);
      const expected = closedForm[kind](rows);
      expect(Math.abs((await value.data())[0] - expected)).toBeLessThanOrEqual(1e-6 * Math.max(1, expected));
      const slopes = await gradient.data();
      const step = 1e-5;
      const moved = (at: number, column: number, by: number) => rows.map((row, index) => row.map((logit, each) => (index === at && each === column ? logit + by : logit)));
      for (const [index, row] of rows.entries()) {
        for (const column of row.keys()) {
          const slope = (closedForm[kind](moved(index, column, step)) - closedForm[kind](moved(index, column, -step))) / (2 * step);
          expect(Math.abs(slopes[index * row.length + column] - slope)).toBeLessThan(1e-6);
        }
      }
      value.dispose();
      gradient.dispose();
    }), { numRuns: 25, seed: 7 });
  });
});

it('a pass keeps no activation of a frozen part', async () => {
  const pictures = tensor4d(normals(3, 'pictures', 0, 2 * 32 * 32 * 3), [2, 32, 32, 3]);
  const kept = async (stages: number): Promise<number> => {
    const classifier = createClassifier(engine.kernels, { model: 'resnet18', outputs: 3, width: 4, size: 32, seed: 2, freeze: { stages, norms: false } });
    const before = engine.memory().tensors;
    const tape = new Tape(new Gradients());
    await classifier.forward(tape, tape.input(pictures), 'train');
    const count = engine.memory().tensors - before;
    for (const each of [tape, classifier]) each.dispose();
    return count;
  };
  expect(await kept(Infinity)).toBe(2);
  expect(await kept(2)).toBeLessThan(await kept(0));
  pictures.dispose();
});
