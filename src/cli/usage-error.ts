import type { CommanderError } from 'commander';
import { nearest, WrongCommand } from '../config/index.js';

/** What of a command line commander could not take, as a sentence. `names` are the commands, or the options of one. */
export function usageError(error: CommanderError, command: string, names: readonly string[]): WrongCommand {
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  const help = `\`whisker ${command === '' ? '' : `${command} `}--help\``;
  switch (error.code) {
    case 'commander.unknownCommand':
      return new WrongCommand(`There is no command ${quoted}.${didYouMean(quoted, names)} ${help} lists them all.`);
    case 'commander.unknownOption': {
      const typed = quoted.split('=', 1)[0] ?? quoted;
      const place = command === '' ? '' : ` of \`whisker ${command}\``;
      return new WrongCommand(`There is no option ${typed}${place}.${didYouMean(typed, names)} ${help} lists them all.`);
    }
    case 'commander.missingArgument':
      return new WrongCommand(`\`whisker ${command}\` needs to know ${quoted}; see ${help}.`);
    case 'commander.optionMissingArgument':
      return new WrongCommand(`The option ${quoted} lacks its value; see ${help}.`);
    case 'commander.excessArguments':
      return new WrongCommand(`${sentence(error.message)} See ${help}.`);
    default:
      return new WrongCommand(`${sentence(error.message)} See ${help}.`);
  }
}

function didYouMean(typed: string, names: readonly string[]): string {
  const found = nearest(typed, names);
  return found === undefined ? '' : ` Did you mean ${found}?`;
}

/** `error: too many x` -> `Too many x.` */
function sentence(message: string): string {
  const text = message.replace(/^error: /, '').replaceAll('\n', ' ').trim();
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
}
