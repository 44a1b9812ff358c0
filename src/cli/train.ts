import { from, merge, NEVER, Subject, tap, type Observable } from 'rxjs';
import { pluralize, resolveWords, type TrainOptions, type ValuesOf } from '../config/index.js';
import type { RunEvent, RunCommand } from '../events/index.js';
import { lookForEngine } from '../setup/index.js';
import type { PreparedRun } from '../training/index.js';
import type { Typed } from './command.js';
import { errors } from './errors.js';
import { surviveHangup } from './hangup.js';
import { messageStream, writeLine, type CommandIo, type ExitCode } from './io.js';
import { noticeOf, notifying, type Notice } from './notify.js';
import { openData } from './open-data.js';
import { withPreviousEvents } from './previous-events.js';
import { resolveWithPreset } from './preset.js';
import { printRun, showOnDashboard } from './print-run.js';
import { requireEngine } from './require-engine.js';
import { dashboardTerminal, openRunDashboard, readGrid } from './run-dashboard.js';
import { refuseSizes } from './split-sizes.js';
import { dashboardTable, trainTable } from './tables.js';
import { findTuned } from './tune/file.js';

/** Trains: `train DATA`, or `train --resume RUN`. */
export async function trainCommand(typed: Typed, io: CommandIo): Promise<ExitCode> {
  const own = resolveWords(trainTable, typed.own);
  if (own.resume !== null) refuseOthers(typed);
  else if (own.data !== null) throw errors.dataAlone(own.data);
  if (own['dry-run']) return printDryRun(typed, own.split, io);
  return notifying(own.notify, io, typed.json, (seen) => train(typed, own, io, seen));
}

/** @param seen called with the run's folder, then with its end */
async function train(typed: Typed, own: ValuesOf<typeof trainTable>, io: CommandIo, seen: (known: Partial<Notice>) => void): Promise<ExitCode> {
  const terminal = dashboardTerminal(io, typed, own);
  const commands = new Subject<RunCommand>();
  const run = await prepare(typed, own, io, commands, terminal !== undefined);
  const shown = (events: Observable<RunEvent>) => (run.previousEvents === undefined ? events : withPreviousEvents(run.previousEvents, events));
  seen({ run: run.folder });
  const events = run.events.pipe(tap((event) => event.type === 'run-end' && seen(noticeOf(event, run.folder))));
  const end = terminal === undefined
    ? await printRun(events, io, typed)
    : await showOnDashboard(events, io, async (events) => openRunDashboard(terminal, io, own, {
      events: shown(events), sendCommand: (command) => commands.next(command), onQuit: terminal.interrupt, readGrid: (path) => readGrid(path, run.folder),
    }));
  if (typed.json && end !== undefined) {
    const { outcome, seconds, best, test } = end;
    io.out.write(`${JSON.stringify({ run: run.folder, outcome, seconds, best, test })}\n`);
  }
  return end?.outcome === 'interrupted' ? 130 : 0;
}

/** @param hidden whether the dashboard hides what was printed before: notes are then for the run's log too */
async function prepare(typed: Typed, own: ValuesOf<typeof trainTable>, io: CommandIo, commands: Observable<RunCommand>, hidden: boolean): Promise<PreparedRun> {
  const context = { signal: io.signal, commands, ...surviveHangup(io, own['on-hangup']) };
  if (own.resume !== null) {
    const { readRecord, resumeRun } = await import('../training/index.js');
    await requireEngine((await readRecord(own.resume)).options.engine, io, typed.json);
    const data = own.data ?? typed.args[0];
    return resumeRun(own.resume, { ...context, ...(data !== undefined && { data }) });
  }
  const { notes: printed, ...request } = await requestOf(typed, own.split, io);
  await requireEngine(request.options.engine, io, typed.json);
  const { prepareRun } = await import('../training/index.js');
  const notes = printed.length === 0 || !hidden ? context.notes : merge(from(printed), context.notes ?? NEVER);
  return prepareRun({ ...context, ...(notes && { notes }), ...request, ...(own.out !== null && { out: own.out }) });
}

