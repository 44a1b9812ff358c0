import type { CommanderError } from 'commander';
import { didYouMean, WrongCommand } from '../config/index.js';

/** Returns commander's error as a sentence. `names` are the commands, or the options of one command. */
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
      return new WrongCommand(`missing argument: ${quoted.toUpperCase()}${MEANINGS[quoted] ?? ''}; see ${help}.`);
    case 'commander.optionMissingArgument':
      return new WrongCommand(`The option ${quoted} needs a value; see ${help}.`);
    default:
      return new WrongCommand(`${sentence(error.message)} See ${help}.`);
  }
}

/** Meanings of the commands' arguments. */
const MEANINGS: Readonly<Record<string, string>> = {
  data: ' (a folder of pictures or a manifest)',
  run: ' (the folder of a run)',
  picture: ' (files, folders or globs)',
  dir: ' (the folder to write)',
};

/** Turns `error: too many x` into `Too many x.` */
function sentence(message: string): string {
  const text = message.replace(/^error: /, '').replaceAll('\n', ' ').trim();
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
}
