import { didYouMean, nearest } from './nearest.js';
import { WrongCommand } from './whisker-error.js';

/** `where` is `--size` on the command line and `size in FILE` in a file. */
export const errors = {
  unknownOption: (typed: string, names: readonly string[]) =>
    new WrongCommand(`There is no option --${typed}.${didYouMean(`--${typed}`, names.map((name) => `--${name}`))} \`whisker COMMAND --help\` lists them all.`),
  unknownKey: (typed: string, file: string, names: readonly string[]) =>
    new WrongCommand(`${file} sets ${typed}, which is not an option.${didYouMean(typed, names)}`),
  value: (where: string, value: string, expected: string) => new WrongCommand(`${where} is ${value}, but it must be ${expected}.`),
  choice: (where: string, value: string, expected: string, choices: readonly string[]) =>
    new WrongCommand(`${where} is ${value}, but it must be ${expected}.${didYouMean(value, choices)}`),
  preset: (typed: string, presets: readonly string[]) =>
    new WrongCommand(`There is no preset ${typed}; there are ${presets.join(', ')}.${didYouMean(typed, presets)}`),
  unreadable: (file: string, reason: string) => new WrongCommand(`The options in ${file} cannot be read: ${reason}`),
  unknownField: (of: string, name: string, names: readonly string[]) => {
    const near = nearest(name, names);
    return new WrongCommand(`${of} takes no field ${name}${near === undefined ? `; it takes ${names.join(', ')}.` : `. Did you mean ${near}?`}`);
  },
  notAMapping: (file: string, what: string) => new WrongCommand(`${what} in ${file} must be a mapping of option names to values, one per line, like \`size: 64\`.`),
};
