import { readFile } from 'node:fs/promises';
import { peek } from './peek.js';
import { parseLine } from './read.js';
import type { RunEvent } from './schema.js';

/** The events of a run with their times, to be played. */
export interface RunRecording {
  readonly count: number;
  /** Milliseconds of playing time from the first event to event `index`; never less than that of the one before. */
  timeOf(index: number): number;
  /** Undefined where it turns out to be none: a line of a log is parsed only when it is played. */
  eventAt(index: number): RunEvent | undefined;
}

type Head = Pick<RunEvent, 'seq' | 'time' | 'type'>;

/** What a log has that is no event, and what it lacks. */
export interface LogFaults {
  /** Lines of a newer whisker, and lines that are no event: both are left out. */
  readonly unknown: number;
  readonly bad: number;
  /** Events that are missing, by the gaps in seq. */
  readonly missing: number;
  /** Whether no run-start tells how the run began. */
  readonly noStart: boolean;
}

/** A tape of these events. */
export function runRecordingOf(events: readonly RunEvent[]): RunRecording {
  const times = playingTimes(events);
  return { count: events.length, timeOf: (index) => times[index] ?? 0, eventAt: (index) => events[index] };
}

/**
 * A tape of the log at `path`, as long as it is now. Its text is held in memory. Lines that this reader does not know are
 * left out, and so is a torn last one.
 *
 * @param onFaults told once what is wrong with the log, if anything
 * @throws the system's error when the file cannot be read
 */
export async function openRunRecording(path: string, onFaults: (faults: LogFaults) => void = () => undefined): Promise<RunRecording> {
  const text = await readFile(path);
  const heads: Head[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const faults = { unknown: 0, bad: 0, missing: 0 };
  let seq: number | undefined;
  for (let start = 0, end = text.indexOf(10); end !== -1; start = end + 1, end = text.indexOf(10, start)) {
    const head = headOf(text, start, end);
    if (typeof head === 'string') {
      if (end > start) faults[head] += 1;
      // It may have had the next seq.
      seq = undefined;
      continue;
    }
    if (seq !== undefined) faults.missing += Math.max(0, head.seq - seq - 1);
    seq = head.seq;
    heads.push(head);
    starts.push(start);
    ends.push(end);
  }
  const noStart = heads.length > 0 && heads.every(({ type }) => type !== 'run-start');
  if (faults.unknown + faults.bad + faults.missing > 0 || noStart) onFaults({ ...faults, noStart });
  const times = playingTimes(heads);
  return {
    count: heads.length,
    timeOf: (index) => times[index] ?? 0,
    eventAt: (index) => eventIn(text, starts[index] ?? 0, ends[index] ?? 0),
  };
}

function headOf(text: Buffer, start: number, end: number): Head | 'unknown' | 'bad' {
  const head = peek(text, start, end);
  // Nearly all lines are steps: taken on trust until they are played.
  if (head?.type === 'step') return { seq: head.seq, time: head.time, type: 'step' };
  const judged = parseLine(text.toString('utf8', start, end));
  return typeof judged === 'string' ? judged : judged.event;
}

function eventIn(text: Buffer, start: number, end: number): RunEvent | undefined {
  const judged = parseLine(text.toString('utf8', start, end));
  return typeof judged === 'string' ? undefined : judged.event;
}

/**
 * When each event is played. The time in which a run was not in progress, before it was resumed, is left out, and a clock
 * that was put back does not turn the tape back.
 */
function playingTimes(heads: readonly Pick<Head, 'time' | 'type'>[]): Float64Array {
  const times = new Float64Array(heads.length);
  for (const [index, { time, type }] of heads.entries()) {
    const before = heads[index - 1];
    if (before !== undefined) times[index] = (times[index - 1] ?? 0) + (type === 'run-start' ? 0 : Math.max(0, time - before.time));
  }
  return times;
}
