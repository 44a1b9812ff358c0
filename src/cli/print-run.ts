import { lastValueFrom, Subject, tap, type Observable } from 'rxjs';
import type { EventOf, RunEvent } from '../events/index.js';
import type { Dashboard } from '../tui/index.js';
import type { Typed } from './command.js';
import { inFolder } from './in-folder.js';
import { messageStream, type CommandIo } from './io.js';
import { lines, type LinesOptions, type Print } from './lines.js';
import { holdUntilClosed } from './run-dashboard.js';

/** The last event of a run; undefined where the run stopped without one. */
type RunEnd = EventOf<'run-end'> | undefined;

/** Prints the events of the log in `folder`: as JSON, one per line, as they are, or as the lines of their run. */
export async function printEvents(events: Observable<RunEvent>, folder: string, io: CommandIo, { json, quiet }: Pick<Typed, 'json' | 'quiet'>): Promise<void> {
  if (json) await lastValueFrom(events.pipe(tap((event) => io.out.write(`${JSON.stringify(event)}\n`))), { defaultValue: undefined });
  else await printRun(events.pipe(inFolder(folder)), io, { json, quiet });
}

/**
 * Prints the events of a run as lines and returns its `run-end`. Subscribing to `events` may start the run.
 * @throws what the run throws
 */
export function printRun(events: Observable<RunEvent>, io: CommandIo, { json, quiet }: Pick<Typed, 'json' | 'quiet'>): Promise<RunEnd> {
  const messages = messageStream(io, json);
  return printLines(events, { shape: messages, detail: quiet ? 'quiet' : 'epochs' }, ({ text, result }) => (result && !json ? io.out : messages).write(text));
}

/**
 * Shows the events of a run on a dashboard and returns its `run-end`. Its warnings and its end stay on the terminal afterwards.
 * @param open opens the dashboard
 * @throws what the run throws
 */
export async function showOnDashboard(events: Observable<RunEvent>, io: CommandIo, open: (events: Observable<RunEvent>) => Promise<Dashboard>): Promise<RunEnd> {
  const shown = new Subject<RunEvent>();
  const dashboard = await open(shown);
  io.hangup?.signal.addEventListener('abort', () => void dashboard.close());
  const write = holdUntilClosed(dashboard, (text) => void io.out.write(text));
  try {
    return await printLines(events.pipe(tap((event) => shown.next(event))), { shape: io.out, detail: 'quiet' }, ({ text }) => write(text));
  } finally {
    await dashboard.close();
  }
}

async function printLines(events: Observable<RunEvent>, options: LinesOptions, write: (print: Print) => void): Promise<RunEnd> {
  let end: RunEnd;
  const noteEnd = tap((event: RunEvent) => {
    if (event.type === 'run-end') end = event;
  });
  await lastValueFrom(events.pipe(noteEnd, lines(options), tap(write)), { defaultValue: undefined });
  return end;
}
