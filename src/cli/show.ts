import { lastValueFrom, tap, type Observable } from 'rxjs';
import type { EventOf, RunEvent } from '../events/index.js';
import { peopleOf, shapeOf, type CommandIo } from './io.js';
import { lines, type LinesOptions } from './lines.js';

export interface ShowOptions {
  readonly json: boolean;
  readonly detail: LinesOptions['detail'];
  readonly title?: string;
}

/**
 * Runs a run and prints what it does. Gives its `run-end`, or undefined where it ended without one.
 * @throws what the run throws
 */
export async function show(events: Observable<RunEvent>, io: CommandIo, { json, detail, title }: ShowOptions): Promise<EventOf<'run-end'> | undefined> {
  const people = peopleOf(io, json);
  let end: EventOf<'run-end'> | undefined;
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
