import type { CommanderError } from 'commander';
import { didYouMean, WrongCommand } from '../config/index.js';
import { argumentNames } from './argument-names.js';

export const unknownCommand = (typed: string, names: readonly string[]): WrongCommand =>
  new WrongCommand(`There is no command ${typed}.${didYouMean(typed, names)} \`whisker --help\` lists them all.`);

/** Returns commander's error as a sentence. `names` are the commands, or the options of one command. */
export function usageError(error: CommanderError, command: string, names: readonly string[]): WrongCommand {
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  const help = `\`whisker ${command === '' ? '' : `${command} `}--help\``;
  switch (error.code) {
    case 'commander.unknownCommand':
      return unknownCommand(quoted, names);
    case 'commander.unknownOption': {
      const typed = quoted.split('=', 1)[0] ?? quoted;
      const place = command === '' ? '' : ` of \`whisker ${command}\``;
      return new WrongCommand(`There is no option ${typed}${place}.${didYouMean(typed, names)} ${help} lists them all.`);
    }
    case 'commander.missingArgument':
      return new WrongCommand(`missing argument: ${quoted.toUpperCase()}${meaningOf(quoted)}; see ${help}.`);
    case 'commander.optionMissingArgument':
      return new WrongCommand(`The option ${quoted} needs a value; see ${help}.`);
    default:
      return new WrongCommand(`${sentence(error.message)} See ${help}.`);
  }
}

function meaningOf(argument: string): string {
  const known = argumentNames[argument];
  return known === undefined ? '' : ` (${known.means})`;
}

/** Turns `error: too many x` into `Too many x.` */
function sentence(message: string): string {
  const text = message.replace(/^error: /, '').replaceAll('\n', ' ').trim();
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
}
