import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Kernels, Tape, Value } from '../engine/index.js';
import { noGrad } from './no-grad.js';
import { errors } from './errors.js';
import { LayerMaker, passOn } from './layers.js';
import type { Generator, Mode } from './types.js';

/** (kernel, stride, pad) of the transposed convolutions, by the size of the picture; the row of 224 is the article's. */
export const generatorLayouts: Readonly<Record<number, readonly (readonly [kernel: number, stride: number, pad: number])[]>> = {
  224: [[7, 1, 0], [4, 2, 1], [4, 2, 1], [4, 4, 0], [4, 2, 1]],
  64: [[4, 1, 0], [4, 2, 1], [4, 2, 1], [4, 2, 1], [4, 2, 1]],
  32: [[4, 1, 0], [4, 2, 1], [4, 2, 1], [4, 2, 1]],
};

/**
 * The generator of DCGAN (Radford et al., 2015), in the article's layout: transposed convolutions, batch norm and ReLU
 * between, tanh at the end. `width` is the number of channels before the last layer (64 in the article).
 * @throws WrongCommand for a size without a layout
 */
export function createGenerator(kernels: Kernels, { size, width, noise, seed }: { size: number; width: number; noise: number; seed: number }): Generator {
  const layout = generatorLayouts[size];
  if (layout === undefined) throw errors.noGenerator(size, Object.keys(generatorLayouts).map(Number));
  const make = new LayerMaker('generator', seed);

  const hidden = layout.slice(0, -1).map(([kernel, stride, pad], index) => {
    const channels = (at: number) => width << (layout.length - 2 - at);
    // A layer is three entries of PyTorch's Sequential: convolution, batch norm, ReLU.
    const conv = make.convTranspose(`main.${index * 3}`, index === 0 ? noise : channels(index - 1), channels(index), kernel, stride, pad);
    const normRelu = make.normRelu(`main.${index * 3 + 1}`, channels(index), 0.02);
    return { conv, normRelu };
  });
  const [kernel, stride, pad] = layout[layout.length - 1];
  const last = make.convTranspose(`main.${hidden.length * 3}`, width, 3, kernel, stride, pad);

  async function forward(tape: Tape, z: Value<Tensor2D>, mode: Mode): Promise<Value<Tensor4D>> {
    const pass = passOn(tape, kernels, mode);
    let x = pass.on.reshape4d(z, [z.tensor.shape[0], 1, 1, noise]);
    for (const { conv, normRelu } of hidden) x = await normRelu(await conv(x, pass), pass);
    return pass.on.unitTanh(await last(x, pass));
  }

  return {
    noise,
    size,
    parameters: make.initialize(),
    forward,
    generate: (z) => noGrad((tape) => forward(tape, tape.input(z), 'eval')),
    dispose: () => make.dispose(),
  };
}
