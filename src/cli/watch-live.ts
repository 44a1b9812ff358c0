import { of, Subject, tap } from 'rxjs';
import { describeStatus, followRun, isOver, type RunEvent, type RunStatus } from '../events/index.js';
import { baselineOf } from './baseline.js';
import { inFolder } from './in-folder.js';
import { writeLine, type CommandIo, type CommandTerminal } from './io.js';
import { lines } from './lines.js';
import { notifyOfRun } from './notify.js';
import { renumber } from './previous-events.js';
import { holdUntilClosed, openRunDashboard, readGrid, type DashboardValues } from './run-dashboard.js';

/** Exit code of `watch` where the run is dead. */
export const DEAD = 3;

/** Milliseconds between two reads of a run on a dashboard. Its frames are hardly more frequent. */
const POLL_MS = 500;

/**
 * Shows a dashboard until a person leaves it. Warnings and the end of the run stay on the terminal afterwards, and so does why a run
 * goes on no more.
 * @param canGoBack whether escape leads back to a list; nothing is written then
 * @returns the last state of the run, or `back`
 */
export async function watchLive(
  folder: string, io: CommandIo, terminal: CommandTerminal, values: DashboardValues & { readonly notify: string | null }, canGoBack = false,
): Promise<RunStatus['state'] | 'back'> {
  const { events, status, warnings } = followRun(folder, { signal: io.signal, pollMs: POLL_MS, until: 'done' });
  const shown = new Subject<RunEvent>();
  let failure: unknown;
  let last = { folder, state: 'running' } as RunStatus;
  let wentBack = false;
  const onBack = (): void => {
    wentBack = true;
    close();
  };
  let notified = Promise.resolve('');
  const noteStatus = (seen: RunStatus): void => {
    last = seen;
    // A list sends it for all of its runs.
    if (!canGoBack && isOver(seen)) notified = notified.then(() => notifyOfRun(values.notify, folder, io));
  };
  const dashboard = await openRunDashboard(terminal, io, values, {
    events: shown, status: status.pipe(tap(noteStatus)), warnings, baseline: of(await baselineOf(folder)), readGrid: (path) => readGrid(path, folder), onQuit: () => undefined, ...(canGoBack && { onBack }),
  });
  const numbered = renumber();
  const write = holdUntilClosed(dashboard, (text) => void (wentBack || io.out.write(text)));
  const close = () => void dashboard.close(wentBack);
  for (const signal of [io.signal, io.hangup?.signal]) {
    signal?.addEventListener('abort', close);
    if (signal?.aborted === true) close();
  }
  const following = events.pipe(inFolder(folder), tap((event) => shown.next(numbered(event))), lines({ shape: io.out, detail: 'quiet' })).subscribe({
    next: ({ text }) => write(text),
    error: (error: unknown) => (failure = error),
  });
  await dashboard.closed;
  following.unsubscribe();
  for (const signal of [io.signal, io.hangup?.signal]) signal?.removeEventListener('abort', close);
  if (wentBack) return 'back';
  const warning = await notified;
  if (warning !== '') writeLine(io.out, warning);
  if (failure !== undefined) throw failure;
  // The log says itself how a run has ended.
  const sentence = isOver(last) && last.state !== 'dead' ? '' : describeStatus(last);
  if (sentence !== '') writeLine(io.out, sentence);
  return last.state;
}
