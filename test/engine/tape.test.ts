import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mul, ones, scalar, sum, tensor, tensor1d, tidy, variable, type Rank, type Tensor, type Tensor1D, type Tensor2D, type Tensor4D, type Variable } from '@tensorflow/tfjs-core';
import { BATCH_NORM, Gradients, loadEngine, normals, operationsOn, split, Tape, type Engine, type Operations, type RunningStatistics, type TapeValues, type Value } from '../../src/engine/index.js';
import type { EngineChoice } from '../../src/setup/index.js';
import { valuesOn, type RunningValues } from './running-values.js';

type Inputs = readonly Value[];
type Call = (operations: Operations<TapeValues>, inputs: Inputs, running: RunningValues) => Value;

/** Every operation, small: the shapes of its inputs, and the call. With odd sizes strides leave pixels over. */
const four = (inputs: Inputs, index: number) => inputs[index] as Value<Tensor4D>;
const two = (inputs: Inputs, index: number) => inputs[index] as Value<Tensor2D>;
const one = (inputs: Inputs, index: number) => inputs[index] as Value<Tensor1D>;
const cases: [name: string, shapes: number[][], call: Call][] = [
  ['conv2d', [[2, 5, 6, 2], [3, 3, 2, 3]], (on, x) => on.conv2d(four(x, 0), four(x, 1), { stride: 1, pad: 1 })],
  ['conv2d with a stride', [[2, 6, 7, 2], [3, 3, 2, 3]], (on, x) => on.conv2d(four(x, 0), four(x, 1), { stride: 2, pad: 1 })],
  ['conv2d without pad', [[1, 5, 5, 2], [2, 2, 2, 2]], (on, x) => on.conv2d(four(x, 0), four(x, 1), { stride: 2, pad: 0 })],
  ['convTranspose2d', [[2, 3, 2, 3], [4, 4, 2, 3]], (on, x) => on.convTranspose2d(four(x, 0), four(x, 1), { stride: 2, pad: 1 })],
  ['convTranspose2d from a point', [[2, 1, 1, 3], [4, 4, 2, 3]], (on, x) => on.convTranspose2d(four(x, 0), four(x, 1), { stride: 1, pad: 0 })],
  ['batchNormTrain', [[3, 2, 2, 2], [2], [2]], (on, x, running) => on.batchNorm(four(x, 0), { scale: one(x, 1), offset: one(x, 2), ...running }, { ...BATCH_NORM, relu: false, frozen: false })],
  ['batchNorm, frozen', [[3, 2, 2, 2]], (on, x, running) => on.batchNorm(four(x, 0), { scale: running.variance, offset: running.mean, ...running }, { relu: true, epsilon: 0.5, momentum: 0.1, frozen: true })],
  ['batchNorm with another epsilon', [[3, 2, 2, 2], [2], [2]], (on, x, running) => on.batchNorm(four(x, 0), { scale: one(x, 1), offset: one(x, 2), ...running }, { relu: false, epsilon: 0.3, momentum: 0.5, frozen: false })],
  ['normalize', [[2, 3, 2, 3]], (on, x) => on.normalize(four(x, 0), { mean: [0.4, 0.5, 0.6], deviation: [0.5, 2, 0.8] })],
  ["conv2d with TensorFlow's SAME", [[2, 6, 5, 2], [3, 3, 2, 3]], (on, x) => on.conv2d(four(x, 0), four(x, 1), { stride: 2, pad: 'same' })],
  ['depthwiseConv2d', [[2, 4, 5, 2], [3, 3, 2, 1]], (on, x) => on.depthwiseConv2d(four(x, 0), four(x, 1), { stride: 1, pad: 'same' })],
  ['depthwiseConv2d with a stride', [[2, 6, 5, 2], [5, 5, 2, 1]], (on, x) => on.depthwiseConv2d(four(x, 0), four(x, 1), { stride: 2, pad: 'same' })],
  ['relu6', [[2, 3, 2, 3]], (on, x) => on.relu6(on.normalize(four(x, 0), { mean: [0.11, 0.11, 0.11], deviation: [0.1, 0.1, 0.1] }))],
  ['relu', [[2, 3, 2, 2]], (on, x) => on.relu(four(x, 0))],
  ['leakyRelu', [[2, 3, 2, 2]], (on, x) => on.leakyRelu(four(x, 0), 0.2)],
  ['add', [[2, 2, 2, 2], [2, 2, 2, 2]], (on, x) => on.add(four(x, 0), four(x, 1))],
  ['add of a value to itself', [[2, 2, 2, 2]], (on, x) => on.add(four(x, 0), four(x, 0))],
  ['maxPool', [[2, 5, 6, 2]], (on, x) => on.maxPool(four(x, 0), 3, { stride: 2, pad: 1 })],
  ['globalAveragePool', [[2, 3, 4, 2]], (on, x) => on.globalAveragePool(four(x, 0))],
  ['linear', [[3, 4], [4, 2], [2]], (on, x) => on.linear(two(x, 0), two(x, 1), one(x, 2))],
  ['unitTanh', [[2, 2, 3, 2]], (on, x) => on.unitTanh(four(x, 0))],
  ['reshape4d', [[2, 12]], (on, x) => on.reshape4d(two(x, 0), [2, 2, 3])],
  ['a value used twice', [[2, 4, 4, 2], [3, 3, 2, 2]], (on, x) => on.add(on.unitTanh(on.conv2d(four(x, 0), four(x, 1), { stride: 1, pad: 1 })), four(x, 0))],
];

