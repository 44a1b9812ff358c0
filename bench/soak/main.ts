import { Command, CommanderError } from 'commander';
import { errors, WrongCommand } from '../errors.js';
import { excessOf } from './health.js';
import { failingDiskToText, trainFromFailingDisk, type FailingDiskOptions } from './train/failing-disk.js';
import { killRuns, killsToText, type KillsOptions } from './train/kills.js';
import { soak, type SoakOptions } from './run.js';
import { minuteLine, progressLine, summary } from './show.js';
import { describeError, Violation } from './violation.js';

const print = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

const seed = ['--seed <number>', 'seed of everything that does not depend on the clock', integerBetween('--seed', 0, 2 ** 32 - 1), 1] as const;
const recipe = ['--recipe <name>', 'what is trained: sgan, fixmatch, sgan-fixmatch, rotation-fixmatch, supervised or probe', 'sgan'] as const;
const json = ['--json', 'print the report as JSON'] as const;

const program = new Command('npm run soak --')
  .description('runs pipelines over pictures that appear, vanish and are damaged, while workers are killed, concurrency and prefetch change, and streams are aborted and resumed')
  .option('--minutes <number>', 'length of the run', numberBetween('--minutes', 0.1, 100_000), 60)
  .option(...seed)
  .option('--pictures <number>', 'number of pictures', integerBetween('--pictures', 100, 100_000), 600)
  .option(...json)
  .exitOverride()
  .enablePositionalOptions()
  .action(({ json, ...options }: SoakOptions & { json?: true }) => run(options, json === true));

program
  .command('kills')
  .description('kills training (kill -9) at random moments and resumes it; each run must end as one that is never killed, to the last bit')
  .option('--count <number>', 'kills', integerBetween('--count', 1, 100_000), 50)
  .option(...seed)
  .option(...recipe)
  .option(...json)
  .action(({ json, ...options }: KillsOptions & { json?: true }) => runTraining(options, json === true, killRuns, killsToText));

program
  .command('disk')
  .description('trains from a slow and failing disk; faults that pass must leave no trace, and lasting ones cost their pictures')
  .option(...seed)
  .option(...recipe)
  .option(...json)
  .action(({ json, ...options }: FailingDiskOptions & { json?: true }) => runTraining(options, json === true, trainFromFailingDisk, failingDiskToText));

/** Returns a parser that throws WrongCommand for anything but a number between the limits. */
function numberBetween(option: string, min: number, max: number): (typed: string) => number {
  return (typed) => {
    const value = Number(typed);
    if (typed.trim() === '' || !(value >= min && value <= max)) throw errors.number(option, typed, min, max);
    return value;
  };
}

function integerBetween(option: string, min: number, max: number): (typed: string) => number {
  return (typed) => {
    if (!/^\d+$/.test(typed)) throw errors.number(option, typed, min, max);
    return numberBetween(option, min, max)(typed);
  };
}

async function run(options: SoakOptions, json: boolean): Promise<void> {
  const line = progressLine(process.stderr);
  try {
    const report = await soak(options, print, (now) => (now.health === undefined ? line.show(now, options.minutes) : line.print(minuteLine(now.minute, now.counts, now.health))));
    line.clear();
    process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : summary(report));
    const excess = report.growth === null ? null : excessOf(report.growth);
    if (excess !== null) throw new Violation(excess);
  } catch (error) {
    line.clear();
    fail(options.seed, error);
  }
}

async function runTraining<Options extends { readonly seed: number }, Report>(
  options: Options, json: boolean, soak: (options: Options, print: (sentence: string) => void) => Promise<Report>, toText: (report: Report) => string,
): Promise<void> {
  try {
    const report = await soak(options, print);
    process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : toText(report));
  } catch (error) {
    fail(options.seed, error);
  }
}

function fail(seed: number, error: unknown): never {
  print(`The soak with seed ${seed} failed: ${describeError(error)}`);
  process.exit(1);
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else if (error instanceof WrongCommand) {
    print(error.message);
    process.exitCode = 2;
  } else throw error;
}
