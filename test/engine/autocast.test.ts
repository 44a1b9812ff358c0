import { beforeAll, expect, it } from 'vitest';
import { mul, tensor, tidy, variable, type Tensor, type Tensor1D, type Tensor2D, type Tensor4D, type Variable } from '@tensorflow/tfjs-core';
import { BATCH_NORM, choosePrecision, createEngine, Gradients, hasBfloat16, loadBackend, loadEngine, normals, operationsOn, Tape, type Engine, type Operations, type TapeValues, type Value } from '../../src/engine/index.js';
import { valuesOn, type RunningValues } from './running-values.js';

let engines: readonly [f32: Engine, bf16: Engine];
beforeAll(async () => {
  const backend = await loadBackend('cpu', { report: () => undefined, precision: 'bf16' });
  engines = [createEngine(backend), createEngine(backend, 'fused', { precision: 'bf16', reason: 'a test' })];
});

const randomTensor = (stream: string, shape: readonly number[]): Tensor => tensor(normals(1, stream, 0, shape.reduce((a, b) => a * b, 1)), [...shape]);

type Inputs = readonly Value[];
const four = (inputs: Inputs, index: number) => inputs[index] as Value<Tensor4D>;
const one = (inputs: Inputs, index: number) => inputs[index] as Value<Tensor1D>;
/** Each case is a piece of a network: float32 pictures, a convolution that makes them bfloat16, and what follows. */
const first = (on: Operations<TapeValues>, x: Inputs): Value<Tensor4D> => on.conv2d(four(x, 0), four(x, 1), { stride: 1, pad: 1 });
const FIRST = [[8, 9, 8, 3], [3, 3, 3, 16]];
const cases: [name: string, more: number[][], call: (on: Operations<TapeValues>, x: Inputs, running: RunningValues) => Value][] = [
  ['a pool at the end', [], (on, x) => on.globalAveragePool(first(on, x))],
  ['a stride', [[3, 3, 16, 8]], (on, x) => on.globalAveragePool(on.conv2d(first(on, x), four(x, 2), { stride: 2, pad: 1 }))],
  ['a stride of one pixel', [[1, 1, 16, 8]], (on, x) => on.globalAveragePool(on.conv2d(first(on, x), four(x, 2), { stride: 2, pad: 0 }))],
  ['a filter on few places', [[3, 3, 16, 240]], (on, x) => on.globalAveragePool(on.conv2d(first(on, x), four(x, 2), { stride: 4, pad: 1 }))],
  ['a large filter', [[3, 3, 16, 800]], (on, x) => on.globalAveragePool(on.conv2d(first(on, x), four(x, 2), { stride: 2, pad: 1 }))],
  ['batch norm', [[16], [16]], (on, x, running) => on.flatten(on.batchNorm(first(on, x), { scale: one(x, 2), offset: one(x, 3), ...running }, { ...BATCH_NORM, relu: false, frozen: false }))],
  ['batch norm with ReLU', [[16], [16]], (on, x, running) => on.flatten(on.batchNorm(first(on, x), { scale: one(x, 2), offset: one(x, 3), ...running }, { ...BATCH_NORM, relu: true, frozen: false }))],
  ['ReLU', [], (on, x) => on.flatten(on.relu(first(on, x)))],
  ['a depthwise convolution and ReLU6', [[3, 3, 16, 1]], (on, x) => on.flatten(on.relu6(on.depthwiseConv2d(first(on, x), four(x, 2), { stride: 2, pad: 'same' })))],
  ['a depthwise convolution without a stride', [[5, 5, 16, 1]], (on, x) => on.flatten(on.depthwiseConv2d(first(on, x), four(x, 2), { stride: 1, pad: 'same' }))],
  ['frozen batch norm', [], (on, x, running) => on.flatten(on.batchNorm(first(on, x), { scale: running.variance, offset: running.mean, ...running }, { ...BATCH_NORM, relu: true, frozen: true }))],
  ['leaky ReLU', [], (on, x) => on.flatten(on.leakyRelu(first(on, x), 0.2))],
  ['a sum of two ways', [[3, 3, 3, 16]], (on, x) => on.flatten(on.add(first(on, x), on.conv2d(four(x, 0), four(x, 2), { stride: 1, pad: 1 })))],
  ['a value used twice', [[3, 3, 16, 16]], (on, x) => {
    const y = first(on, x);
    return on.flatten(on.add(on.conv2d(y, four(x, 2), { stride: 1, pad: 1 }), y));
  }],
  ['a max pool', [], (on, x) => on.flatten(on.maxPool(first(on, x), 3, { stride: 2, pad: 1 }))],
  ['a transposed convolution and tanh', [[4, 4, 3, 16]], (on, x) => on.unitTanh(on.convTranspose2d(first(on, x), four(x, 2), { stride: 2, pad: 1 }))],
];

