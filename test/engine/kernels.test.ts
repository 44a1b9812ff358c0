import { beforeAll, describe, expect, it } from 'vitest';
import { add, onesLike, round, sub, tensor, tidy, variable, type Tensor, type Tensor1D, type Tensor4D, type Variable } from '@tensorflow/tfjs-core';
import { BATCH_NORM, createAdam, createEngine, createMomentum, Gradients, loadBackend, normals, writeState, readState, type ConvGeometry, type Engine, type Optimizer, type Shape4D } from '../../src/engine/index.js';

let fused: Engine;
let stock: Engine;
beforeAll(async () => {
  const backend = await loadBackend('auto', { report: () => undefined });
  [fused, stock] = [createEngine(backend), createEngine(backend, 'stock')];
});

const randomTensor = (stream: string, shape: readonly number[]): Tensor => tensor(normals(1, stream, 0, shape.reduce((a, b) => a * b, 1)), [...shape]);
const both = (): readonly Engine[] => [fused, stock];

describe('a convolution and its gradients, with any algorithm', () => {
  // onednn.ts chooses by the size of the filter, the stride and the channels. Odd edges leave pixels over; on few pixels a part of the filter sees none.
  const cases: [name: string, x: Shape4D, filter: Shape4D, stride: number, pad: number][] = [
    ['large, as large as before', [1, 3, 4, 128], [3, 3, 128, 96], 1, 1],
    ['large, halving even edges', [2, 4, 4, 128], [3, 3, 128, 96], 2, 1],
    ['large, halving odd edges', [1, 5, 3, 128], [3, 3, 128, 96], 2, 1],
    ['large, with pixels left over', [1, 6, 7, 128], [4, 4, 128, 64], 3, 0],
    ['large, of the generator', [1, 8, 8, 64], [4, 4, 64, 128], 2, 1],
    ['large, to a point', [2, 4, 4, 64], [4, 4, 64, 100], 1, 0],
    ['huge, on few places', [2, 2, 2, 384], [3, 3, 384, 304], 1, 1],
    ['huge, on a point', [3, 1, 1, 384], [3, 3, 384, 304], 1, 1],
    ['huge, halving odd edges', [1, 5, 3, 384], [3, 3, 384, 304], 2, 1],
    ['huge, with pixels left over', [1, 6, 7, 256], [4, 4, 256, 256], 3, 0],
    ['huge, on a row', [2, 1, 2, 256], [3, 3, 256, 128], 1, 1],
    ['huge, to a point', [2, 2, 2, 256], [3, 3, 256, 128], 2, 1],
    ['huge, to a point, of even edges', [2, 2, 2, 256], [4, 4, 256, 128], 2, 1],
    ['halving many places', [2, 9, 12, 64], [3, 3, 64, 64], 2, 1],
    ['of one pixel, leaving some out', [2, 5, 6, 8], [1, 1, 8, 12], 2, 0],
    ['of one pixel, leaving some out of many', [2, 13, 12, 8], [1, 1, 8, 12], 2, 0],
    ['thin, of pictures', [2, 9, 8, 3], [7, 7, 3, 4], 2, 3],
    ['thin, without pad', [2, 9, 8, 3], [3, 3, 3, 4], 2, 0],
  ];

  it.each(cases)('agree with tfjs: %s', async (name, xShape, filterShape, stride, pad) => {
    const before = fused.memory().tensors;
    const geometry = { stride, pad };
    const [x, filter] = [randomTensor(`${name} x`, xShape) as Tensor4D, randomTensor(`${name} filter`, filterShape) as Tensor4D];
    const [y, plainY] = both().map(({ kernels }) => kernels.conv2d(x, filter, geometry));
    expect(y.shape).toEqual(plainY.shape);
    expect(await farthest(y, plainY)).toBeLessThan(1e-3);
    const dy = randomTensor(`${name} dy`, y.shape) as Tensor4D;
    const [ours, plain] = both().map(({ kernels }) => [kernels.conv2dInputGradient(xShape, filter, dy, geometry), kernels.conv2dFilterGradient(x, filterShape, dy, geometry)]);
    for (const [index, tensors] of ours.entries()) {
      expect(tensors.shape).toEqual([xShape, filterShape][index]);
      expect(await farthest(tensors, plain[index])).toBeLessThan(1e-3);
    }
    for (const each of [x, filter, y, plainY, dy, ...ours, ...plain]) each.dispose();
    expect(fused.memory().tensors).toBe(before);
  });
});

