import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { classifyToMarkdown, runClassify, type ClassifyBenchOptions } from './classify/run.js';
import { dashboardToMarkdown } from './dashboard/markdown.js';
import { runDashboard } from './dashboard/run.js';
import { errors, exitCodeOf } from './errors.js';
import { epochToMarkdown } from './epoch/markdown.js';
import { runEpoch } from './epoch/run.js';
import { eventsToMarkdown } from './events/markdown.js';
import { runEvents } from './events/run.js';
import { toMarkdown } from './loader/markdown.js';
import { runLoader } from './loader/run.js';
import { photographsToMarkdown } from './photographs/markdown.js';
import { rowsOf, seedsOf, type PhotographsOptions } from './photographs/options.js';
import { runPhotographs } from './photographs/run.js';
import { settings } from './photographs/settings.js';
import { decodeMutants, mutantsToText } from './pictures/mutants.js';
import { picturesToMarkdown } from './pictures/markdown.js';
import { comparePictures } from './pictures/run.js';
import { benchFolder, resultsFolder } from './places.js';
import type { ReportHead } from './report/machine.js';
import { coursesOf } from './step/course.js';
import { stepToMarkdown } from './step/markdown.js';
import { memoryToText, measureMemory } from './step/memory.js';
import { runStep } from './step/run.js';
import { profileStep, profileToMarkdown } from './step/profile.js';

const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

const program = new Command('npm run bench --')
  .description('measures whisker and its peers in one run on this machine')
  .exitOverride();

program
  .command('loader')
  .description('pictures on disk to batches of pixels, against the loaders of PyTorch, TensorFlow, DALI and Kornia')
  .option('--rounds <number>', 'rounds; each contestant has one pass in a round', between('--rounds', 1, 1000), 5)
  .option('--pictures <number>', 'photographs of 300 to 500 px', between('--pictures', 64, 1_000_000), 2000)
  .option('--large <number>', '12-megapixel photographs of the second table; 0: no second table', between('--large', 0, 10_000), 64)
  .option('--only <names>', 'only contestants with one of these parts in their name, separated by commas')
  .option('--views <names>', 'only tables with these views of the small photographs, separated by commas: none, crop, weak + strong')
  .option('--seconds <number>', 'seconds after which no round begins', between('--seconds', 1, 86_400), 480)
  .option('--json', 'print JSON instead of tables')
  .action(async (words: { rounds: number; pictures: number; large: number; only?: string; views?: string; seconds: number; json?: true }) => {
    const report = await runLoader({ ...words, only: partsOf(words.only), views: partsOf(words.views) }, say);
    await writeReport(report, words.json === true ? null : toMarkdown(report));
  });

program
  .command('events')
  .description("cost of a run's events, and time to follow and to replay a long run")
  .option('--rounds <number>', 'number of measurements', between('--rounds', 1, 1000), 5)
  .option('--events <number>', 'events in the log that is followed', between('--events', 10_000, 100_000_000), 1_000_000)
  .option('--steps <number>', 'steps to write and replay', between('--steps', 1000, 10_000_000), 100_000)
  .option('--json', 'print JSON instead of a table')
  .action(async ({ json, ...options }: { rounds: number; events: number; steps: number; json?: true }) => {
    const report = await runEvents(options, say);
    await writeReport(report, json === true ? null : eventsToMarkdown(report));
  });

program
  .command('step')
  .description('a training step and its parts, against PyTorch with the same weights, pictures and noise')
  .option('--rounds <number>', 'rounds; each contestant has one pass in a round', between('--rounds', 1, 1000), 5)
  .option('--only <names>', 'only measurements with one of these parts in their name, separated by commas')
  .option('--seconds <number>', 'seconds for each measurement after which no round begins', between('--seconds', 1, 86_400), 120)
  .option('--bf16', 'measure bfloat16 on processors without it too')
  .option('--trace', 'print the time of each operation in our step, without peers')
  .option('--json', 'print JSON instead of a table')
  .action(async ({ json, only: words, trace, bf16 = false, ...options }: { rounds: number; only?: string; seconds: number; bf16?: boolean; trace?: true; json?: true }) => {
    const only = partsOf(words);
    if (trace === true) {
      for (const course of coursesOf(only)) {
        const traced = await profileStep(course);
        process.stdout.write(json === true ? `${JSON.stringify(traced)}\n` : `${profileToMarkdown(traced)}\n\n`);
      }
      return;
    }
    const report = await runStep({ ...options, only, bf16 }, say);
    await writeReport(report, json === true ? null : stepToMarkdown(report));
  });

program
  .command('memory')
  .description("whether the article's step leaks memory over a thousand steps; ends with 1 if it does")
  .option('--steps <number>', 'steps, in hundreds', between('--steps', 300, 1_000_000), 1000)
  .option('--json', 'print JSON instead of text')
  .action(async ({ steps, json }: { steps: number; json?: true }) => {
    const report = await measureMemory(steps, say);
    await writeReport(report, json === true ? null : memoryToText(report));
    if (report.fault !== null) process.exitCode = 1;
  });

program
  .command('epoch')
  .description("an epoch of the article's training with its loader, against PyTorch with its own")
  .option('--rounds <number>', 'rounds; each contestant has one epoch in a round', between('--rounds', 1, 1000), 3)
  .option('--only <names>', 'only epochs with one of these parts in their name, separated by commas')
  .option('--seconds <number>', 'seconds for each size after which no round begins', between('--seconds', 1, 86_400), 240)
  .option('--json', 'print JSON instead of a table')
  .action(async ({ json, only, ...options }: { rounds: number; only?: string; seconds: number; json?: true }) => {
    const report = await runEpoch({ ...options, only: partsOf(only) }, say);
    await writeReport(report, json === true ? null : epochToMarkdown(report));
  });

