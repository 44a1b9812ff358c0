import { Command, Option } from 'commander';
import { compareOptions, helpOf, helpOfRecipes, optionsOfAny, recipeNames, recipeOption, type OptionHelp, type OptionTable, type RecipeTables } from '../config/index.js';
import type { CommandIo, ExitCode } from './io.js';

/** What was typed after a command's name. Options stand under their names, as words that nobody has checked yet. */
export interface Typed {
  /** `whisker NAME`'s arguments, in order. */
  readonly args: readonly string[];
  /** Options that a file of options may set too: name -> word, true or false for a flag. */
  readonly words: Readonly<Record<string, string | boolean>>;
  /** Options of this command alone. */
  readonly own: Readonly<Record<string, string | boolean>>;
  readonly preset: string | undefined;
  /** Path of a YAML file of options. */
  readonly config: string | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

export type CommandHandler = (typed: Typed, io: CommandIo) => Promise<ExitCode>;

/** A command: its words here, its work in a module of its own that is loaded when it is asked for. */
export interface CommandSpec {
  readonly name: string;
  /** As commander writes them: `<data>`, `<picture...>`, `[data]`. */
  readonly args: string;
  readonly summary: string;
  /** Options of this command alone. */
  readonly own: OptionTable;
  /** Options that `--config` and `--preset` may set too, by heading. Empty: the command takes neither. */
  readonly groups: Readonly<Record<string, OptionTable>>;
  /** Whether it runs recipes, and so takes their options: `one` takes --recipe, `several` --recipes. */
  readonly recipes: 'none' | 'one' | 'several';
  readonly json: boolean;
  /** Whether Ctrl-C is the command's to handle, since it has something to save or to put in order. */
  readonly interruptible: boolean;
  readonly load: () => Promise<CommandHandler>;
}

/**
 * Returns the command as commander parses it. `start` is called with what was typed.
 * @param recipes null where the command is not run and shows no help of its own
 */
export function toCommander(spec: CommandSpec, recipes: RecipeTables | null, start: (spec: CommandSpec, typed: Typed) => Promise<void>): Command {
  const command = new Command(spec.name).description(spec.summary);
  if (spec.args !== '') command.arguments(spec.args);
  const configured = Object.keys(spec.groups).length > 0;
  if (Object.keys(spec.own).length > 0) addTable(command, 'Options:', spec.own);
  const recipeTable = recipes === null || spec.recipes === 'none' ? {} : spec.recipes === 'one' ? recipeOption(recipes) : compareOptions(recipes);
  if (recipes !== null && spec.recipes !== 'none') {
    addTable(command, 'Recipe:', recipeTable);
    addOptions(command, optionsOfAny(recipes), helpOfRecipes(recipes));
  }
  for (const [heading, table] of Object.entries(spec.groups)) addTable(command, `${heading}:`, table);
  if (configured) {
    command.optionsGroup('Where options come from:');
    command.option('--preset <name>', 'the options to start from: article, small or tiny (else article)');
    command.option('--config <file>', 'a YAML file of options; what is typed wins over it');
  }
  const perRecipe = recipes !== null && spec.recipes !== 'none' ? perRecipeTable(recipes) : {};
  for (const [name, { kind }] of Object.entries(perRecipe)) command.addOption(new Option(kind === 'flag' ? `--${name}` : `--${name} <value>`).hideHelp());
  command.optionsGroup('What is printed:');
  if (spec.json) command.option('--json', 'print JSON on standard output, and nothing else there');
  command.option('--quiet', 'print results, warnings and errors only').helpOption('-h, --help', 'show this');
  if (recipes !== null && spec.recipes !== 'none') command.addHelpText('after', `\nAn option can be set for one recipe only: --${recipes.default}.epochs 3 (${recipeNames(recipes).join(', ')}).`);
  const tables = { ...Object.assign({}, ...Object.values(spec.groups)), ...recipeTable, ...(recipes && optionsOfAny(recipes)), ...perRecipe };
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
    // A file may have set the flag; this is how to take it back. (One that is set by itself is shown the other way round.)
    const spec = table[name];
    if (spec?.kind === 'flag') command.addOption(new Option(`--${spec.default ? '' : 'no-'}${name}`).hideHelp());
  }
}

const perRecipeTable = ({ tables }: RecipeTables): OptionTable =>
  Object.fromEntries(Object.entries(tables).flatMap(([recipe, table]) => Object.entries(table).map(([name, spec]) => [`${recipe}.${name}`, spec])));

/** Those options of the table that were typed. */
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