it.each<[name: string, shape: Shape4D]>([
  ['even edges', [2, 8, 6, 3]],
  ['odd edges', [1, 7, 9, 2]],
  ['a single window', [1, 2, 2, 1]],
])('max pools and their gradients agree with tfjs, also among equal pixels: %s', async (name, shape) => {
  const before = fused.memory().tensors;
  const geometry = { stride: 2, pad: 1 };
  // Few values, so that most windows hold several of the largest; none above zero, so that padding must not win.
  const x = tidy(() => sub<Tensor4D>(round(randomTensor(name, shape)), 3));
  const ends = both().map(({ kernels }) => {
    const pooled = kernels.maxPool(x, 3, geometry, true);
    const plain = kernels.maxPool(x, 3, geometry, false);
    const dy = randomTensor(`${name} dy`, pooled.y.shape) as Tensor4D;
    return { tensors: [pooled.y, plain.y, kernels.maxPoolGradient(dy, x, pooled, 3, geometry)], rest: [dy, ...pooled.saved, ...plain.saved] };
  });
  for (const [index, tensor] of ends[0].tensors.entries()) expect(await farthest(tensor, ends[1].tensors[index]), `${index}`).toBeLessThan(1e-6);
  for (const each of [x, ...ends.flatMap(({ tensors, rest }) => [...tensors, ...rest])]) each.dispose();
  expect(fused.memory().tensors).toBe(before);
});

describe('a depthwise convolution and its gradients', () => {
  const cases: [name: string, x: Shape4D, filter: Shape4D, geometry: ConvGeometry][] = [
    ['of 3x3', [2, 6, 5, 8], [3, 3, 8, 1], { stride: 1, pad: 'same' }],
    ['of 5x5', [2, 6, 7, 4], [5, 5, 4, 1], { stride: 1, pad: 'same' }],
    ['halving even edges', [2, 6, 8, 4], [3, 3, 4, 1], { stride: 2, pad: 'same' }],
    ['halving odd edges', [2, 7, 5, 4], [5, 5, 4, 1], { stride: 2, pad: 'same' }],
    ['halving few pixels', [1, 2, 1, 4], [5, 5, 4, 1], { stride: 2, pad: 'same' }],
    ["with PyTorch's padding", [2, 6, 8, 4], [3, 3, 4, 1], { stride: 2, pad: 1 }],
  ];
  it.each(cases)('agree with tfjs and with a plain loop: %s', async (name, xShape, filterShape, geometry) => {
    const before = fused.memory().tensors;
    const [x, filter] = [randomTensor(`${name} x`, xShape) as Tensor4D, randomTensor(`${name} filter`, filterShape) as Tensor4D];
    const bias = randomTensor(`${name} bias`, [filterShape[2]]) as Tensor1D;
    const all = both().map(({ kernels }) => {
      const y = kernels.depthwiseConv2d(x, filter, geometry);
      const dy = randomTensor(`${name} dy`, y.shape) as Tensor4D;
      const gradients = [kernels.depthwiseInputGradient(xShape, filter, dy, geometry), kernels.depthwiseFilterGradient(x, filterShape, dy, geometry)];
      dy.dispose();
      return [y, kernels.depthwiseConv2dBias(x, filter, bias, geometry), ...gradients];
    });
    for (const [index, tensors] of all[0].entries()) {
      expect(tensors.shape).toEqual(all[1][index].shape);
      expect(await farthest(tensors, all[1][index]), `${index}`).toBeLessThan(1e-4);
    }
    expect(all[0][2].shape).toEqual(xShape);
    expect(all[0][3].shape).toEqual(filterShape);
    const plain = plainDepthwise(await x.data(), xShape, await filter.data(), filterShape, geometry, all[0][0].shape);
    const found = await all[0][0].data();
    expect(plain.every((value, index) => Math.abs(value - found[index]) < 1e-4)).toBe(true);
    for (const each of [x, filter, bias, ...all.flat()]) each.dispose();
    expect(fused.memory().tensors).toBe(before);
  });
});

/** A depthwise convolution, number by number. TensorFlow's SAME puts the odd pixel below and to the right. */
function plainDepthwise(x: ArrayLike<number>, [, height, width, channels]: Shape4D, filter: ArrayLike<number>, [rows, columns]: Shape4D, { stride, pad }: ConvGeometry, output: readonly number[]): number[] {
  const [count, down, across] = output;
  const before = (length: number, kernel: number, places: number): number => (pad === 'same' ? Math.floor(Math.max(0, (places - 1) * stride + kernel - length) / 2) : pad);
  const [above, left] = [before(height, rows, down), before(width, columns, across)];
  return Array.from({ length: count * down * across * channels }, (_, at) => {
    const [channel, column, row, picture] = [at % channels, Math.floor(at / channels) % across, Math.floor(at / channels / across) % down, Math.floor(at / channels / across / down)];
    let sum = 0;
    for (let i = 0; i < rows; i += 1) for (let j = 0; j < columns; j += 1) {
      const [h, w] = [row * stride - above + i, column * stride - left + j];
      if (h >= 0 && h < height && w >= 0 && w < width) sum += x[((picture * height + h) * width + w) * channels + channel] * filter[(i * columns + j) * channels + channel];
    }
    return sum;
  });
}

