import { Command, CommanderError } from 'commander';
import { errors, WrongCommand } from '../errors.js';
import { tooMuch } from './health.js';
import { soak, type SoakWords } from './run.js';
import { minuteLine, movingLine, summary } from './show.js';
import { reasonOf, Violation } from './violation.js';

const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

const program = new Command('npm run soak --')
  .description('epochs without end over pictures that appear, vanish and rot, with workers killed, concurrency and prefetch changed, aborts and resumes')
  .option('--minutes <number>', 'how long', numberBetween('--minutes', 0.1, 100_000), 60)
  .option('--seed <number>', 'what happens, as far as the clock does not decide it', wholeBetween('--seed', 0, 2 ** 32 - 1), 1)
  .option('--pictures <number>', 'pictures', wholeBetween('--pictures', 100, 100_000), 600)
  .option('--json', 'the figures as JSON on standard output')
  .exitOverride();

/** @throws WrongCommand when what was typed is not a number between the limits */
function numberBetween(option: string, min: number, max: number): (typed: string) => number {
  return (typed) => {
    const value = Number(typed);
    if (typed.trim() === '' || !(value >= min && value <= max)) throw errors.number(option, typed, min, max);
    return value;
  };
}

function wholeBetween(option: string, min: number, max: number): (typed: string) => number {
  return (typed) => {
    if (!/^\d+$/.test(typed)) throw errors.number(option, typed, min, max);
    return numberBetween(option, min, max)(typed);
  };
}

async function run(words: SoakWords, json: boolean): Promise<void> {
  const moving = movingLine(process.stderr);
  try {
    const report = await soak(words, say, (now) => (now.health === undefined ? moving.show(now, words.minutes) : moving.say(minuteLine(now.minute, now.tally, now.health))));
    moving.clear();
    process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : summary(report));
    const fault = report.growth === null ? null : tooMuch(report.growth);
    if (fault !== null) throw new Violation(fault);
  } catch (error) {
    moving.clear();
    say(`The soak with seed ${words.seed} failed: ${reasonOf(error)}`);
    process.exit(1);
  }
}

try {
  program.parse();
  const { json = false, ...words } = program.opts<SoakWords & { json?: true }>();
  await run(words, json);
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else if (error instanceof WrongCommand) {
    say(error.message);
    process.exitCode = 2;
  } else throw error;
}
