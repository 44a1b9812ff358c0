import { readFile } from 'node:fs/promises';
import { peek } from './peek.js';
import { parseLine } from './read.js';
import type { RunEvent } from './schema.js';

/** The events of a run with their times, to be played. */
export interface Tape {
  readonly count: number;
  /** Milliseconds of playing time from the first event to event `index`; never less than that of the one before. */
  timeOf(index: number): number;
  /** Undefined where it turns out to be none: a line of a log is parsed only when it is played. */
  eventAt(index: number): RunEvent | undefined;
}

type Head = Pick<RunEvent, 'time' | 'type'>;

/** A tape of these events. */
export function tapeOf(events: readonly RunEvent[]): Tape {
  const times = playingTimes(events);
  return { count: events.length, timeOf: (index) => times[index] ?? 0, eventAt: (index) => events[index] };
}

/**
 * A tape of the log at `path`, as long as it is now. Its text is held in memory. Lines that this reader does not know are
 * left out, and so is a torn last one.
 *
 * @param onSkipped told how many lines were left out, if any
 * @throws the system's error when the file cannot be read
 */
export async function openTape(path: string, onSkipped: (lines: number) => void = () => undefined): Promise<Tape> {
  const text = await readFile(path);
  const heads: Head[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let skipped = 0;
  for (let start = 0, end = text.indexOf(10); end !== -1; start = end + 1, end = text.indexOf(10, start)) {
    const head = headOf(text, start, end);
    if (head === undefined) {
      skipped += 1;
      continue;
    }
    heads.push(head);
    starts.push(start);
    ends.push(end);
  }
  if (skipped > 0) onSkipped(skipped);
  const times = playingTimes(heads);
  return {
    count: heads.length,
    timeOf: (index) => times[index] ?? 0,
    eventAt: (index) => eventIn(text, starts[index] ?? 0, ends[index] ?? 0),
  };
}

function headOf(text: Buffer, start: number, end: number): Head | undefined {
  const head = peek(text, start, end);
  // Nearly all lines are steps: taken on trust until they are played.
  return head?.type === 'step' ? { time: head.time, type: 'step' } : eventIn(text, start, end);
}

function eventIn(text: Buffer, start: number, end: number): RunEvent | undefined {
  const judged = parseLine(text.toString('utf8', start, end));
  return typeof judged === 'string' ? undefined : judged.event;
}

/**
 * When each event is played. The time in which a run was not in progress, before it was resumed, is left out, and a clock
 * that was put back does not turn the tape back.
 */
function playingTimes(heads: readonly Head[]): Float64Array {
  const times = new Float64Array(heads.length);
  for (const [index, { time, type }] of heads.entries()) {
    const before = heads[index - 1];
    if (before !== undefined) times[index] = (times[index - 1] ?? 0) + (type === 'run-start' ? 0 : Math.max(0, time - before.time));
  }
  return times;
}
