import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Value } from '../engine/index.js';
import type { Body, LayerMaker, Pass, PictureLayer } from './layers.js';

/**
 * ResNet18 (He et al., "Deep residual learning for image recognition", 2015) as torchvision's `resnet18`, with a settable
 * width (64 there): the same names, shapes and initial distributions.
 */
export const resnet18: Body = (make, { outputs, width }) => {
  const stem = make.convNorm(['conv1', 'bn1'], 3, width, { kernel: 7, stride: 2, pad: 3, relu: true });
  const blocks = [
    basicBlock(make, 'layer1.0', width, width, 1),
    basicBlock(make, 'layer1.1', width, width, 1),
    basicBlock(make, 'layer2.0', width, width * 2, 2),
    basicBlock(make, 'layer2.1', width * 2, width * 2, 1),
    basicBlock(make, 'layer3.0', width * 2, width * 4, 2),
    basicBlock(make, 'layer3.1', width * 4, width * 4, 1),
    basicBlock(make, 'layer4.0', width * 4, width * 8, 2),
    basicBlock(make, 'layer4.1', width * 8, width * 8, 1),
  ];
  const fc = make.linear('fc', width * 8, outputs);

  return async (pictures, pass) => {
    let x = pass.on.maxPool(await stem(pictures, pass), 3, { stride: 2, pad: 1 });
    for (const block of blocks) x = await block(x, pass);
    return fc(pass.on.globalAveragePool(x), pass);
  };
};

/** Two 3x3 convolutions and the way past them, which is a 1x1 convolution where the shape changes. */
function basicBlock(make: LayerMaker, name: string, from: number, to: number, stride: number): PictureLayer {
  const first = make.convNorm([`${name}.conv1`, `${name}.bn1`], from, to, { kernel: 3, stride, pad: 1, relu: true });
  const second = make.convNorm([`${name}.conv2`, `${name}.bn2`], to, to, { kernel: 3, stride: 1, pad: 1 });
  const shortcut = stride === 1 && from === to
    ? null
    : make.convNorm([`${name}.downsample.0`, `${name}.downsample.1`], from, to, { kernel: 1, stride, pad: 0 });

  return async (x: Value<Tensor4D>, pass: Pass) => {
    const identity = shortcut === null ? x : await shortcut(x, pass);
    const y = await second(await first(x, pass), pass);
    return pass.on.relu(pass.on.add(y, identity));
  };
}
