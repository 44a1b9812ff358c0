import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { BenchFailed, Errors, WrongWords } from './errors.js';
import { toMarkdown } from './loader/markdown.js';
import { runLoader } from './loader/run.js';
import { resultsFolder } from './places.js';

const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

const program = new Command('npm run bench --')
  .description('whisker against its peers, each in one run on this machine')
  .exitOverride();

program
  .command('loader')
  .description('pictures on disk to batches of pixels, against the loaders of PyTorch, TensorFlow and DALI')
  .option('--rounds <number>', 'rounds in which each has one pass', between('--rounds', 1, 1000), 5)
  .option('--pictures <number>', 'photographs of 300 to 500 px', between('--pictures', 64, 1_000_000), 2000)
  .option('--large <number>', '12-megapixel photographs of the second table; 0: no second table', between('--large', 0, 10_000), 64)
  .option('--only <names>', 'parts of the names of those who take part, with commas between them')
  .option('--seconds <number>', 'seconds of measuring after which no round begins', between('--seconds', 1, 86_400), 480)
  .option('--json', 'the results as JSON on standard output, in place of the tables')
  .action(async (words: { rounds: number; pictures: number; large: number; only?: string; seconds: number; json?: true }) => {
    const only = words.only === undefined ? null : words.only.split(',').map((part) => part.trim());
    const report = await runLoader({ ...words, only }, say);
    const json = `${JSON.stringify(report, null, 2)}\n`;
    await mkdir(resultsFolder, { recursive: true });
    const file = join(resultsFolder, `loader-${report.date.slice(0, 19).replaceAll(':', '-')}.json`);
    await writeFile(file, json);
    say(`Written: ${file}`);
    process.stdout.write(words.json === true ? json : `${toMarkdown(report)}\n`);
  });

/** @throws WrongWords when what was typed is not a whole number between the limits */
function between(option: string, min: number, max: number): (typed: string) => number {
  return (typed) => {
    const value = Number(typed);
    if (!/^\d+$/.test(typed) || value < min || value > max) throw Errors.number(option, typed, min, max);
    return value;
  };
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else if (error instanceof WrongWords || error instanceof BenchFailed) {
    say(error.message);
    process.exitCode = error instanceof WrongWords ? 2 : 1;
  } else throw error;
}
