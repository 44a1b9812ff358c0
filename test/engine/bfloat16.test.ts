import { beforeAll, describe, expect, it } from 'vitest';
import { engine as tensors, tensor, tidy, variable, type Tensor, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core';
import { BATCH_NORM, createEngine, loadBackend, normals, type ConvGeometry, type Engine, type Shape4D } from '../../src/engine/index.js';
import { relativeNorm } from '../golden/golden.js';

let f32: Engine;
let bf16: Engine;
beforeAll(async () => {
  const backend = await loadBackend('cpu', { report: () => undefined, precision: 'bf16' });
  [f32, bf16] = [createEngine(backend), createEngine(backend, 'fused', { precision: 'bf16', reason: 'a test' })];
});

/**
 * The relative error of a result that is rounded to bfloat16 once: it keeps eight bits, so each number is off by at most this
 * share of itself, and so is the norm of all. Inputs are bfloat16 numbers, so nothing else is lost. An answer of zeros scores 1.
 */
const ONCE = 2 ** -9;

/** Random numbers that bfloat16 holds exactly. */
function random(stream: string, shape: readonly number[]): Float32Array {
  const values = normals(1, stream, 0, shape.reduce((a, b) => a * b, 1));
  new Uint32Array(values.buffer, values.byteOffset, values.length).forEach((_, index, bits) => (bits[index] &= 0xffff0000));
  return values;
}

type Run = (engine: Engine, four: (name: string, shape: Shape4D) => Tensor4D, one: (name: string, length: number) => Tensor1D) => Tensor | readonly Tensor[];

/** Runs an operation on both engines, and returns the relative error of each result. */
async function errorsOf(run: Run): Promise<number[]> {
  const results: Float32Array[][] = [];
  for (const engine of [f32, bf16]) {
    tensors().startScope();
    const four = (name: string, shape: Shape4D) => tidy(() => engine.kernels.castFilter(tensor(random(name, shape), [...shape]) as Tensor4D) ?? (tensor(random(name, shape), [...shape]) as Tensor4D));
    const one = (name: string, length: number) => tensor(random(name, [length]), [length]) as Tensor1D;
    const found = [run(engine, four, one)].flat();
    results.push(await Promise.all(found.map(async (each) => Float32Array.from(await (each.rank === 4 ? engine.kernels.toFloat32(each as Tensor4D) : each).data()))));
    tensors().endScope();
  }
  const [exact, near] = results;
  return exact.map((expected, index) => relativeNorm(near[index], expected));
}

async function holds(run: Run, within: number): Promise<void> {
  for (const error of await errorsOf(run)) expect(error).toBeLessThanOrEqual(within);
}

describe('each operation in bfloat16 is that in float32, rounded', () => {
  // onednn.ts chooses by the size of the filter, the stride and the channels.
  const convolutions: [name: string, x: Shape4D, filter: Shape4D, geometry: ConvGeometry][] = [
    ['of pictures', [4, 9, 8, 3], [3, 3, 3, 16], { stride: 1, pad: 1 }],
    ['halving', [4, 9, 8, 16], [3, 3, 16, 32], { stride: 2, pad: 1 }],
    ['of one pixel', [4, 8, 8, 16], [1, 1, 16, 8], { stride: 2, pad: 0 }],
    ['large', [2, 4, 4, 128], [3, 3, 128, 96], { stride: 1, pad: 1 }],
    ['large, halving odd edges', [1, 5, 3, 128], [3, 3, 128, 96], { stride: 2, pad: 1 }],
    ['of the generator', [1, 8, 8, 64], [4, 4, 64, 128], { stride: 2, pad: 1 }],
    ['huge, on few places', [2, 2, 2, 384], [3, 3, 384, 304], { stride: 1, pad: 1 }],
  ];
  const outputOf = ([count, height, width]: Shape4D, [edge, , , channels]: Shape4D, { stride, pad }: ConvGeometry): Shape4D => {
    const size = (length: number) => Math.floor((length + 2 * Number(pad) - edge) / stride) + 1;
    return [count, size(height), size(width), channels];
  };
  it.each(convolutions)('a convolution, %s', async (_, x, filter, geometry) => {
    await holds(({ kernels }, four) => kernels.conv2d(four('x', x), four('filter', filter), geometry), ONCE);
    await holds(({ kernels }, four, one) => kernels.conv2dBias(four('x', x), four('filter', filter), one('bias', filter[3]), geometry), ONCE);
  });
  it.each(convolutions)('its gradients, %s', async (_, x, filter, geometry) => {
    const y = outputOf(x, filter, geometry);
    // With a huge filter it is a sum of parts that are rounded first.
    await holds(({ kernels }, four) => kernels.conv2dInputGradient(x, four('filter', filter), four('dy', y), geometry), 2 * ONCE);
    await holds(({ kernels }, four) => kernels.conv2dFilterGradient(four('x', x), filter, four('dy', y), geometry), ONCE);
  });

  it.each([1, 2])('a depthwise convolution with stride %i, and its gradients', async (stride) => {
    const [x, filter, y]: Shape4D[] = [[2, 8, 8, 16], [3, 3, 16, 1], [2, 8 / stride, 8 / stride, 16]];
    const geometry: ConvGeometry = { stride, pad: 'same' };
    await holds(({ kernels }, four) => kernels.depthwiseConv2d(four('x', x), four('filter', filter), geometry), ONCE);
    // The sum is rounded before the bias is added.
    await holds(({ kernels }, four, one) => kernels.depthwiseConv2dBias(four('x', x), four('filter', filter), one('bias', 16), geometry), 2 * ONCE);
    await holds(({ kernels }, four) => kernels.depthwiseInputGradient(x, four('filter', filter), four('dy', y), geometry), ONCE);
    await holds(({ kernels }, four) => kernels.depthwiseFilterGradient(four('x', x), filter, four('dy', y), geometry), ONCE);
  });

  const x: Shape4D = [4, 6, 5, 16];
  it.each([true, false])('batch norm, its statistics and its gradients, with ReLU: %s', async (relu) => {
    const options = { ...BATCH_NORM, relu, frozen: false };
    await holds((engine, four, one) => {
      const running = { mean: variable(one('mean', 16)), variance: variable(tensor(new Float32Array(16).fill(1)) as Tensor1D) };
      const { y } = engine.kernels.batchNormTrain(four('x', x), one('scale', 16), one('offset', 16), running, options);
      return [y, running.mean, running.variance];
    }, ONCE);
    await holds((engine, four, one) => {
      const [pictures, scale] = [four('x', x), one('scale', 16)];
      const running = { mean: variable(one('mean', 16)), variance: variable(tensor(new Float32Array(16).fill(1)) as Tensor1D) };
      const { saved } = engine.kernels.batchNormTrain(pictures, scale, one('offset', 16), running, options);
      return engine.kernels.batchNormGradient(four('dy', x), pictures, scale, saved, options.epsilon);
    }, ONCE);
  });

  it('frozen batch norm and its gradient', async () => {
    const running = (one: (name: string, length: number) => Tensor1D) => ({ mean: variable(one('mean', 16)), variance: variable(tensor(new Float32Array(16).fill(0.5)) as Tensor1D) });
    await holds(({ kernels }, four, one) => kernels.batchNormEval(four('x', x), one('scale', 16), one('offset', 16), running(one), 1e-5), ONCE);
    // Its factor is rounded before the product is.
    await holds(({ kernels }, four, one) => kernels.batchNormEvalGradient(four('dy', x), one('scale', 16), running(one), 1e-5), 2 * ONCE);
  });

  it('ReLU, ReLU6, leaky ReLU and their gradients', async () => {
    await holds(({ kernels }, four) => [kernels.relu(four('x', x)), kernels.reluGradient(four('dy', x), four('x', x))], 0);
    await holds(({ kernels }, four) => [kernels.relu6(four('x', x)), kernels.relu6Gradient(four('dy', x), four('x', x))], 0);
    // The slope is rounded before the product is.
    await holds(({ kernels }, four) => [kernels.leakyRelu(four('x', x), 0.2), kernels.leakyReluGradient(four('dy', x), four('x', x), 0.2)], 2 * ONCE);
  });

  it('pools and their gradients', async () => {
    const geometry = { stride: 2, pad: 1 };
    await holds(({ kernels }, four) => kernels.maxPool(four('x', x), 3, geometry, false).y, 0);
    await holds(({ kernels }, four) => {
      const pictures = four('x', x);
      const forward = kernels.maxPool(pictures, 3, geometry, true);
      return kernels.maxPoolGradient(four('dy', [4, 3, 3, 16]), pictures, forward, 3, geometry);
    }, ONCE);
    await holds(({ kernels }, four) => [kernels.averagePool(four('x', x)), kernels.averagePoolGradient(x, four('dy', [4, 1, 1, 16]))], ONCE);
  });
});
