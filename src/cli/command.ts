import { Command, Option } from 'commander';
import { optionsOfAny, recipeNames, type OptionTable, type RecipeTables } from '../config/index.js';
import type { CommandIo, ExitCode } from './io.js';
import { commandHelp } from './program-flags.js';
import { recipeTableOf, sectionsOf, type CommandOptions } from './sections.js';

/** The arguments and options of a command, as typed. Nothing has checked the words yet. */
export interface Typed {
  /** Arguments, in order. */
  readonly args: readonly string[];
  /** Options that a file may set too: name -> word, or true or false for a flag. */
  readonly words: Readonly<Record<string, string | boolean>>;
  /** Options of this command only. */
  readonly own: Readonly<Record<string, string | boolean>>;
  readonly preset: string | undefined;
  /** Path of a YAML file of options. */
  readonly config: string | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** The program that a command is part of. */
export interface Program {
  readonly commands: readonly CommandSpec[];
  /**
   * Returns the help of a command, or without a name that of the program.
   * @throws WrongCommand when there is no such command
   */
  helpOf(name?: string): string;
}

export type CommandHandler = (typed: Typed, io: CommandIo, program: Program) => Promise<ExitCode>;

/** A command's arguments and options. Its code is in a module that is loaded when the command runs. */
export interface CommandSpec extends CommandOptions {
  readonly name: string;
  /** In commander's syntax: `<data>`, `<picture...>`, `[data]`. Each name is in `argumentNames`. */
  readonly args: string;
  readonly summary: string;
  /** Text below the options in the command's help. */
  readonly notes?: string;
  /** Whether the command handles Ctrl-C, because it has something to save or to clean up. */
  readonly interruptible: boolean;
  readonly load: () => Promise<CommandHandler>;
}

/**
 * Returns the command for commander. It calls `start` with the parsed words.
 * @param recipes null for a command that does not run now and shows no help
 */
export function toCommander(spec: CommandSpec, recipes: RecipeTables | null, start: (spec: CommandSpec, typed: Typed) => Promise<void>): Command {
  const command = new Command(spec.name).description(spec.summary);
  if (spec.args !== '') command.arguments(spec.args);
  const known = spec.recipes === 'none' ? null : recipes;
  for (const { heading, table, help } of sectionsOf(spec, known)) {
    command.optionsGroup(`${heading}:`);
    for (const { name, flags, text } of help) {
      command.option(flags, text);
      // The opposite of the flag, for when a file has set it.
      const option = table[name];
      if (option?.kind === 'flag') command.addOption(new Option(`--${option.default ? '' : 'no-'}${name}`).hideHelp());
    }
  }
  const perRecipe = known === null ? {} : perRecipeTable(known);
  for (const [name, { kind }] of Object.entries(perRecipe)) command.addOption(new Option(kind === 'flag' ? `--${name}` : `--${name} <value>`).hideHelp());
  command.optionsGroup('Output:').helpOption(commandHelp.flags, commandHelp.help);
  if (spec.notes !== undefined) command.addHelpText('after', `\n${spec.notes}`);
  if (known !== null) command.addHelpText('after', `\nThe defaults above hold where the preset sets nothing. An option can be set for one recipe only: --${known.default}.epochs 3 (${recipeNames(known).join(', ')}).`);
  const tables = { ...Object.assign({}, ...Object.values(spec.groups)), ...(known && { ...recipeTableOf(spec, known), ...optionsOfAny(known) }), ...perRecipe };
  return command.action(() =>
    start(spec, {
      args: command.args,
      words: wordsOf(command, tables),
      own: wordsOf(command, spec.own),
      preset: textOf(command, 'preset'),
      config: textOf(command, 'config'),
      json: command.getOptionValue('json') === true,
      quiet: command.getOptionValue('quiet') === true,
    }),
  );
}

const perRecipeTable = ({ tables }: RecipeTables): OptionTable =>
  Object.fromEntries(Object.entries(tables).flatMap(([recipe, table]) => Object.entries(table).map(([name, spec]) => [`${recipe}.${name}`, spec])));

/** Returns the options of a table that were typed. */
function wordsOf(command: Command, table: OptionTable): Record<string, string | boolean> {
  const words: Record<string, string | boolean> = {};
  for (const name of Object.keys(table)) {
    const attribute = new Option(`--${name}`).attributeName();
    const word: unknown = command.getOptionValueSource(attribute) === 'cli' ? command.getOptionValue(attribute) : undefined;
    if (typeof word === 'string' || typeof word === 'boolean') words[name] = word;
  }
  return words;
}

function textOf(command: Command, name: string): string | undefined {
  const value: unknown = command.getOptionValue(name);
  return typeof value === 'string' ? value : undefined;
}
