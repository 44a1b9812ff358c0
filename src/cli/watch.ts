import { map, merge, tap } from 'rxjs';
import { resolveWords } from '../config/index.js';
import { describeStatus, followRun, isRunFolder, type RunStatus } from '../events/index.js';
import type { CommandHandler, Typed } from './command.js';
import { messageStream, writeLine, type CommandIo } from './io.js';
import { notifyOfRun } from './notify.js';
import { dashboardTerminal } from './run-dashboard.js';
import { isRingsFolder, replayRings } from './rings-replay.js';
import { watchTable } from './tables.js';
import { printEvents } from './print-run.js';
import { DEAD, watchLive } from './watch-live.js';
import { watchRuns } from './watch-runs.js';

/** `whisker watch`: shows a run that another process trains, or a list of the runs in a folder. */
export const watchCommand: CommandHandler = async (typed, io) => {
  const folder = typed.args[0] ?? '';
  const values = resolveWords(watchTable, typed.own);
  if (await isRingsFolder(folder)) return replayRings(folder, typed, io, values, null);
  if (!(await isRunFolder(folder))) return watchRuns(folder, typed, io, values);
  const terminal = dashboardTerminal(io, typed, values);
  const state = await (terminal === undefined ? watchLines(folder, io, typed, values.notify) : watchLive(folder, io, terminal, values));
  return io.signal.aborted ? 130 : state === 'dead' ? DEAD : 0;
};

/** Prints lines until the run ends in any way or is dead. Returns the last state of the run. */
async function watchLines(folder: string, io: CommandIo, typed: Typed, notify: string | null): Promise<RunStatus['state']> {
  const { events, status, warnings } = followRun(folder, { signal: io.signal });
  const messages = messageStream(io, typed.json);
  let state: RunStatus['state'] = 'running';
  const sentences = status.pipe(tap((seen) => (state = seen.state)), map((seen) => describeStatus(seen)));
  const printing = merge(warnings, sentences).subscribe((sentence) => sentence !== '' && writeLine(messages, sentence));
  try {
    await printEvents(events, folder, io, typed);
    const warning = io.signal.aborted ? '' : await notifyOfRun(notify, folder, io);
    if (warning !== '') writeLine(messages, warning);
    return state;
  } finally {
    printing.unsubscribe();
  }
}