it.each<[name: string, x: Shape4D, stride: number]>([['even edges', [2, 8, 6, 3], 2], ['odd edges', [2, 7, 9, 3], 2], ['each pixel', [1, 5, 4, 3], 1]])(
  "a convolution with TensorFlow's SAME padding and its gradients agree with tfjs: %s", async (name, xShape, stride) => {
    const before = fused.memory().tensors;
    const geometry = { stride, pad: 'same' } as const;
    const [x, filter, bias] = [randomTensor(`${name} x`, xShape) as Tensor4D, randomTensor(`${name} filter`, [3, 3, 3, 4]) as Tensor4D, randomTensor(`${name} bias`, [4]) as Tensor1D];
    const all = both().map(({ kernels }) => {
      const y = kernels.conv2d(x, filter, geometry);
      const dy = randomTensor(`${name} dy`, y.shape) as Tensor4D;
      const gradients = [kernels.conv2dInputGradient(xShape, filter, dy, geometry), kernels.conv2dFilterGradient(x, [3, 3, 3, 4], dy, geometry)];
      dy.dispose();
      return [y, kernels.conv2dBias(x, filter, bias, geometry), ...gradients];
    });
    expect(all[0][0].shape).toEqual([xShape[0], Math.ceil(xShape[1] / stride), Math.ceil(xShape[2] / stride), 4]);
    for (const [index, tensors] of all[0].entries()) expect(await farthest(tensors, all[1][index]), `${index}`).toBeLessThan(1e-4);
    for (const each of [x, filter, bias, ...all.flat()]) each.dispose();
    expect(fused.memory().tensors).toBe(before);
  });

describe.each<[name: string, begin: (engine: Engine, weights: Variable[]) => Optimizer]>([
  ['Adam', (engine, weights) => createAdam(engine.kernels, named(weights), { learningRate: () => 0.1, beta1: 0.5, beta2: 0.9 })],
  ['momentum', (engine, weights) => createMomentum(engine.kernels, named(weights), { learningRate: () => 0.1, momentum: 0.9, weightDecay: 0 })],
  ['momentum with weight decay', (engine, weights) => createMomentum(engine.kernels, named(weights), { learningRate: () => 0.1, momentum: 0.9, weightDecay: 0.5 })],
])("%s, TensorFlow's own and tfjs's", (_, begin) => {
  it('give the same weights and state, also when weights or state are set in between', async () => {
    const before = fused.memory().tensors;
    const ends: Float32Array[][] = [];
    for (const engine of both()) {
      const weights = ['a', 'b', 'still'].map((name) => tidy(() => variable(randomTensor(name, [3, 2]))));
      const held = weights[0].clone();
      const optimizer = begin(engine, weights);
      const values: Float32Array[] = [];
      const step = async (count: number): Promise<void> => {
        const gradients = new Gradients();
        for (const weight of weights.slice(0, 2)) gradients.add(weight, randomTensor(`gradient ${count}`, [3, 2]));
        await optimizer.apply(gradients);
        gradients.dispose();
        for (const weight of weights) values.push(Float32Array.from(await weight.data()));
        for (const state of optimizer.state) values.push(await readState(state));
      };
      await step(1);
      await step(2);
      tidy(() => weights[1].assign(randomTensor('from outside', [3, 2])));
      writeState(optimizer.state[0], normals(1, 'a checkpoint', 0, 6));
      await step(3);
      // An update in place must not change a value that is still held.
      values.push(Float32Array.from(await held.data()));
      ends.push(values);
      optimizer.dispose();
      for (const each of [held, ...weights]) each.dispose();
    }
    const [ours, plain] = ends;
    for (const [index, value] of ours.entries()) expect([...value].map((each, at) => Math.abs(each - plain[index][at])).every((far) => far < 1e-5), `value ${index}`).toBe(true);
    expect([...ours[ours.length - 1]]).toEqual([...normals(1, 'a', 0, 6)]);
    expect([...ours[2]]).toEqual([...normals(1, 'still', 0, 6)]);
    expect(fused.memory().tensors).toBe(before);
  });
});