program
  .command('dashboard')
  .description('the cost of the dashboard: throughput with and without it in turn, and its processor time')
  .option('--rounds <number>', 'rounds; each has a stretch with the dashboard and one without', between('--rounds', 2, 10_000), 60)
  .option('--stretch <number>', 'seconds of a stretch', between('--stretch', 1, 3600), 4)
  .option('--seconds <number>', 'seconds over which its processor time is measured', between('--seconds', 1, 3600), 40)
  .option('--json', 'print JSON instead of a table')
  .action(async ({ json, ...options }: { rounds: number; stretch: number; seconds: number; json?: true }) => {
    const report = await runDashboard(options, say);
    await writeReport(report, json === true ? null : dashboardToMarkdown(report));
  });

program
  .command('photographs')
  .description('test accuracy of each recipe on photographs, over several label splits (bench/photographs/README.md)')
  .requiredOption('--data <folder>', 'folder of the photographs')
  .option('--recipes <names>', 'only rows of these recipes, separated by commas')
  .addOption(new Option('--trainer <name>', 'what trains; PyTorch has programs for supervised, sgan and probe').choices(['whisker', 'pytorch']).default('whisker'))
  .option('--seeds <numbers>', 'seeds of the label splits, separated by commas', seedsOf, [1, 2, 3])
  .option('--size <number>', "edge of the pictures in pixels (default: each row's own)", between('--size', 8, 1024))
  .option('--seconds <number>', "seconds after which a run ends early (default: never; it takes its row's epochs)", between('--seconds', 1, 86_400))
  .option('--labels <number>', 'labelled pictures', between('--labels', 1, 1_000_000), 100)
  .option('--val <number>', 'validation pictures', between('--val', 1, 1_000_000), 1000)
  .option('--test <number>', 'test pictures', between('--test', 1, 1_000_000), 1000)
  .option('--json', 'print JSON instead of a table')
  .action(async ({ json, recipes, size, seconds, ...options }: Omit<PhotographsOptions, 'rows' | 'size' | 'seconds'> & { recipes?: string; size?: number; seconds?: number; json?: true }) => {
    const report = await runPhotographs({ ...options, size: size ?? null, seconds: seconds ?? null, rows: rowsOf(recipes, settings) }, say);
    await writeReport(report, json === true ? null : photographsToMarkdown(report));
  });

program
  .command('pictures')
  .description('what whisker and Pillow make of the same pictures: every difference above 2 of 255, and what only one of them reads')
  .requiredOption('--data <folder>', 'folder of the pictures')
  .option('--size <number>', 'edge in pixels to which both resize', between('--size', 8, 1024), 96)
  .option('--json', 'print JSON instead of tables')
  .action(async ({ json, ...options }: { data: string; size: number; json?: true }) => {
    const report = await comparePictures(options, say);
    await writeReport(report, json === true ? null : picturesToMarkdown(report));
  });

program
  .command('classify')
  .description('calls of a loaded classifier: one, twelve at once, and twelve one after another')
  .requiredOption('--run <folder>', 'folder of a run')
  .requiredOption('--data <folder>', 'folder of at least twelve pictures')
  .addOption(new Option('--engine <engine>', 'where the network is computed').choices(['auto', 'cpu', 'gpu', 'wasm']).default('auto'))
  .option('--rounds <number>', 'rounds; each kind of call comes once in a round', between('--rounds', 1, 1000), 50)
  .option('--json', 'print JSON instead of a table')
  .action(async ({ json, ...options }: ClassifyBenchOptions & { json?: true }) => {
    const report = await runClassify(options);
    await writeReport(report, json === true ? null : classifyToMarkdown(report));
  });

program
  .command('mutants')
  .description('damages pictures and streams them twice through the same workers, in two orders; ends with 1 if a result differs')
  .option('--data <folder>', 'folder of the pictures', join(benchFolder, '..', 'fixtures', 'pictures'))
  .option('--count <number>', 'damaged pictures', between('--count', 1, 1_000_000), 10_000)
  .option('--seed <number>', 'seed of the damage', between('--seed', 0, 2 ** 32 - 1), 1)
  .option('--json', 'print JSON instead of text')
  .action(async ({ json, ...options }: { data: string; count: number; seed: number; json?: true }) => {
    const report = await decodeMutants(options, say);
    await writeReport(report, json === true ? null : mutantsToText(report));
    if (report.unlike.length > 0) process.exitCode = 1;
  });

/** Writes a report to the results, and prints it: as JSON when there is no text. */
async function writeReport(report: ReportHead<string>, text: string | null): Promise<void> {
  const json = `${JSON.stringify(report, null, 2)}\n`;
  await mkdir(resultsFolder, { recursive: true });
  const file = join(resultsFolder, `${report.bench}-${report.date.slice(0, 19).replaceAll(':', '-')}.json`);
  await writeFile(file, json);
  say(`Written: ${file}`);
  process.stdout.write(text === null ? json : `${text}\n`);
}

/** Returns the parts of names after `--only`; null without that option. */
function partsOf(typed: string | undefined): readonly string[] | null {
  return typed === undefined ? null : typed.split(',').map((part) => part.trim());
}

/** @throws WrongCommand when the value is not a whole number between the limits */
function between(option: string, min: number, max: number): (typed: string) => number {
  return (typed) => {
    const value = Number(typed);
    if (!/^\d+$/.test(typed) || value < min || value > max) throw errors.number(option, typed, min, max);
    return value;
  };
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    const code = exitCodeOf(error);
    if (!(error instanceof Error) || code === null) throw error;
    say(error.message);
    process.exitCode = code;
  }
}