/** Half the distance between the two points of a finite difference. float32 is exact to 1e-7, so a slope is good to about 1e-3. */
const STEP = 1e-2;
const TOLERANCE = 3e-3;

/**
 * Returns distinct numbers, far enough from each other and from zero: no step crosses the corner of ReLU or changes the
 * maximum of a pool.
 */
function spread(count: number, stream: string): Float32Array {
  const order = [...normals(1, stream, 0, count)].map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
  const values = new Float32Array(count);
  const gap = Math.max(3 * STEP, 2 / count);
  for (const [rank, { index }] of order.entries()) values[index] = (rank - count / 2 + 0.5) * gap;
  return values;
}

describe.each<EngineChoice>(['auto', 'wasm'])('gradients on %s', (choice) => {
  let engine: Engine;
  let running: RunningStatistics;
  beforeAll(async () => {
    engine = await loadEngine(choice, { report: () => undefined });
    running = { mean: variable(tensor([0, 0])), variance: variable(tensor([1, 1])) };
  });
  afterAll(() => {
    running.mean.dispose();
    running.variance.dispose();
  });

  it('of concatenated batches equal those of each batch, and so do the running statistics', async () => {
    const before = engine.memory().tensors;
    const counts = [2, 3];
    const whole = tensor(spread(5 * 2 * 3 * 2, 'batches'), [5, 2, 3, 2]) as Tensor4D;
    const slope = tensor(normals(2, 'batches', 0, 60), [5, 2, 3, 2]) as Tensor4D;
    const numbers = ['scale', 'offset'].map((name) => tidy(() => variable<Rank.R1>(tensor(normals(3, name, 0, 2), [2]))));

    const norm = async (pictures: Tensor4D, dy: Tensor4D, gradients: Gradients, statistics: RunningStatistics, batches: readonly number[] | null) => {
      const tape = new Tape(gradients, batches);
      const input = tape.input(pictures, true);
      const y = operationsOn(tape, engine.kernels, 'train').batchNorm(input, { scale: tape.variable(numbers[0]), offset: tape.variable(numbers[1]), ...valuesOn(tape, statistics) }, { ...BATCH_NORM, relu: true, frozen: false });
      const output = await y.tensor.data();
      await tape.backward(y, dy);
      const back = await input.gradient?.data();
      tape.dispose();
      return [...output, ...(back ?? [])];
    };
    const statisticsOf = () => tidy(() => ({ mean: variable(tensor([0, 0])), variance: variable(tensor([1, 1])) }));
    const resultsOf = async (values: readonly number[][], gradients: Gradients, { mean, variance }: RunningStatistics) => {
      const sums = await Promise.all([...numbers.map((each) => gradients.of(each)?.data()), mean.data(), variance.data()]);
      gradients.dispose();
      for (const each of [mean, variance]) each.dispose();
      return { values, sums: sums.map((each) => [...(each ?? [])]) };
    };

    const [concatenated, separate] = [{ gradients: new Gradients(), statistics: statisticsOf() }, { gradients: new Gradients(), statistics: statisticsOf() }];
    const outputs = await norm(whole, slope, concatenated.gradients, concatenated.statistics, counts);
    const [parts, slopes] = [split(whole, counts), split(slope, counts)];
    const single: number[][] = [];
    for (const [index, part] of parts.entries()) single.push(await norm(part, slopes[index], separate.gradients, separate.statistics, null));
    // First the outputs of both batches, then their gradients.
    const inOrder = [0, 1].flatMap((part) => single.flatMap((values) => values.slice((part * values.length) / 2, ((part + 1) * values.length) / 2)));
    const [got, expected] = [await resultsOf([outputs], concatenated.gradients, concatenated.statistics), await resultsOf([inOrder], separate.gradients, separate.statistics)];
    got.values[0].forEach((value, index) => expect(value).toBeCloseTo(expected.values[0][index], 5));
    got.sums.flat().forEach((value, index) => expect(value).toBeCloseTo(expected.sums.flat()[index], 4));
    for (const each of [whole, slope, ...parts, ...slopes, ...numbers]) each.dispose();
    expect(engine.memory().tensors).toBe(before);
  });

  it.each<[name: string, pictures: number, batches: readonly number[] | null]>([['alone', 1, null], ['beside others', 3, [2, 1]]])('refuse batch norm of one value per channel, %s', (_, pictures, batches) => {
    const x = tensor(spread(2 * pictures, 'one'), [pictures, 1, 1, 2]) as Tensor4D;
    const before = running.variance.dataSync();
    const tape = new Tape(null, batches);
    const constant = tape.input<Tensor1D>(tensor1d([1, 2]));
    const norm = (frozen: boolean) =>
      operationsOn(tape, engine.kernels, 'train').batchNorm(tape.input(x), { scale: constant, offset: constant, ...valuesOn(tape, running) }, { ...BATCH_NORM, relu: false, frozen });
    expect(() => norm(false)).toThrow(/Batch norm got one value per channel.*two or more pictures in a batch, larger pictures, or a frozen batch norm/);
    expect(running.variance.dataSync()).toEqual(before);
    expect(norm(true).shape).toEqual(x.shape);
    tape.dispose();
    for (const each of [x, constant.tensor]) each.dispose();
  });

  it.each(cases)('of %s equal finite differences', async (name, shapes, call) => {
    const before = engine.memory().tensors;
    const values = shapes.map((shape, i) => spread(shape.reduce((a, b) => a * b), `${name} ${i}`));
    const inputs: Variable[] = shapes.map((shape, i) => tidy(() => variable(tensor(values[i], shape))));

    const gradients = new Gradients();
    const tape = new Tape(gradients);
    const y = call(operationsOn(tape, engine.kernels, 'train'), inputs.map((input) => tape.variable(input)), valuesOn(tape, running));
    // Each output has its own weight, so that exchanged outputs are noticed.
    const weights = tensor(normals(2, name, 0, y.tensor.size), y.tensor.shape);
    await tape.backward(y, weights);
    tape.dispose();

    const measure = async (): Promise<number> => {
      const quiet = new Tape();
      const z = call(operationsOn(quiet, engine.kernels, 'train'), inputs.map((input) => quiet.variable(input)), valuesOn(quiet, running));
      const [product, weight] = await Promise.all([z.tensor.data(), weights.data()]);
      quiet.dispose();
      return Array.from(product).reduce((total, value, i) => total + value * weight[i], 0);
    };
    const at = async (input: Variable, content: Float32Array, index: number, step: number): Promise<number> => {
      const moved = content.slice();
      moved[index] += step;
      const stepped: Tensor = tensor(moved, input.shape);
      input.assign(stepped);
      stepped.dispose();
      return measure();
    };
    for (const [i, input] of inputs.entries()) {
      const gradient = gradients.of(input);
      if (gradient === undefined) throw new Error(`input ${i} has no gradient`);
      expect(gradient.shape).toEqual(input.shape);
      const found = await gradient.data();
      const scale = Math.max(1, ...found.map(Math.abs));
      for (let index = 0; index < found.length; index += 1) {
        const slope = ((await at(input, values[i], index, STEP)) - (await at(input, values[i], index, -STEP))) / (2 * STEP);
        expect(Math.abs(found[index] - slope) / scale, `input ${i}, element ${index}: ${found[index]} and ${slope}`).toBeLessThan(TOLERANCE);
      }
      await at(input, values[i], 0, 0);
    }
    gradients.dispose();
    weights.dispose();
    for (const input of inputs) input.dispose();
    expect(engine.memory().tensors, 'tensors left behind').toBe(before);
  });
});

