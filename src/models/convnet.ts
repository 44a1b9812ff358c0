import type { Body } from './layers.js';

/**
 * A small convolutional net for small pictures: six layers of 3x3 convolution, batch norm and leaky ReLU, the first three
 * halving the picture, and a linear layer on what is left: where on the picture a stroke lies is kept, so that the size of
 * the pictures is the network's own. Leaky, because a ReLU that has gone quiet passes no gradient on to the generator
 * (Radford et al., DCGAN, give the discriminator the same).
 */
export const convnet: Body = (make, { outputs, width, size }) => {
  const plan = [
    [3, width, 2],
    [width, width * 2, 2],
    [width * 2, width * 4, 2],
    [width * 4, width * 4, 1],
    [width * 4, width * 4, 1],
    [width * 4, width * 4, 1],
  ] as const;
  const layers = plan.map(([from, to, stride], index) => make.convNorm([`conv${index + 1}`, `bn${index + 1}`], from, to, { kernel: 3, stride, pad: 1 }));
  const edge = Math.ceil(size / 8);
  const fc = make.linear('fc', width * 4 * edge * edge, outputs);

  return async (pictures, pass) => {
    let x = pictures;
    for (const layer of layers) x = pass.on.leakyRelu(await layer(x, pass), 0.2);
    return fc(pass.on.flatten(x), pass);
  };
};
