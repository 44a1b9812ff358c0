import { merge, of, Subject, tap } from 'rxjs';
import { reasonOf, resolveWords } from '../config/index.js';
import { followRun, type RunEvent } from '../events/index.js';
import { baselineOf } from './baseline.js';
import type { CommandHandler, Typed } from './command.js';
import { messageStream, type CommandIo, type CommandTerminal } from './io.js';
import { lines } from './lines.js';
import { holdUntilClosed, dashboardTerminal, openRunDashboard, readGrid, type DashboardValues } from './run-dashboard.js';
import { renumber } from './previous-events.js';
import { findLog } from './run-folder.js';
import { watchTable } from './tables.js';
import { printEvents } from './print-run.js';

/** `whisker watch`: shows a run that another process trains. */
export const watchCommand: CommandHandler = async (typed, io) => {
  const folder = typed.args[0] ?? '';
  await findLog(folder);
  const values = resolveWords(watchTable, typed.own);
  const terminal = dashboardTerminal(io, typed, values);
  await (terminal === undefined ? watchLines(folder, io, typed) : watchLive(folder, io, terminal, values));
  return io.signal.aborted ? 130 : 0;
};

/** Prints lines until the run ends in any way. A run that died can be resumed, but that may never happen. */
async function watchLines(folder: string, io: CommandIo, typed: Typed): Promise<void> {
  const { events, status, warnings } = followRun(folder, { signal: io.signal, until: 'end' });
  const messages = messageStream(io, typed.json);
  const printing = merge(warnings, status).subscribe((sentence) => sentence !== '' && messages.write(`${sentence}\n`));
  try {
    await printEvents(events, io, typed);
  } finally {
    printing.unsubscribe();
  }
}

/** Milliseconds between two reads of a run on a dashboard. Its frames are hardly more frequent. */
const POLL_MS = 500;

/** Shows a dashboard until a person leaves it. Warnings and the end of the run stay on the terminal afterwards. */
async function watchLive(folder: string, io: CommandIo, terminal: CommandTerminal, values: DashboardValues): Promise<void> {
  const { events, status, warnings } = followRun(folder, { signal: io.signal, pollMs: POLL_MS });
  const shown = new Subject<RunEvent>();
  const failed = new Subject<string>();
  let failure: unknown;
  const dashboard = await openRunDashboard(terminal, io, values, {
    events: shown, status: merge(status, failed), warnings, baseline: of(await baselineOf(folder)), readGrid: (path) => readGrid(path, folder), onQuit: () => undefined,
  });
  const numbered = renumber();
  const write = holdUntilClosed(dashboard, (text) => void io.out.write(text));
  const close = () => void dashboard.close();
  for (const signal of [io.signal, io.hangup?.signal]) signal?.addEventListener('abort', close);
  const following = events.pipe(tap((event) => shown.next(numbered(event))), lines({ shape: io.out, detail: 'quiet' })).subscribe({
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
