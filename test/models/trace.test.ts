import { tensor2d, tensor4d } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { BoundTensors, operationsOn, Tape, type Mode, type TapeValues } from '../../src/engine/index.js';
import { activationCount, createClassifier, createGenerator, describeClassifier, describeGenerator, generatorSizes, weightCount, type Network, type Parameter } from '../../src/models/index.js';
import { foldBatchNorms } from '../../src/models/fold.js';
import { Layers } from '../../src/models/layers.js';
import { engineForTests } from '../training/engine.js';

const engine = await engineForTests();

/** Does a network's operations on a batch of two, and holds the shape of every output against the trace. */
async function expectTracedShapes(network: Pick<Network<4, 2>, 'spec'> | Pick<Network<2, 4>, 'spec'>, parameters: readonly Parameter[], input: TapeValues[2] | TapeValues[4], tape: Tape, mode: Mode): Promise<void> {
  const { spec } = network;
  const bound = new BoundTensors<TapeValues>().bind(spec.input, input);
  for (const { symbolic, variable } of parameters) bound.bind(symbolic, tape.variable(variable));
  const on = operationsOn(tape, engine.kernels, mode);
  for (const { output, run } of spec.operations) bound.bind(output, run(on, bound.find));
  for (const { name, output } of spec.operations) {
    const [, ...computed] = bound.find(output).shape;
    const [count, ...traced] = output.shape;
    expect([count, ...traced], name).toEqual([1, ...computed]);
  }
}

describe('a trace', () => {
  it.each([['resnet18', 32], ['resnet18', 70], ['resnet18', 17], ['convnet', 32], ['convnet', 29], ['efficientnet-lite0', 33], ['efficientnet-lite0', 64]] as const)('has the shapes that the engine computes: %s at %i px', async (model, size) => {
    const before = engine.memory().tensors;
    const classifier = createClassifier(engine.kernels, { model, outputs: 3, width: 2, size, seed: 1 });
    const pictures = tensor4d(new Float32Array(2 * size * size * 3), [2, size, size, 3]);
    for (const mode of ['train', 'eval'] as const) {
      const tape = new Tape();
      await expectTracedShapes(classifier, classifier.parameters, tape.input(pictures), tape, mode);
      tape.dispose();
    }
    for (const each of [pictures, classifier]) each.dispose();
    expect(engine.memory().tensors).toBe(before);
  });

  it.each([...generatorSizes])('has the shapes that the engine computes: the generator at %i px', async (size) => {
    const generator = createGenerator(engine.kernels, { size, width: 2, noise: 5, seed: 1 });
    const noise = tensor2d(new Float32Array(10), [2, 5]);
    const tape = new Tape();
    await expectTracedShapes(generator, generator.parameters, tape.input(noise), tape, 'train');
    expect(generator.spec.output.shape).toEqual([1, size, size, 3]);
    for (const each of [tape, noise, generator]) each.dispose();
  });

  it('has the golden shapes of a small stem', () => {
    const shapesOf = (size: number, stem?: 'small') => {
      const { operations } = describeClassifier({ model: 'resnet18', outputs: 10, width: 64, size, ...(stem && { stem }) });
      return { names: operations.map(({ name }) => name), shapes: operations.filter(({ name }) => name === 'add').map(({ output }) => output.shape.slice(1).join('x')) };
    };
    const small = shapesOf(32, 'small');
    expect(small.names).not.toContain('maxPool');
    expect(small.shapes).toEqual(['32x32x64', '32x32x64', '16x16x128', '16x16x128', '8x8x256', '8x8x256', '4x4x512', '4x4x512']);
    expect(shapesOf(32).shapes.slice(-1)).toEqual(['1x1x512']);
    const [stem] = describeClassifier({ model: 'resnet18', outputs: 10, width: 64, size: 32, stem: 'small' }).parameters;
    expect(stem).toMatchObject({ name: 'conv1.weight', shape: [3, 3, 3, 64] });
  });

  it('counts what a network learns and what a training pass keeps', () => {
    const convnet = describeClassifier({ model: 'convnet', outputs: 10, width: 16, size: 32 });
    // Six layers of convolution, batch norm and leaky ReLU: 0.625 w s² each. Then the flattened picture and the logits.
    expect(activationCount(convnet)).toBe(3 * 0.625 * 16 * 32 * 32 + 64 * 4 * 4 + 10);
    expect(weightCount(convnet)).toBe(9 * (3 * 16 + 58 * 16 * 16) + 2 * (16 + 32 + 4 * 64) + 64 * 4 * 4 * 10 + 10);
    const generator = describeGenerator({ size: 32, width: 8, noise: 100 });
    expect(weightCount(generator)).toBe(16 * (100 * 32 + 32 * 16 + 16 * 8 + 8 * 3) + 2 * (32 + 16 + 8));
  });

  it('lists each operation with its inputs and attributes', () => {
    const { input, output, parameters, operations } = describeClassifier({ model: 'resnet18', outputs: 2, width: 64, size: 224 });
    const [filter] = parameters;
    expect(operations[0]).toMatchObject({ name: 'conv2d', inputs: [input, filter.symbolic], attributes: { stride: 2, pad: 3 }, output: { shape: [1, 112, 112, 64] } });
    expect(operations.map(({ name }) => name).filter((name) => name === 'conv2d')).toHaveLength(20);
    expect(operations.at(-1)?.output).toBe(output);
    expect(output.shape).toEqual([1, 2]);
  });
});

describe('folding', () => {
  it.each(['resnet18', 'convnet', 'efficientnet-lite0'] as const)('puts every batch norm of a %s into the convolution before it', (model) => {
    const spec = describeClassifier({ model, outputs: 2, width: 4, size: 32 });
    const convolutions = spec.operations.filter(({ name }) => name === 'conv2d' || name === 'depthwiseConv2d').length;
    const { operations, folds } = foldBatchNorms(spec, 'all');
    const names = operations.map(({ name }) => name);
    expect(folds).toHaveLength(convolutions);
    expect(names.filter((name) => name === 'conv2dBias' || name === 'depthwiseConv2dBias')).toHaveLength(convolutions);
    expect(names).not.toContain('batchNorm');
    expect(names).not.toContain('conv2d');
  });

  it('leaves a convolution whose output has another use, and a batch norm without a convolution', () => {
    const net = new Layers();
    const input = net.on.input<4>([1, 8, 8, 3]);
    const x = net.conv('shared', input, 4, { kernel: 3, stride: 1, pad: 1 });
    const y = net.batchNorm('second', net.batchNorm('first', x, { relu: true }));
    const output = net.linear('fc', net.on.globalAveragePool(net.on.add(x, y)), 2);
    const { operations, folds } = foldBatchNorms({ input, output, parameters: net.parameters, operations: net.on.operations }, 'all');
    expect(folds).toEqual([]);
    expect(operations.map(({ name }) => name)).toEqual(net.on.operations.map(({ name }) => name));
  });
});
