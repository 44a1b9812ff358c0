import { WrongCommand } from './errors.js';
import { nearest } from './nearest.js';

/** `, or the nearest`: the end of a sentence about a misspelt name. */
const orNearest = (typed: string, names: readonly string[], write: (name: string) => string): string => {
  const found = nearest(typed, names);
  return found === undefined ? '' : ` Did you mean ${write(found)}?`;
};

/** What can be wrong with options. `where` is `--size` for words and `size in FILE` for a file. */
export const wrong = {
  option: (typed: string, names: readonly string[]) =>
    new WrongCommand(`There is no option --${typed}.${orNearest(typed, names, (name) => `--${name}`)} \`whisker COMMAND --help\` lists them all.`),
  key: (typed: string, file: string, names: readonly string[]) =>
    new WrongCommand(`${file} sets ${typed}, which is no option.${orNearest(typed, names, (name) => name)}`),
  value: (where: string, value: string, expected: string) => new WrongCommand(`${where} is ${value}, but it must be ${expected}.`),
  choice: (where: string, value: string, expected: string, choices: readonly string[]) =>
    new WrongCommand(`${where} is ${value}, but it must be ${expected}.${orNearest(value, choices, (name) => name)}`),
  preset: (typed: string, presets: readonly string[]) =>
    new WrongCommand(`There is no preset ${typed}; there are ${presets.join(', ')}.${orNearest(typed, presets, (name) => name)}`),
  unreadable: (file: string, reason: string) => new WrongCommand(`The options in ${file} cannot be read: ${reason}`),
  notAMapping: (file: string, what: string) => new WrongCommand(`${what} in ${file} must be a mapping of option names to values, a line each, like \`size: 64\`.`),
};
