import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Value } from '../engine/index.js';
import type { Body, LayerMaker, Pass, PictureLayer } from './layers.js';

/**
 * ResNet18 (He et al., "Deep residual learning for image recognition", 2015) as torchvision's `resnet18`, with a settable
 * width (64 there): the same names, shapes and initial distributions.
 */
export const resnet18: Body = (make, { outputs, width }) => {
  const conv1 = make.conv('conv1', 3, width, 7, 2, 3);
  const bn1 = make.batchNorm('bn1', width);
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

  return (pictures, pass) => {
    let x = pass.on.relu(bn1(conv1(pictures, pass), pass));
    x = pass.on.maxPool(x, 3, { stride: 2, pad: 1 });
    for (const block of blocks) x = block(x, pass);
    return fc(pass.on.globalAveragePool(x), pass);
  };
};

/** Two 3x3 convolutions and the way past them, which is a 1x1 convolution where the shape changes. */
function basicBlock(make: LayerMaker, name: string, from: number, to: number, stride: number): PictureLayer {
  const conv1 = make.conv(`${name}.conv1`, from, to, 3, stride, 1);
  const bn1 = make.batchNorm(`${name}.bn1`, to);
  const conv2 = make.conv(`${name}.conv2`, to, to, 3, 1, 1);
  const bn2 = make.batchNorm(`${name}.bn2`, to);
  const past = stride === 1 && from === to ? null : downsample(make, name, from, to, stride);

  return (x: Value<Tensor4D>, pass: Pass) => {
    const identity = past === null ? x : past(x, pass);
    const y = pass.on.relu(bn1(conv1(x, pass), pass));
    return pass.on.relu(pass.on.add(bn2(conv2(y, pass), pass), identity));
  };
}

function downsample(make: LayerMaker, name: string, from: number, to: number, stride: number): PictureLayer {
  const conv = make.conv(`${name}.downsample.0`, from, to, 1, stride, 0);
  const norm = make.batchNorm(`${name}.downsample.1`, to);
  return (x, pass) => norm(conv(x, pass), pass);
}
