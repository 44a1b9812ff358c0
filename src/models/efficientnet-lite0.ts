import type { SymbolicTensor } from '../engine/index.js';
import type { Body, Layers } from './layers.js';

/** A block of the network. Blocks of one stage work on pictures of one size, with filters of one size. */
interface Block {
  readonly kernel: number;
  readonly stride: number;
  readonly channels: number;
  /** Channels inside the block, as a multiple of those that come in. */
  readonly expand: number;
}

/** The first block of each stage, and how many blocks the stage has. The others keep size and channels. */
const stages: readonly (Block & { readonly blocks: number })[] = [
  { kernel: 3, stride: 1, channels: 16, expand: 1, blocks: 1 },
  { kernel: 3, stride: 2, channels: 24, expand: 6, blocks: 2 },
  { kernel: 5, stride: 2, channels: 40, expand: 6, blocks: 2 },
  { kernel: 3, stride: 2, channels: 80, expand: 6, blocks: 3 },
  { kernel: 5, stride: 1, channels: 112, expand: 6, blocks: 3 },
  { kernel: 5, stride: 2, channels: 192, expand: 6, blocks: 4 },
  { kernel: 3, stride: 1, channels: 320, expand: 6, blocks: 1 },
];

/** TensorFlow's numbers; momentum in PyTorch's sense. */
const NORM = { epsilon: 1e-3, momentum: 0.01 } as const;
const STEM_CHANNELS = 32;
const HEAD_CHANNELS = 1280;

/**
 * EfficientNet-Lite0 (Tan and Le, "EfficientNet: rethinking model scaling", 2019; the Lite variant has ReLU6 and no
 * squeeze-and-excitation). Names, shapes and padding are those of the weights that ship with whisker: TensorFlow's, converted
 * to PyTorch's layouts. It has one width.
 */
export const efficientnetLite0: Body = (net, pictures, { outputs }) => {
  net.stage();
  let x = net.conv('_conv_stem', pictures, STEM_CHANNELS, { kernel: 3, stride: 2, pad: 'same' });
  x = net.on.relu6(net.batchNorm('_bn0', x, NORM));
  let index = 0;
  for (const { blocks, ...first } of stages) {
    net.stage();
    for (let block = 0; block < blocks; block += 1) {
      x = invertedBottleneck(net, `_blocks.${index}`, x, block === 0 ? first : { ...first, stride: 1 });
      index += 1;
    }
  }
  net.stage();
  x = net.conv('_conv_head', x, HEAD_CHANNELS, { kernel: 1, stride: 1, pad: 0 });
  x = net.on.relu6(net.batchNorm('_bn1', x, NORM));
  return net.linear('_fc', net.on.globalAveragePool(x), outputs);
};

/** A 1x1 convolution to more channels, a depthwise one, and a 1x1 convolution back; plus the input where the shape stays. */
function invertedBottleneck(net: Layers, name: string, input: SymbolicTensor<4>, { kernel, stride, channels, expand }: Block): SymbolicTensor<4> {
  let x = input;
  if (expand > 1) {
    x = net.conv(`${name}._expand_conv`, x, input.shape[3] * expand, { kernel: 1, stride: 1, pad: 0 });
    x = net.on.relu6(net.batchNorm(`${name}._bn0`, x, NORM));
  }
  x = net.depthwiseConv(`${name}._depthwise_conv`, x, { kernel, stride, pad: 'same' });
  x = net.on.relu6(net.batchNorm(`${name}._bn1`, x, NORM));
  x = net.conv(`${name}._project_conv`, x, channels, { kernel: 1, stride: 1, pad: 0 });
  x = net.batchNorm(`${name}._bn2`, x, NORM);
  return stride === 1 && input.shape[3] === channels ? net.on.add(x, input) : x;
}
