import { Subject, type Observable } from 'rxjs';
import { pluralize, resolveWords, type TrainOptions } from '../config/index.js';
import type { RunEvent, RunCommand } from '../events/index.js';
import type { PreparedRun } from '../training/index.js';
import type { Typed } from './command.js';
import { survivesHangup } from './hangup.js';
import { peopleOf, type CommandIo, type ExitCode } from './io.js';
import { dashboardTerminal, openRunDashboard, readGrid } from './run-dashboard.js';
import { openData } from './open-data.js';
import { withPreviousEvents } from './previous-events.js';
import { printRun, showOnDashboard } from './print-run.js';
import { dashboardTable, trainTable } from './tables.js';
import { findTuned } from './tune/file.js';
import { errors } from './errors.js';

/** One run: `train DATA`, or `train --resume RUN`. */
export async function trainCommand(typed: Typed, io: CommandIo): Promise<ExitCode> {
  const words = resolveWords(trainTable, typed.own);
  if (words['dry-run']) {
    if (words.resume !== null) throw errors.resumeWith(['--dry-run']);
    return tellOutlook(typed, io);
  }
  const terminal = dashboardTerminal(io, typed, words);
  const commands = new Subject<RunCommand>();
  const run = await prepare(typed, io, commands);
  const shown = (events: Observable<RunEvent>) => (run.previousEvents === undefined ? events : withPreviousEvents(run.previousEvents, events));
  const end = terminal === undefined
    ? await printRun(run.events, io, { json: typed.json, detail: typed.quiet ? 'quiet' : 'epochs' })
    : await showOnDashboard(run.events, io, async (events) => openRunDashboard(terminal, io, words, {
      events: shown(events), sendCommand: (command) => commands.next(command), onQuit: terminal.interrupt, readGrid: (path) => readGrid(path, run.folder),
    }));
  if (typed.json && end !== undefined) {
    const { outcome, seconds, best, test } = end;
    io.out.write(`${JSON.stringify({ run: run.folder, outcome, seconds, best, test })}\n`);
  }
  return end?.outcome === 'interrupted' ? 130 : 0;
}

async function prepare(typed: Typed, io: CommandIo, commands: Observable<RunCommand>): Promise<PreparedRun> {
  const own = resolveWords(trainTable, typed.own);
  const context = { signal: io.signal, commands, ...survivesHangup(io, own['on-hangup']) };
  if (own.resume !== null) {
    refuseOthers(typed);
    const { resumeRun } = await import('../training/index.js');
    return resumeRun(own.resume, context);
  }
  const asked = await ask(typed, io);
  const { prepareRun } = await import('../training/index.js');
  return prepareRun({ ...context, ...asked, ...(own.out !== null && { out: own.out }) });
}

/** The data and the options of a run that is asked for by its data. */
async function ask(typed: Typed, io: CommandIo) {
  const [data] = typed.args;
  if (data === undefined) throw errors.noData();
  const own = resolveWords(trainTable, typed.own);
  if (own.split !== null) refuseSizes(typed.words);
  const options = await optionsFor(data, typed, io);
  const { readSplit, requireClasses, split: deal } = await import('../dataset/index.js');
  const dataset = await openData(data, io, typed);
  requireClasses(dataset, 2);
  const split = own.split === null ? deal(dataset, options) : await readSplit(own.split, dataset);
  // A split file may hold other numbers than the options': the run's record says what was used.
  const sizes = { labels: split.labelled.length, val: split.val.length, test: split.test.length };
  return { data, dataset, split, options: { ...options, ...sizes } };
}

/** `--dry-run`: what the run would be. */
async function tellOutlook(typed: Typed, io: CommandIo): Promise<ExitCode> {
  const { dryRun } = await import('../training/index.js');
  const { dryRunInWords } = await import('./dry-run.js');
  const outlook = await dryRun(await ask(typed, io));
  for (const warning of outlook.warnings) io.err.write(`${warning}\n`);
  io.out.write(typed.json ? `${JSON.stringify(outlook)}\n` : `${dryRunInWords(outlook).join('\n')}\n`);
  return 0;
}

/** The options in force, with what `tune` found for them in this folder. */
async function optionsFor(data: string, { preset, config: file, words, json, quiet }: Typed, io: CommandIo): Promise<TrainOptions> {
  const { resolveOptions } = await import('../training/index.js');
  const options = resolveOptions({ preset, file, words });
  const found = await findTuned(data, options);
  if (found === undefined) return options;
  const tuned = resolveOptions({ preset, file, words, found });
  const { workers, concurrency, prefetch } = tuned;
  if (!quiet) peopleOf(io, json).write(`as ${found} has it: ${pluralize(workers, 'worker')}, ${concurrency === 'auto' ? 'concurrency as needed' : pluralize(concurrency, 'lane')}, ${pluralize(prefetch, 'buffer')}\n`);
  return tuned;
}

/** The sizes of a split that stands in a file cannot be typed as well. */
function refuseSizes(words: Typed['words']): void {
  const typed = ['labels', 'val', 'test'].filter((name) => words[name] !== undefined);
  if (typed.length > 0) throw errors.splitWith(typed.map((name) => `--${name}`));
}

/** A resumed run goes on as it began: nothing else may be asked of it. */
function refuseOthers({ args, words, own, preset, config }: Typed): void {
  const { resume: _, ...asked } = own;
  // How a run is shown, and what becomes of it without its terminal, is no part of it.
  const free = new Set(['on-hangup', ...Object.keys(dashboardTable)]);
  const rest = Object.fromEntries(Object.entries(asked).filter(([name]) => !free.has(name)));
  const others = [...Object.keys(words), ...Object.keys(rest), ...(preset === undefined ? [] : ['preset']), ...(config === undefined ? [] : ['config'])];
  if (others.length > 0) throw errors.resumeWith(others.map((name) => `--${name}`));
  if (args[0] !== undefined) throw errors.resumeWith([args[0]]);
}
