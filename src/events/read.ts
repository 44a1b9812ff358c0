import { createReadStream } from 'node:fs';
import { z } from 'zod';
import { eventBody, SCHEMA_VERSION, type RunEvent } from './schema.js';

const stampSchema = z.object({ v: z.number(), seq: z.number(), time: z.number(), type: z.string() });
const knownTypes = new Set<string>(eventBody.options.map((option) => option.shape.type.value));

/** Lines of a log that a reader skipped. */
export interface Skipped {
  /** Lines of an unknown type or version, from a newer version of whisker. */
  readonly unknown: number;
  /** Lines of a known type with other fields, from another version of whisker. */
  readonly other: number;
  /** Numbers (from 1) of lines that are not events. */
  readonly bad: readonly number[];
  /** Whether the last line is incomplete: its writer died, or is still writing. */
  readonly torn: boolean;
}

/**
 * A parsed line: the event, `unknown` if a newer version of whisker wrote it, `other` if a version wrote it whose events of this type
 * have other fields, or `bad` if it is not an event.
 */
export type ParsedLine = { readonly event: RunEvent } | 'unknown' | 'other' | 'bad';

/** Parses one line of `events.jsonl`. */
export function parseLine(line: string): ParsedLine {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'bad';
  }
  const stamped = stampSchema.safeParse(value);
  if (!stamped.success) return 'bad';
  const { v, seq, time, type } = stamped.data;
  if (v > SCHEMA_VERSION || !knownTypes.has(type)) return 'unknown';
  const body = eventBody.safeParse(value);
  return body.success ? { event: { v, seq, time, ...body.data } } : 'other';
}

/**
 * Yields the events of a log in the order they were written. The run may be in progress or may have crashed: an incomplete
 * last line is skipped. `from(readEvents(path))` makes an observable of it.
 *
 * @param onSkipped called once at the end
 * @throws the system's error (`ENOENT`, …) if the file cannot be read
 */
export async function* readEvents(path: string, onSkipped?: (skipped: Skipped) => void): AsyncGenerator<RunEvent, void, undefined> {
  let number = 0;
  let unknown = 0;
  let other = 0;
  const bad: number[] = [];
  let rest = '';
  for await (const chunk of createReadStream(path, 'utf8')) {
    rest += String(chunk);
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      number += 1;
      if (line.trim() === '') continue;
      const parsed = parseLine(line);
      if (parsed === 'unknown') unknown += 1;
      else if (parsed === 'other') other += 1;
      else if (parsed === 'bad') bad.push(number);
      else yield parsed.event;
    }
  }
  onSkipped?.({ unknown, other, bad, torn: rest !== '' });
}
