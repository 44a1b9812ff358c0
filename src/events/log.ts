import { open, type FileHandle } from 'node:fs/promises';
import { syncFile } from '../disk/index.js';
import { Appender, type LogFile } from './appender.js';
import { linesBackwards } from './lines-backwards.js';
import { parseLine } from './read.js';
import type { RunEvent } from './schema.js';

/** Events that were never written: how many, and the seq of the first and the last. */
export interface LostEvents {
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

/** What a log calls when its file cannot be written. */
export interface LogCallbacks {
  /** Asked before each write. After a no, nothing is written any more: the file belongs to another process now. */
  readonly mayWrite?: () => Promise<boolean>;
  /** A write failed (`ENOSPC`). Called once, and again only after a later write has succeeded. */
  readonly onError: (error: unknown) => void;
  /** Writing works again, but these events were dropped in the meantime. */
  readonly onLost?: (lost: LostEvents) => void;
}

/**
 * Opens or creates the log at `path`. The torn last line of a crashed run is cut off first.
 *
 * A failed write does not stop the run: the lines wait for the next attempt. Beyond four megabytes the oldest are dropped.
 *
 * @throws the system's error if the file cannot be opened
 */
export async function openEventLog(path: string, callbacks: LogCallbacks): Promise<EventLog> {
  const file = await open(path, 'a+');
  try {
    const { bytes, nextSeq } = await findEnd(file);
    await file.truncate(bytes);
    return new EventLog(logFileOf(file), callbacks, bytes, nextSeq);
  } catch (error) {
    await file.close();
    throw error;
  }
}

const logFileOf = (file: FileHandle): LogFile => ({
  write: (bytes, offset) => file.write(bytes, offset),
  truncate: (length) => file.truncate(length),
  sync: () => syncFile(file),
  close: () => file.close(),
});

/** Appends events to `events.jsonl`, in order. */
export class EventLog {
  readonly #appender: Appender;
  /** Seq of each line that is not written yet. */
  readonly #seqs = new WeakMap<Uint8Array, number>();
  #lost: LostEvents | undefined;

  /**
   * @param bytes length of the whole lines in the open file
   * @param nextSeq seq of the next event: 0 in a new log, one more than the last in a reopened one
   */
  constructor(file: LogFile, private readonly callbacks: LogCallbacks, bytes = 0, public nextSeq = 0) {
    this.#appender = new Appender(file, { ...callbacks, onWritten: () => this.#reportLost(), onDropped: (line) => this.#countLost(line) }, bytes);
  }

  /** Takes an event and writes it within a second. Never throws. */
  write(event: RunEvent): void {
    const line = Buffer.from(`${JSON.stringify(event)}\n`);
    this.#seqs.set(line, event.seq);
    this.#appender.add(line);
    this.nextSeq = event.seq + 1;
  }

  /** Resolves when every event so far is written, or its write has failed. */
  flush(): Promise<void> {
    return this.#appender.flush();
  }

  /** Writes the remaining events and closes the file. */
  close(): Promise<void> {
    return this.#appender.close();
  }

  #countLost(line: Uint8Array): void {
    const seq = this.#seqs.get(line);
    if (seq === undefined) return;
    this.#lost = { count: (this.#lost?.count ?? 0) + 1, first: this.#lost?.first ?? seq, last: seq };
  }

  #reportLost(): void {
    const lost = this.#lost;
    this.#lost = undefined;
    if (lost !== undefined) this.callbacks.onLost?.(lost);
  }
}

/** Returns the byte after the last whole line, and the seq after the last event. */
async function findEnd(file: FileHandle): Promise<{ readonly bytes: number; readonly nextSeq: number }> {
  let bytes: number | undefined;
  for await (const { text, end } of linesBackwards(file)) {
    bytes ??= end;
    const seq = seqOf(text);
    if (seq !== undefined) return { bytes, nextSeq: seq + 1 };
  }
  return { bytes: bytes ?? 0, nextSeq: 0 };
}

/** Returns the seq of a line, even if a newer version of whisker wrote it. */
function seqOf(line: string): number | undefined {
  const parsed = parseLine(line);
  if (typeof parsed === 'object') return parsed.event.seq;
  if (parsed === 'bad') return undefined;
  const value: unknown = JSON.parse(line);
  return typeof value === 'object' && value !== null && 'seq' in value && typeof value.seq === 'number' ? value.seq : undefined;
}
