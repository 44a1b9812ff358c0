import { WrongCommand } from '../config/index.js';

export const errors = {
  noGenerator: (size: number, sizes: readonly number[]) =>
    new WrongCommand(`There is no generator for pictures of ${size} px. Sizes with one: ${sizes.join(', ')}. Choose with --size.`),
  otherShape: (name: string, expected: readonly number[], found: readonly number[]) =>
    new WrongCommand(
      `The weights for ${name} have the shape [${found.join(', ')}], this network takes [${expected.join(', ')}]. ` +
        'Choose the model, width and classes that the weights were made with.',
    ),
};
