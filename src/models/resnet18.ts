import type { SymbolicTensor } from '../engine/index.js';
import type { Body, Layers } from './layers.js';

/**
 * ResNet18 (He et al., "Deep residual learning for image recognition", 2015) as torchvision's `resnet18`, with a settable
 * width (64 there): the same names, shapes and initial distributions. The small stem is a 3x3 convolution that keeps the size,
 * without pooling, as CIFAR's pictures need it.
 */
export const resnet18: Body = (net, pictures, { outputs, width, stem }) => {
  net.stage();
  let x = net.conv('conv1', pictures, width, stem === 'small' ? { kernel: 3, stride: 1, pad: 1 } : { kernel: 7, stride: 2, pad: 3 });
  x = net.batchNorm('bn1', x, { relu: true });
  if (stem === 'imagenet') x = net.on.maxPool(x, 3, { stride: 2, pad: 1 });
  for (const [index, stride] of [1, 2, 2, 2].entries()) {
    net.stage();
    const channels = width * 2 ** index;
    x = basicBlock(net, `layer${index + 1}.0`, x, channels, stride);
    x = basicBlock(net, `layer${index + 1}.1`, x, channels, 1);
  }
  return net.linear('fc', net.on.globalAveragePool(x), outputs);
};

/** Two 3x3 convolutions beside a shortcut, which is a 1x1 convolution where the shape changes. */
function basicBlock(net: Layers, name: string, input: SymbolicTensor<4>, channels: number, stride: number): SymbolicTensor<4> {
  let x = net.conv(`${name}.conv1`, input, channels, { kernel: 3, stride, pad: 1 });
  x = net.batchNorm(`${name}.bn1`, x, { relu: true });
  x = net.conv(`${name}.conv2`, x, channels, { kernel: 3, stride: 1, pad: 1 });
  x = net.batchNorm(`${name}.bn2`, x);
  let shortcut = input;
  if (stride !== 1 || input.shape[3] !== channels) {
    shortcut = net.conv(`${name}.downsample.0`, input, channels, { kernel: 1, stride, pad: 0 });
    shortcut = net.batchNorm(`${name}.downsample.1`, shortcut);
  }
  return net.on.relu(net.on.add(x, shortcut));
}
