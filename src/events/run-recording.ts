import { readFile } from 'node:fs/promises';
import type { LogFaults } from './messages.js';
import { peek } from './peek.js';
import { parseLine, type ParsedLine } from './read.js';
import type { RunEvent } from './schema.js';

/** The events of a run and when to play each of them. */
export interface RunRecording {
  readonly count: number;
  /** Playing time of event `index` in ms since the first event; never less than that of the event before. */
  timeOf(index: number): number;
  /** Returns an event; undefined if its line turns out to be invalid. Lines are parsed only when they are played. */
  eventAt(index: number): RunEvent | undefined;
}

type Head = Pick<RunEvent, 'seq' | 'time' | 'type'>;

/** An event's line: its first byte in the log, and the byte after it. */
interface Line extends Pick<Head, 'time' | 'type'> {
  readonly start: number;
  readonly end: number;
}

/** Makes a recording of events in memory. */
export function runRecordingOf(events: readonly RunEvent[]): RunRecording {
  const times = playingTimes(events);
  return { count: events.length, timeOf: (index) => times[index] ?? 0, eventAt: (index) => events[index] };
}

/**
 * Makes a recording of the log at `path`, as long as it is now. The text is held in memory. Unknown and invalid lines are
 * skipped, and so is an incomplete last line.
 *
 * @param onFaults called once if anything is wrong with the log
 * @throws the system's error if the file cannot be read
 */
export async function openRunRecording(path: string, onFaults: (faults: LogFaults) => void = () => undefined): Promise<RunRecording> {
  const text = await readFile(path);
  const lines: Line[] = [];
  const faults = { unknown: 0, other: 0, bad: 0, missing: 0 };
  let seq: number | undefined;
  // Nearly all lines are steps. Where the first one is an event, the others are not checked until they are played.
  let stepsFit = false;
  for (let start = 0, end = text.indexOf(10); end !== -1; start = end + 1, end = text.indexOf(10, start)) {
    const head = headOf(text, start, end, stepsFit);
    if (typeof head !== 'string' && head.type === 'step') stepsFit = true;
    if (typeof head === 'string') {
      if (end > start) faults[head] += 1;
      // This line may have had the next seq.
      seq = undefined;
      continue;
    }
    if (seq !== undefined) faults.missing += Math.max(0, head.seq - seq - 1);
    seq = head.seq;
    lines.push({ time: head.time, type: head.type, start, end });
  }
  const noStart = lines.length > 0 && lines.every(({ type }) => type !== 'run-start');
  if (faults.unknown + faults.other + faults.bad + faults.missing > 0 || noStart) onFaults({ ...faults, noStart });
  const times = playingTimes(lines);
  return {
    count: lines.length,
    timeOf: (index) => times[index] ?? 0,
    eventAt: (index) => {
      const { start, end } = lines[index] ?? { start: 0, end: 0 };
      const parsed = parseLine(text.toString('utf8', start, end));
      return typeof parsed === 'string' ? undefined : parsed.event;
    },
  };
}

function headOf(text: Buffer, start: number, end: number, stepsFit: boolean): Head | Exclude<ParsedLine, object> {
  const head = peek(text, start, end);
  if (stepsFit && head?.type === 'step') return { seq: head.seq, time: head.time, type: 'step' };
  const parsed = parseLine(text.toString('utf8', start, end));
  return typeof parsed === 'string' ? parsed : parsed.event;
}

/** Returns the playing time of each event. The time between an interruption and the resume is left out; a clock set back counts as 0 ms. */
function playingTimes(heads: readonly Pick<Head, 'time' | 'type'>[]): Float64Array {
  const times = new Float64Array(heads.length);
  for (const [index, { time, type }] of heads.entries()) {
    const before = heads[index - 1];
    if (before !== undefined) times[index] = (times[index - 1] ?? 0) + (type === 'run-start' ? 0 : Math.max(0, time - before.time));
  }
  return times;
}
