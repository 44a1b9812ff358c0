import { merge, of, Subject, tap } from 'rxjs';
import { reasonOf, resolveWords } from '../config/index.js';
import { followRun, type RunEvent } from '../events/index.js';
import { baselineOf } from './baseline.js';
import type { CommandHandler, Typed } from './command.js';
import { peopleOf, shapeOf, type CommandIo, type CommandTerminal } from './io.js';
import { lines } from './lines.js';
import { holdUntilClosed, dashboardTerminal, openRunDashboard, readGrid, type DashboardValues } from './run-dashboard.js';
import { renumber } from './previous-events.js';
import { findLog } from './run-folder.js';
import { watchTable } from './tables.js';
import { printEvents } from './print-events.js';

/** A run in progress, as its own terminal shows it. */
export const watchCommand: CommandHandler = async (typed, io) => {
  const folder = typed.args[0] ?? '';
  await findLog(folder);
  const words = resolveWords(watchTable, typed.own);
  const terminal = dashboardTerminal(io, typed, words);
  await (terminal === undefined ? watchLines(folder, io, typed) : watchLive(folder, io, terminal, words));
  return io.signal.aborted ? 130 : 0;
};

/** In lines, until the run ends, however that comes; one that died may still be resumed. */
async function watchLines(folder: string, io: CommandIo, typed: Typed): Promise<void> {
  const { events, status, warnings } = followRun(folder, { signal: io.signal, until: 'end' });
  const people = peopleOf(io, typed.json);
  const telling = merge(warnings, status).subscribe((sentence) => sentence !== '' && people.write(`${sentence}\n`));
  try {
    await printEvents(events, io, typed);
  } finally {
    telling.unsubscribe();
  }
}

/** Between two looks at a run that is shown on a dashboard, ms: frames come no faster, or hardly. */
const POLL_MS = 500;

/** On a dashboard, until it is left. Warnings and the run's end stay behind on the terminal. */
async function watchLive(folder: string, io: CommandIo, terminal: CommandTerminal, words: DashboardValues): Promise<void> {
  const { events, status, warnings } = followRun(folder, { signal: io.signal, pollMs: POLL_MS });
  const told = new Subject<RunEvent>();
  const failed = new Subject<string>();
  let failure: unknown;
  const dashboard = await openRunDashboard(terminal, io, words, {
    events: told, status: merge(status, failed), warnings, baseline: of(await baselineOf(folder)), readGrid: (path) => readGrid(path, folder), onQuit: () => undefined,
  });
  const counted = renumber();
  const write = holdUntilClosed(dashboard, (text) => void io.out.write(text));
  const close = () => void dashboard.close();
  for (const signal of [io.signal, io.hangup?.signal]) signal?.addEventListener('abort', close);
  const following = events.pipe(tap((event) => told.next(counted(event))), lines({ ...shapeOf(io.out), detail: 'quiet' })).subscribe({
    next: ({ text }) => write(text),
    error: (error: unknown) => {
      failure = error;
      failed.next(reasonOf(error));
    },
  });
  await dashboard.closed;
  following.unsubscribe();
  if (failure !== undefined) throw failure;
}
