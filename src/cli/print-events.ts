import { lastValueFrom, tap, type Observable } from 'rxjs';
import type { RunEvent } from '../events/index.js';
import type { Typed } from './command.js';
import type { CommandIo } from './io.js';
import { printRun } from './print-run.js';

/** Prints the events of a log: as JSON, one per line, or as the lines of their run. */
export async function printEvents(events: Observable<RunEvent>, io: CommandIo, { json, quiet }: Pick<Typed, 'json' | 'quiet'>): Promise<void> {
  if (json) await lastValueFrom(events.pipe(tap((event) => io.out.write(`${JSON.stringify(event)}\n`))), { defaultValue: undefined });
  else await printRun(events, io, { json: false, detail: quiet ? 'quiet' : 'epochs' });
}
