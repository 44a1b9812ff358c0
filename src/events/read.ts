import { createReadStream } from 'node:fs';
import { z } from 'zod';
import { eventBody, SCHEMA_VERSION, type RunEvent } from './schema.js';

const stampOf = z.object({ v: z.number(), seq: z.number(), time: z.number(), type: z.string() });
const knownTypes = new Set<string>(eventBody.options.map((option) => option.shape.type.value));

/** What a reader passed over. */
export interface Skipped {
  /** Lines whose type or version this reader does not know: written by a newer whisker. */
  readonly unknown: number;
  /** Numbers (from 1) of lines that are no event. */
  readonly bad: readonly number[];
  /** Whether the last line was cut off: its writer died, or still writes. */
  readonly torn: boolean;
}

/** One line of a log, judged. */
export type ParsedLine = { readonly event: RunEvent } | 'unknown' | 'bad';

/** What one line of `events.jsonl` says; `unknown` where a newer whisker wrote it, `bad` where it is no event at all. */
export function parseLine(line: string): ParsedLine {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'bad';
  }
  const stamped = stampOf.safeParse(value);
  if (!stamped.success) return 'bad';
  const { v, seq, time, type } = stamped.data;
  if (v > SCHEMA_VERSION || !knownTypes.has(type)) return 'unknown';
  const body = eventBody.safeParse(value);
  return body.success ? { event: { v, seq, time, ...body.data } } : 'bad';
}

/**
 * The events of a log, in the order written. The log may be that of a run in progress or of one that crashed: a last
 * line without its end is left out. `from(readEvents(path))` makes an observable of it.
 *
 * @param onSkipped called once at the end with what was passed over
 * @throws the system's error (`ENOENT`, …) when the file cannot be read
 */
export async function* readEvents(path: string, onSkipped?: (skipped: Skipped) => void): AsyncGenerator<RunEvent, void, undefined> {
  let number = 0;
  let unknown = 0;
  const bad: number[] = [];
  let rest = '';
  for await (const chunk of createReadStream(path, 'utf8')) {
    rest += String(chunk);
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      number += 1;
      if (line.trim() === '') continue;
      const judged = parseLine(line);
      if (judged === 'unknown') unknown += 1;
      else if (judged === 'bad') bad.push(number);
      else yield judged.event;
    }
  }
  onSkipped?.({ unknown, bad, torn: rest !== '' });
}
