import type { Body } from './layers.js';

/**
 * A small network for small pictures: six 3x3 convolutions with batch norm and leaky ReLU, and a linear layer. The first
 * three convolutions halve the picture. The linear layer sees where on the picture a stroke lies, so the network fits one
 * size of picture. ReLU is leaky because a ReLU that has gone quiet passes no gradient on to the generator (Radford et al., DCGAN).
 */
export const convnet: Body = (net, pictures, { outputs, width }) => {
  const layers = [[width, 2], [width * 2, 2], [width * 4, 2], [width * 4, 1], [width * 4, 1], [width * 4, 1]] as const;
  let x = pictures;
  for (const [index, [channels, stride]] of layers.entries()) {
    net.stage();
    x = net.conv(`conv${index + 1}`, x, channels, { kernel: 3, stride, pad: 1 });
    x = net.on.leakyRelu(net.batchNorm(`bn${index + 1}`, x), 0.2);
  }
  return net.linear('fc', net.on.flatten(x), outputs);
};