it.each(cases)('a convolution and %s in bfloat16 are near float32, and so are their gradients', async (name, more, call) => {
  const before = engines[0].memory().tensors;
  const inputs: Variable[] = [...FIRST, ...more].map((shape, index) => tidy(() => variable(mul(randomTensor(`${name} ${index}`, shape), index === 0 ? 1 : 0.1))));
  const found: Float32Array[][] = [];
  for (const engine of engines) {
    const running = { mean: tidy(() => variable(randomTensor('mean', [16]))), variance: tidy(() => variable(tensor(new Float32Array(16).fill(1)))) };
    const [gradients, values] = [new Gradients(), [] as Float32Array[]];
    const tape = new Tape(gradients);
    const y = call(operationsOn(tape, engine.kernels, 'train'), inputs.map((input) => tape.variable(input)), valuesOn(tape, running));
    values.push(Float32Array.from(await y.tensor.data()));
    const dy = randomTensor(`${name} dy`, y.tensor.shape);
    await tape.backward(y, dy);
    for (const input of inputs.slice(1)) {
      const gradient = gradients.of(input);
      if (gradient === undefined) throw new Error('a filter has no gradient');
      values.push(Float32Array.from(await gradient.data()));
    }
    found.push(values);
    for (const each of [tape, gradients, dy, running.mean, running.variance]) each.dispose();
  }
  const [exact, near] = found;
  const norm = (values: Float32Array): number => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  for (const [index, expected] of exact.entries()) {
    const off = norm(near[index].map((value, at) => value - expected[at])) / norm(expected);
    // Equal numbers would mean that nothing was computed in bfloat16. Max pools and ReLU enlarge differences of rounding.
    expect(off, `${index}`).toBeGreaterThan(1e-5);
    expect(off, `${index}`).toBeLessThan(0.15);
  }
  for (const input of inputs) input.dispose();
  expect(engines[0].memory().tensors).toBe(before);
});

it('casts a filter once per tape', async () => {
  const [, bf16] = engines;
  const tape = new Tape();
  const filter = tidy(() => variable(randomTensor('filter', [3, 3, 3, 2])));
  const x = randomTensor('x', [1, 4, 4, 3]) as Tensor4D;
  const operations = operationsOn(tape, bf16.kernels, 'train');
  const weights = tape.variable<Value<Tensor4D>>(filter);
  operations.conv2d(tape.input(x), weights, { stride: 1, pad: 1 });
  const alive = bf16.memory().tensors;
  operations.conv2d(tape.input(x), tape.variable<Value<Tensor4D>>(filter), { stride: 1, pad: 1 });
  // Only the output is new.
  expect(bf16.memory().tensors).toBe(alive + 1);
  for (const each of [tape, filter, x]) each.dispose();
});

it('the linear layer is float32: the same features give the same logits as a float32 engine', () => {
  const [f32, bf16] = engines.map(({ kernels }) => {
    const tape = new Tape();
    const [x, weight, bias] = [[3, 8], [8, 4], [4]].map((shape, index) => randomTensor(`linear ${index}`, shape));
    const y = operationsOn(tape, kernels, 'train').linear(tape.input(x as Tensor2D), tape.input(weight as Tensor2D), tape.input(bias as Tensor1D)).tensor.dataSync();
    for (const each of [tape, x, weight, bias]) each.dispose();
    return [...y];
  });
  expect(bf16).toEqual(f32);
});

const never = (): never => expect.fail('it must not measure');
const cpu = { kind: 'native', device: 'cpu' } as const;

it.each([
  ['WebAssembly', { kind: 'wasm', device: 'cpu' } as const, null, never, 'f32', 'WebAssembly has no bfloat16'],
  ['a processor without bfloat16', cpu, ['avx2', 'fma'], never, 'f32', 'this processor has none of amx_bf16, avx512_bf16'],
  ['a processor with bfloat16 that is faster in it', cpu, ['avx2', 'amx_bf16'], () => ({ f32: 10.2, bf16: 1.45 }), 'bf16', 'a convolution takes 10.2 ms in float32 and 1.45 ms in bfloat16'],
  ['a processor with bfloat16 that is not faster in it', cpu, ['avx512_bf16'], () => ({ f32: 10, bf16: 9.8 }), 'f32', 'a convolution takes 10.0 ms in float32 and 9.80 ms in bfloat16'],
  ['an unknown processor', cpu, null, () => ({ f32: 3, bf16: 90 }), 'f32', 'a convolution takes 3.00 ms in float32 and 90.0 ms in bfloat16'],
  ['a GPU', { kind: 'native', device: 'gpu' } as const, ['avx2'], () => ({ f32: 3, bf16: 1 }), 'bf16', 'a convolution takes 3.00 ms in float32 and 1.00 ms in bfloat16'],
] as const)('auto decides on %s', (_, backend, flags, measure, precision, reason) => {
  expect(choosePrecision(backend, flags, measure)).toEqual({ precision, reason });
});

it('auto measures both', () => {
  const { reason } = choosePrecision(cpu, null);
  expect(reason).toMatch(/^a convolution takes [\d.]+ ms in float32 and [\d.]+ ms in bfloat16$/);
  expect([hasBfloat16(['avx512_bf16']), hasBfloat16(['avx512f'])]).toEqual([true, false]);
});

it('says so where there is no bfloat16', async () => {
  const backend = await loadBackend('cpu', { report: () => undefined });
  expect(() => createEngine(backend, 'stock', { precision: 'bf16', reason: 'a test' })).toThrow(/^TensorFlow .* has no bfloat16\. Use --precision f32, or TensorFlow's own engine \(`whisker doctor` shows which engine is installed\)\.$/);
  expect((await loadEngine('cpu', { report: () => undefined, precision: 'bf16' })).description).toMatch(/ on the CPU, bfloat16$/);
});