describe('a tape', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await loadEngine('auto', { report: () => undefined });
  });
  const picture = (): Tensor4D => ones([1, 2, 2, 1]);

  it('adds the gradients of two passes into one sum', async () => {
    const before = engine.memory().tensors;
    const filter = tidy(() => variable(ones([1, 1, 1, 1])));
    const gradients = new Gradients();
    const x = picture();
    for (let pass = 0; pass < 2; pass += 1) {
      const tape = new Tape(gradients);
      await tape.backward(operationsOn(tape, engine.kernels, 'train').conv2d(tape.input(x), tape.variable(filter), { stride: 1, pad: 0 }), x);
      tape.dispose();
    }
    expect([...((await gradients.of(filter)?.data()) ?? [])]).toEqual([8]);
    gradients.dispose();
    x.dispose();
    filter.dispose();
    expect(engine.memory().tensors).toBe(before);
  });

  it('gives an input its gradient on request, until the tape is disposed', async () => {
    const before = engine.memory().tensors;
    const [x, dy] = [picture(), tidy(() => mul<Tensor4D>(picture(), scalar(3)))];
    const tape = new Tape();
    const input = tape.input(x, true);
    await tape.backward(operationsOn(tape, engine.kernels, 'train').leakyRelu(input, 0.1), dy);
    const { gradient } = input;
    expect([...((await gradient?.data()) ?? [])]).toEqual([3, 3, 3, 3]);
    tape.dispose();
    expect(gradient?.isDisposed).toBe(true);
    for (const each of [x, dy]) each.dispose();
    expect(engine.memory().tensors).toBe(before);
  });

  it('owns its tensors, and no others, where no gradient is required', () => {
    const before = engine.memory().tensors;
    const x = picture();
    const tape = new Tape();
    const y = operationsOn(tape, engine.kernels, 'train').relu(tape.input(x));
    expect(y.requiresGrad).toBe(false);
    tape.dispose();
    expect([y.tensor.isDisposed, x.isDisposed]).toEqual([true, false]);
    x.dispose();
    expect(engine.memory().tensors).toBe(before);
  });

  it('frees everything without a way back', () => {
    const before = engine.memory().tensors;
    const [x, scale, offset] = [picture(), tidy(() => variable(ones([1]))), tidy(() => variable(ones([1])))];
    const running = { mean: tidy(() => variable(ones([1]))), variance: tidy(() => variable(ones([1]))) };
    const tape = new Tape(new Gradients());
    const operations = operationsOn(tape, engine.kernels, 'train');
    const y = operations.relu(operations.batchNorm(tape.input(x, true), { scale: tape.variable(scale), offset: tape.variable(offset), ...valuesOn(tape, running) }, { ...BATCH_NORM, relu: false, frozen: false }));
    expect(tidy(() => sum(y.tensor).dataSync()[0])).toBeCloseTo(4, 4);
    tape.dispose();
    for (const each of [x, scale, offset, running.mean, running.variance]) each.dispose();
    expect(engine.memory().tensors).toBe(before);
  });
});
