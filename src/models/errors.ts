import { WorkFailed, WrongCommand } from '../config/index.js';

export const errors = {
  noGenerator: (size: number, sizes: readonly number[]) =>
    new WrongCommand(`There is no generator for pictures of ${size} px. The sizes with one are ${sizes.join(', ')}: choose one with --size.`),
  wrongShape: (name: string, expected: readonly number[], found: readonly number[]) =>
    new WrongCommand(
      `The weights for ${name} have the shape [${found.join(', ')}], and this network takes [${expected.join(', ')}]. ` +
        'Choose the model, width and classes that the weights were made with.',
    ),
  notSafetensors: (where: string, reason: string) =>
    new WorkFailed(`${where} cannot be read as safetensors: ${reason}. The file may be cut short or of another kind.`),
} as const;
