import { Command, Option } from 'commander';
import { compareOptions, helpOf, helpOfRecipes, optionsOfAny, presetNames, recipeNames, recipeOption, type OptionHelp, type OptionTable, type RecipeTables } from '../config/index.js';
import type { CommandIo, ExitCode } from './io.js';

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

export type CommandHandler = (typed: Typed, io: CommandIo) => Promise<ExitCode>;

/** A command's arguments and options. Its code is in a module that is loaded when the command runs. */
export interface CommandSpec {
  readonly name: string;
  /** In commander's syntax: `<data>`, `<picture...>`, `[data]`. */
  readonly args: string;
  readonly summary: string;
  /** Options of this command only. */
  readonly own: OptionTable;
  /** Options that `--config` and `--preset` may set too, by heading. Empty: the command takes neither of those two. */
  readonly groups: Readonly<Record<string, OptionTable>>;
  /** Whether the command runs recipes and takes their options: `one` takes --recipe, `several` takes --recipes. */
  readonly recipes: 'none' | 'one' | 'several';
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
  if (Object.keys(spec.own).length > 0) addTable(command, 'Options:', spec.own);
  const known = spec.recipes === 'none' ? null : recipes;
  const recipeTable = known === null ? {} : spec.recipes === 'one' ? recipeOption(known) : compareOptions(known);
  if (known !== null) {
    addTable(command, 'Recipe:', recipeTable);
    addOptions(command, optionsOfAny(known), helpOfRecipes(known));
  }
  for (const [heading, table] of Object.entries(spec.groups)) addTable(command, `${heading}:`, table);
  if (Object.keys(spec.groups).length > 0) {
    command.optionsGroup('Sources of options:');
    const fallback = spec.recipes === 'none' ? 'article' : 'article on a GPU; on the CPU quick, or small where weights start at random';
    command.option('--preset <name>', `a set of options to start from: ${presetNames.slice(0, -1).join(', ')} or ${presetNames.at(-1)} (default: ${fallback})`);
    command.option('--config <file>', 'a YAML file of options; options that are typed win over it');
  }
  const perRecipe = known === null ? {} : perRecipeTable(known);
  for (const [name, { kind }] of Object.entries(perRecipe)) command.addOption(new Option(kind === 'flag' ? `--${name}` : `--${name} <value>`).hideHelp());
  command.optionsGroup('Output:');
  command.option('--json', 'print JSON and nothing else on standard output');
  command.option('--quiet', 'print only results, warnings and errors').helpOption('-h, --help', 'show this help');
  if (known !== null) command.addHelpText('after', `\nThe defaults above hold where the preset sets nothing. An option can be set for one recipe only: --${known.default}.epochs 3 (${recipeNames(known).join(', ')}).`);
  const tables = { ...Object.assign({}, ...Object.values(spec.groups)), ...recipeTable, ...(known && optionsOfAny(known)), ...perRecipe };
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

function addTable(command: Command, heading: string, table: OptionTable): void {
  command.optionsGroup(heading);
  addOptions(command, table, helpOf(table));
}

function addOptions(command: Command, table: OptionTable, help: readonly OptionHelp[]): void {
  for (const { name, flags, text } of help) {
    command.option(flags, text);
    // The opposite of the flag, for when a file has set it.
    const spec = table[name];
    if (spec?.kind === 'flag') command.addOption(new Option(`--${spec.default ? '' : 'no-'}${name}`).hideHelp());
  }
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
