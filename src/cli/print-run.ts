import { lastValueFrom, Subject, tap, type Observable } from 'rxjs';
import type { EventOf, RunEvent } from '../events/index.js';
import type { Dashboard } from '../tui/index.js';
import { peopleOf, shapeOf, type CommandIo } from './io.js';
import { lines, type LinesOptions } from './lines.js';
import { holdUntilClosed } from './run-dashboard.js';

export interface ShowOptions {
  readonly json: boolean;
  readonly detail: LinesOptions['detail'];
  readonly title?: string;
}

/** The end of a run, or undefined where it had none. */
export type RunEnd = EventOf<'run-end'> | undefined;

/**
 * Runs a run and prints what it does. Gives its `run-end`, or undefined where it ended without one.
 * @throws what the run throws
 */
export async function printRun(events: Observable<RunEvent>, io: CommandIo, { json, detail, title }: ShowOptions): Promise<RunEnd> {
  const people = peopleOf(io, json);
  let end: RunEnd;
  const prints = events.pipe(
    tap((event) => {
      if (event.type === 'run-end') end = event;
    }),
    lines({ ...shapeOf(people), detail, ...(title !== undefined && { title }) }),
    tap(({ text, result }) => (result && !json ? io.out : people).write(text)),
  );
  await lastValueFrom(prints, { defaultValue: undefined });
  return end;
}

/**
 * The same on a dashboard; warnings and the end stay behind on the terminal.
 * @param open opens the dashboard on the events
 */
export async function showOnDashboard(events: Observable<RunEvent>, io: CommandIo, open: (events: Observable<RunEvent>) => Promise<Dashboard>): Promise<RunEnd> {
  const told = new Subject<RunEvent>();
  const dashboard = await open(told);
  io.hangup?.signal.addEventListener('abort', () => void dashboard.close());
  const write = holdUntilClosed(dashboard, (text) => void io.out.write(text));
  let end: RunEnd;
  const prints = events.pipe(
    tap((event) => {
      if (event.type === 'run-end') end = event;
      told.next(event);
    }),
    lines({ ...shapeOf(io.out), detail: 'quiet' }),
    tap(({ text }) => write(text)),
  );
  try {
    await lastValueFrom(prints, { defaultValue: undefined });
  } finally {
    await dashboard.close();
  }
  return end;
}
