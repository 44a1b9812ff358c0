import { open, type FileHandle } from 'node:fs/promises';
import { Appender, type LogFile } from './appender.js';
import type { RunEvent } from './schema.js';
import { parseLine } from './read.js';

/** Bytes read at a time when the end of a log is looked for. */
const TAIL_BYTES = 65_536;

/** Appends events to `events.jsonl`, in the order given. */
export interface EventLog {
  /** Seq of the next event: 0 in a new log, one past the last in one that was opened again. */
  readonly nextSeq: number;
  /** Takes an event; it is on disk within a second. Never throws: trouble is told once, to `onTrouble`. */
  write(event: RunEvent): void;
  /** Settles when every event taken so far is written (or could not be). */
  flush(): Promise<void>;
  /** Writes what is left and closes the file. */
  close(): Promise<void>;
}

/**
 * Opens the log at `path`, or makes it. The torn last line of a run that crashed is cut off first.
 *
 * A write that fails (`ENOSPC`) does not stop the run: `onTrouble` is told once, and the lines wait for the next try. Past
 * four megabytes of them the oldest go, and a gap in seq tells so.
 *
 * @throws the system's error when the file cannot be opened
 */
export async function openEventLog(path: string, onTrouble: (error: unknown) => void): Promise<EventLog> {
  const file = await open(path, 'a+');
  try {
    const { bytes, nextSeq } = await wholeLines(file);
    await file.truncate(bytes);
    return new FileLog(file, bytes, nextSeq, onTrouble);
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** The same over any file that stands at `bytes`. */
export function logTo(file: LogFile, onTrouble: (error: unknown) => void, bytes = 0, nextSeq = 0): EventLog {
  return new FileLog(file, bytes, nextSeq, onTrouble);
}

class FileLog implements EventLog {
  readonly #appender: Appender;

  constructor(file: LogFile, bytes: number, public nextSeq: number, onTrouble: (error: unknown) => void) {
    this.#appender = new Appender(file, onTrouble, bytes);
  }

  write(event: RunEvent): void {
    this.#appender.add(Buffer.from(`${JSON.stringify(event)}\n`));
    this.nextSeq = event.seq + 1;
  }

  flush(): Promise<void> {
    return this.#appender.flush();
  }

  close(): Promise<void> {
    return this.#appender.close();
  }
}

/** Bytes up to the end of the last whole line, and the seq that comes after the last event among them. */
async function wholeLines(file: FileHandle): Promise<{ readonly bytes: number; readonly nextSeq: number }> {
  const { size } = await file.stat();
  let bytes: number | undefined;
  let tail = Buffer.alloc(0);
  for (let start = size; start > 0; ) {
    const from = Math.max(0, start - TAIL_BYTES);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(start - from), 0, start - from, from);
    tail = Buffer.concat([buffer.subarray(0, bytesRead), tail]);
    start = from;
    if (bytes === undefined) {
      const end = tail.lastIndexOf(10) + 1;
      if (end === 0) continue;
      bytes = start + end;
      tail = tail.subarray(0, end);
    }
    // The first line of the tail may be cut; the last event is looked for behind it.
    const lines = tail.toString('utf8').split('\n').slice(start === 0 ? 0 : 1);
    for (const line of lines.toReversed()) {
      const seq = seqOf(line);
      if (seq !== undefined) return { bytes, nextSeq: seq + 1 };
    }
  }
  return { bytes: bytes ?? 0, nextSeq: 0 };
}

/** The seq of a line, also of one whose type only a newer whisker knows. */
function seqOf(line: string): number | undefined {
  const judged = parseLine(line);
  if (typeof judged === 'object') return judged.event.seq;
  if (judged === 'bad') return undefined;
  const value: unknown = JSON.parse(line);
  return typeof value === 'object' && value !== null && 'seq' in value && typeof value.seq === 'number' ? value.seq : undefined;
}