/** Returns the data, the split and the options of a new run, and the notes about them. */
async function requestOf(typed: Typed, splitFile: string | null, io: CommandIo) {
  const [data] = typed.args;
  if (data === undefined) throw errors.noData();
  refuseSizes(splitFile, typed);
  const { options, note } = await optionsFor(data, typed, io);
  const { describeDoubts, describeRelabelled, readSplit, requireClasses, split: splitDataset } = await import('../dataset/index.js');
  const dataset = await openData(data, io, typed);
  requireClasses(dataset, 2);
  const split = splitFile === null ? splitDataset(dataset, options) : await readSplit(splitFile, dataset);
  const doubts = [...describeRelabelled(split, dataset), ...describeDoubts(split)];
  for (const text of doubts) writeLine(messageStream(io, typed.json), text);
  // A split file may have other sizes than the options. run.yaml gets the sizes in use.
  const sizes = splitFile === null ? {} : { labels: split.labelled.length, val: split.val.length, test: split.test.length };
  return { data, dataset, split, options: { ...options, ...sizes }, notes: [...(note === null ? [] : [note]), ...(dataset.notes ?? []), ...doubts] };
}

/** Prints the size of the run, and its time where the engine is there to measure it. */
async function printDryRun(typed: Typed, splitFile: string | null, io: CommandIo): Promise<ExitCode> {
  const { dryRun, measureRunTime, resolvePrecision } = await import('../training/index.js');
  const { describeDryRun } = await import('./dry-run.js');
  const { notes: _, ...request } = await requestOf(typed, splitFile, io);
  const engine = await lookForEngine(request.options.engine);
  const isThere = engine.kind === 'installed' || engine.kind === 'wasm';
  // Memory depends on the precision. Without an engine, `auto` counts as float32, which needs more.
  const { options, notes } = isThere ? await resolvePrecision(request.options, undefined, io.signal) : { options: request.options, notes: [] };
  const found = await dryRun({ ...request, options });
  for (const text of [...notes, ...found.warnings]) writeLine(io.err, text);
  const time = isThere ? await measureRunTime({ ...request, options, signal: io.signal }) : null;
  io.out.write(typed.json ? `${JSON.stringify({ ...found, engine, time })}\n` : `${describeDryRun(found, engine, time).join('\n')}\n`);
  return 0;
}

/** Returns the options, with what `tune` found for them in this folder. */
async function optionsFor(data: string, typed: Typed, io: CommandIo): Promise<{ readonly options: TrainOptions; readonly note: string | null }> {
  const { resolveOptions } = await import('../training/index.js');
  const { preset, resolved: options, note } = await resolveWithPreset(typed, io, { resolve: resolveOptions, optionsOf: (options) => options, recipeOption: 'recipe', learnsFromBatches: false });
  const found = await findTuned(data, options);
  if (found === undefined) return { options, note };
  const tuned = resolveOptions({ preset, file: typed.config, words: typed.words, found });
  const { workers, concurrency, prefetch } = tuned;
  if (!typed.quiet) writeLine(messageStream(io, typed.json), `from ${found}: ${pluralize(workers, 'worker')}, concurrency ${concurrency}, prefetch ${prefetch}`);
  return { options: tuned, note };
}

/** @throws WrongCommand for options with --resume: a resumed run keeps its own */
function refuseOthers({ words, own, preset, config }: Typed): void {
  // All but --resume and the place of the data are about the terminal, not about the run.
  const allowed = ['resume', 'data', 'on-hangup', 'notify', ...Object.keys(dashboardTable)];
  const refused = [...Object.keys(words), ...Object.keys(own).filter((name) => !allowed.includes(name)), ...(preset === undefined ? [] : ['preset']), ...(config === undefined ? [] : ['config'])];
  if (refused.length > 0) throw errors.resumeWith(refused.map((name) => `--${name}`));
}
