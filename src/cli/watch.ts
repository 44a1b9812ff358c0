import { map, merge, of, Subject, tap } from 'rxjs';
import { reasonOf, resolveWords } from '../config/index.js';
import { describeStatus, followRun, type RunEvent, type RunStatus } from '../events/index.js';
import { baselineOf } from './baseline.js';
import type { CommandHandler, Typed } from './command.js';
import { inFolder } from './in-folder.js';
import { messageStream, writeLine, type CommandIo, type CommandTerminal } from './io.js';
import { lines } from './lines.js';
import { holdUntilClosed, dashboardTerminal, openRunDashboard, readGrid, type DashboardValues } from './run-dashboard.js';
import { isRingsFolder, replayRings } from './rings-replay.js';
import { renumber } from './previous-events.js';
import { findLog } from './run-folder.js';
import { watchTable } from './tables.js';
import { printEvents } from './print-run.js';

/** `whisker watch`: shows a run that another process trains. */
export const watchCommand: CommandHandler = async (typed, io) => {
  const folder = typed.args[0] ?? '';
  const values = resolveWords(watchTable, typed.own);
  if (await isRingsFolder(folder)) return replayRings(folder, typed, io, values, null);
  await findLog(folder);
  const terminal = dashboardTerminal(io, typed, values);
  const state = await (terminal === undefined ? watchLines(folder, io, typed) : watchLive(folder, io, terminal, values));
  return io.signal.aborted ? 130 : state === 'dead' ? DEAD : 0;
};

/** Exit code of `watch` where the run is dead. */
const DEAD = 3;

/** Prints lines until the run ends in any way or is dead. Returns the last state of the run. */
async function watchLines(folder: string, io: CommandIo, typed: Typed): Promise<RunStatus['state']> {
  const { events, status, warnings } = followRun(folder, { signal: io.signal, until: 'end' });
  const messages = messageStream(io, typed.json);
  let state: RunStatus['state'] = 'running';
  const sentences = status.pipe(tap((seen) => (state = seen.state)), map(describeStatus));
  const printing = merge(warnings, sentences).subscribe((sentence) => sentence !== '' && writeLine(messages, sentence));
  try {
    await printEvents(events, folder, io, typed);
    return state;
  } finally {
    printing.unsubscribe();
  }
}

/** Milliseconds between two reads of a run on a dashboard. Its frames are hardly more frequent. */
const POLL_MS = 500;

/**
 * Shows a dashboard until a person leaves it. Warnings and the end of the run stay on the terminal afterwards, and so does why a run
 * goes on no more. Returns the last state of the run.
 */
async function watchLive(folder: string, io: CommandIo, terminal: CommandTerminal, values: DashboardValues): Promise<RunStatus['state']> {
  const { events, status, warnings } = followRun(folder, { signal: io.signal, pollMs: POLL_MS });
  const shown = new Subject<RunEvent>();
  const failed = new Subject<RunStatus>();
  let failure: unknown;
  let last: RunStatus = { state: 'running', text: '', command: '' };
  const dashboard = await openRunDashboard(terminal, io, values, {
    events: shown, status: merge(status, failed).pipe(tap((seen) => (last = seen))), warnings, baseline: of(await baselineOf(folder)), readGrid: (path) => readGrid(path, folder), onQuit: () => undefined,
  });
  const numbered = renumber();
  const write = holdUntilClosed(dashboard, (text) => void io.out.write(text));
  const close = () => void dashboard.close();
  for (const signal of [io.signal, io.hangup?.signal]) signal?.addEventListener('abort', close);
  const following = events.pipe(inFolder(folder), tap((event) => shown.next(numbered(event))), lines({ shape: io.out, detail: 'quiet' })).subscribe({
    next: ({ text }) => write(text),
    error: (error: unknown) => {
      failure = error;
      failed.next({ state: 'unreadable', text: reasonOf(error), command: '' });
    },
  });
  await dashboard.closed;
  following.unsubscribe();
  if (failure !== undefined) throw failure;
  // The log says itself how a run has ended.
  if (last.state !== 'ended' && last.text !== '') writeLine(io.out, describeStatus(last));
  return last.state;
}
