import { lastValueFrom, Subject, tap, type Observable } from 'rxjs';
import type { EventOf, RunEvent } from '../events/index.js';
import type { Dashboard } from '../tui/index.js';
import { messageStream, shapeOf, type CommandIo } from './io.js';
import { lines, type LinesOptions } from './lines.js';
import { holdUntilClosed } from './run-dashboard.js';

export interface PrintOptions {
  readonly json: boolean;
  readonly detail: LinesOptions['detail'];
  readonly title?: string;
}

/** The last event of a run; undefined where the run stopped without one. */
export type RunEnd = EventOf<'run-end'> | undefined;

/**
 * Prints the events of a run as lines and returns its `run-end`. Subscribing to `events` may start the run.
 * @throws what the run throws
 */
export async function printRun(events: Observable<RunEvent>, io: CommandIo, { json, detail, title }: PrintOptions): Promise<RunEnd> {
  const messages = messageStream(io, json);
  let end: RunEnd;
  const printing = events.pipe(
    tap((event) => {
      if (event.type === 'run-end') end = event;
    }),
    lines({ ...shapeOf(messages), detail, ...(title !== undefined && { title }) }),
    tap(({ text, result }) => (result && !json ? io.out : messages).write(text)),
  );
  await lastValueFrom(printing, { defaultValue: undefined });
  return end;
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
  let end: RunEnd;
  const printing = events.pipe(
    tap((event) => {
      if (event.type === 'run-end') end = event;
      shown.next(event);
    }),
    lines({ ...shapeOf(io.out), detail: 'quiet' }),
    tap(({ text }) => write(text)),
  );
  try {
    await lastValueFrom(printing, { defaultValue: undefined });
  } finally {
    await dashboard.close();
  }
  return end;
}