describe.each<[name: string, shape: Shape4D]>([['many places', [3, 5, 4, 6]], ['a point', [4, 1, 1, 3]]])('batch norm of %s', (name, shape) => {
  it('with ReLU equals batch norm, then ReLU: values, statistics and gradients', async () => {
    const before = fused.memory().tensors;
    const [x, dy] = ['x', 'dy'].map((which) => randomTensor(`${name} ${which}`, shape) as Tensor4D);
    const [scale, offset] = ['scale', 'offset'].map((which) => randomTensor(`${name} ${which}`, [shape[3]]) as Tensor1D);
    const ends = both().flatMap(({ kernels }) => [true, false].map((inOne) => {
      const running = { mean: tidy(() => variable(randomTensor('mean', [shape[3]]))), variance: tidy(() => variable(onesLike(offset))) };
      const { y, saved } = kernels.batchNormTrain(x, scale, offset, running, { ...BATCH_NORM, relu: inOne });
      const rectified = inOne ? y.clone() : kernels.relu(y);
      const passed = kernels.reluGradient(dy, rectified);
      return { tensors: [rectified, running.mean, running.variance, ...kernels.batchNormGradient(passed, x, scale, saved, BATCH_NORM.epsilon)], rest: [y, passed, ...saved] };
    }));
    for (const { tensors } of ends.slice(1)) {
      for (const [index, value] of tensors.entries()) expect(await farthest(value, ends[0].tensors[index]), `${index}`).toBeLessThan(1e-5);
    }
    for (const each of [x, dy, scale, offset, ...ends.flatMap(({ tensors, rest }) => [...tensors, ...rest])]) each.dispose();
    expect(fused.memory().tensors).toBe(before);
  });
});

it('a convolution with a bias equals a convolution plus the bias', async () => {
  const before = fused.memory().tensors;
  const [x, filter, bias] = [randomTensor('x', [2, 5, 4, 3]) as Tensor4D, randomTensor('filter', [3, 3, 3, 6]) as Tensor4D, randomTensor('bias', [6]) as Tensor1D];
  for (const geometry of [{ stride: 1, pad: 1 }, { stride: 2, pad: 1 }, { stride: 1, pad: 0 }]) {
    const plain = tidy(() => add(stock.kernels.conv2d(x, filter, geometry), bias));
    for (const { kernels } of both()) {
      const y = kernels.conv2dBias(x, filter, bias, geometry);
      expect(y.shape).toEqual(plain.shape);
      expect(await farthest(y, plain)).toBeLessThan(1e-5);
      y.dispose();
    }
    plain.dispose();
  }
  for (const each of [x, filter, bias]) each.dispose();
  expect(fused.memory().tensors).toBe(before);
});

it("TensorFlow's own averages and tfjs's have the same values, also when averages are set in between", async () => {
  const before = fused.memory().tensors;
  const ends: Float32Array[][] = [];
  for (const { kernels } of both()) {
    const [averages, weights] = [['a', 'b'], ['u', 'w']].map((names) => names.map((name) => tidy(() => variable(randomTensor(name, [3, 2])))));
    const held = averages[0].clone();
    const ema = kernels.ema(averages);
    const values: Float32Array[] = [];
    for (const decay of [0.1, 0.99, 1]) {
      await ema.apply(weights, decay);
      tidy(() => weights[0].assign(randomTensor(`weights after ${decay}`, [3, 2])));
      for (const average of averages) values.push(Float32Array.from(await average.data()));
      if (decay === 0.1) tidy(() => averages[1].assign(randomTensor('a checkpoint', [3, 2])));
    }
    values.push(Float32Array.from(await held.data()));
    ends.push(values);
    ema.dispose();
    for (const each of [held, ...averages, ...weights]) each.dispose();
  }
  const [ours, plain] = ends;
  for (const [index, value] of ours.entries()) expect([...value].every((each, at) => Math.abs(each - plain[index][at]) < 1e-5), `value ${index}`).toBe(true);
  expect([...ours[ours.length - 1]]).toEqual([...normals(1, 'a', 0, 6)]);
  expect(fused.memory().tensors).toBe(before);
});

it('a value that was read does not change when the optimizer goes on', async () => {
  const weights = tidy(() => variable(randomTensor('weights', [4])));
  const optimizer = createAdam(fused.kernels, named([weights]), { learningRate: () => 0.1, beta1: 0.5, beta2: 0.9 });
  const step = async (): Promise<void> => {
    const gradients = new Gradients();
    gradients.add(weights, tidy(() => onesLike(weights)));
    await optimizer.apply(gradients);
    gradients.dispose();
  };
  await step();
  const [held, state] = [weights.clone(), optimizer.state[0].read()];
  const [first, second] = [await held.data(), await state.data()].map((values) => [...values]);
  await step();
  expect([...(await held.data())]).toEqual(first);
  expect([...(await state.data())]).toEqual(second);
  expect([...(await weights.data())]).not.toEqual(first);
  optimizer.dispose();
  for (const each of [held, state, weights]) each.dispose();
});

const named = (weights: readonly Variable[]) => weights.map((weight, index) => ({ name: `w${index}`, variable: weight }));

async function farthest(a: Tensor, b: Tensor): Promise<number> {
  const [left, right] = [Float32Array.from(await a.data()), await b.data()];
  return left.reduce((most, value, index) => Math.max(most, Math.abs(value - right[index])), 0);
}
