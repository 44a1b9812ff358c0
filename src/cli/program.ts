import { Command, CommanderError } from 'commander';
import { codeOf, WhiskerError, type RecipeTables, type WrongCommand } from '../config/index.js';
import { recipeTables } from '../training/recipes/tables.js';
import { escaped } from './escaped.js';
import { toCommander, type CommandSpec, type Typed } from './command.js';
import { commands } from './commands.js';
import { reportError } from './report-error.js';
import type { CommandIo } from './io.js';
import { programFlags } from './program-flags.js';
import { hangups, INTERRUPTED, interruptions } from './signals.js';
import { terminalOf } from './terminal.js';
import { unknownCommand, usageError } from './usage-error.js';
import { printVersion } from './version.js';

/** Milliseconds that a finished command may keep the process alive. Anything that lives longer is a defect, so the process exits. */
const LINGER_MS = 5000;

const HELP_CODES = new Set(['commander.helpDisplayed', 'commander.help']);
const VERSION = 'commander.version';

/** Runs the command of this process, and sets its exit code. */
export async function main(): Promise<void> {
  let running: CommandSpec | undefined;
  const isInterruptible = (): boolean => running?.interruptible ?? false;
  const interruption = interruptions(process, process.stderr, isInterruptible);
  const hangup = hangups(process, interruption, isInterruptible);
  const terminal = terminalOf(process);
  const ringing = [process.stdout, process.stderr].find(({ isTTY }) => isTTY);
  const io = escaped({ out: process.stdout, err: process.stderr, signal: interruption.signal, env: process.env, hangup, ...(terminal && { terminal }), ...(ringing && { ring: (codes: string) => void ringing.write(codes) }) });
  const endDefect = (error: unknown): void => {
    // Something still uses a terminal that is gone.
    if (hangup.signal.aborted && isGone(error)) return;
    process.exit(reportError(error, io));
  };
  process.on('uncaughtException', endDefect);
  process.on('unhandledRejection', endDefect);
  let outputFailed: number | undefined;
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      // The reader (`| head`) or the terminal is gone, so there is nobody to report to.
      if (isGone(error)) {
        hangup.hangUp();
        return;
      }
      // Every write fails, but people read the reason once.
      process.exitCode = outputFailed ??= reportError(error, io);
      if (isInterruptible()) interruption.abort();
      else process.exit();
    });
  }
  if (process.stdin.isTTY) process.stdin.on('error', () => hangup.hangUp());
  const code = await runProgram(process.argv.slice(2), io, (spec) => (running = spec));
  // A write may fail after the command has ended.
  process.exitCode = outputFailed ?? code;
  setTimeout(() => process.exit(), LINGER_MS).unref();
}

/** Returns whether an error comes from a pipe without a reader, or from a closed terminal. */
const isGone = (error: unknown): boolean => ['EPIPE', 'EIO', 'ENXIO', 'ENOTTY', 'EBADF'].includes(codeOf(error) ?? '');

/**
 * Parses `words` and runs their command. Returns the exit code, and never throws.
 * @param onCommand called with the command before it runs
 */
export async function runProgram(words: readonly string[], given: CommandIo, onCommand: (spec: CommandSpec) => void = () => undefined): Promise<number> {
  let code = 0;
  const io = escaped(given);
  const named = words[0] === 'help' ? words[1] : words[0];
  const command = commands.find(({ name }) => name === named);
  const recipes = command === undefined || command.recipes === 'none' ? null : recipeTables();
  const program = build(io, recipes, async (spec, typed) => {
    onCommand(spec);
    // A folder that was deleted meanwhile is the true reason of all that a command would not find.
    process.cwd();
    const run = await spec.load();
    code = await run(typed, io, { commands, helpOf: (name) => helpOf(program, name) });
  });
  try {
    if (words.length === 0) {
      io.err.write(program.helpInformation());
      return 2;
    }
    await program.parseAsync([...words], { from: 'user' });
    return code;
  } catch (error) {
    // An abort may fail the work under way, which is not an error.
    if (io.signal.aborted && !(error instanceof WhiskerError)) return INTERRUPTED;
    if (!(error instanceof CommanderError)) return reportError(error, io);
    if (error.code === VERSION) return printVersion(io, words.includes('--json')).catch((failure: unknown) => reportError(failure, io));
    if (HELP_CODES.has(error.code)) return 0;
    return reportError(explain(error, program, words), io);
  }
}

function build(io: CommandIo, recipes: RecipeTables | null, start: (spec: CommandSpec, typed: Typed) => Promise<void>): Command {
  const program = new Command('whisker')
    .description('Trains an image classifier from a few labelled pictures and a folder of unlabelled ones.')
    .option(programFlags.version.flags, programFlags.version.help)
    .helpOption(programFlags.help.flags, programFlags.help.help)
    .helpCommand(false)
    .showSuggestionAfterError(false);
  program.on('option:version', () => {
    throw new CommanderError(0, VERSION, 'the version was asked for');
  });
  for (const spec of commands) program.addCommand(toCommander(spec, recipes, start));
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => void io.out.write(text),
      // Errors are thrown, and reported in whisker's own words.
      writeErr: () => undefined,
      getOutHelpWidth: () => Math.min(io.out.columns || 120, 120),
    });
  }
  return program;
}

/** @throws WrongCommand when there is no command of this name */
function helpOf(program: Command, name: string | undefined): string {
  const command = name === undefined ? program : program.commands.find((known) => known.name() === name);
  if (command === undefined) throw unknownCommand(name ?? '', commands.map((known) => known.name));
  // `helpInformation` has no text that stands below the options.
  let help = '';
  command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  return help;
}

/** Returns commander's error as a sentence with the nearest command or option. */
function explain(error: CommanderError, program: Command, words: readonly string[]): WrongCommand {
  const first = words[0] ?? '';
  const command = program.commands.find((known) => known.name() === first);
  if (command === undefined && !first.startsWith('-')) return usageError(error, '', program.commands.map((known) => known.name()));
  const options = (command ?? program).options.map((option) => option.long ?? option.flags);
  return usageError(error, command?.name() ?? '', [...options, '--help']);
}
