import { open, writeFile, type FileHandle } from 'node:fs/promises';
import { Appender, type LogFile } from './appender.js';
import type { Landmarks } from './landmarks.js';
import { indexLine, indexPathOf, landmarksOf } from './log-index.js';
import { peek } from './peek.js';
import { parseLine } from './read.js';
import type { RunEvent } from './schema.js';

/** Bytes read at a time when the end of a log is looked for. */
const TAIL_BYTES = 65_536;

/** Appends events to `events.jsonl`, in the order given. */
export interface EventLog {
  /** Seq of the next event: 0 in a new log, one past the last in one that was opened again. */
  readonly nextSeq: number;
  /** Takes an event; it is on disk within a second. Never throws. */
  write(event: RunEvent): void;
  /** Settles when every event taken so far is written (or could not be). */
  flush(): Promise<void>;
  /** Writes what is left and closes the file. */
  close(): Promise<void>;
}

/** Events that never came into a log: their number, and the seqs of the first and the last. */
export interface LostEvents {
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

/** What a log tells of itself. */
export interface LogCallbacks {
  /** A write failed (`ENOSPC`). Told once, and again only after one has succeeded. */
  readonly onError: (error: unknown) => void;
  /** There is room again, and these events were given up meanwhile: the log is incomplete, and should say so. */
  readonly onLost?: (lost: LostEvents) => void;
}

/**
 * Opens the log at `path`, or makes it. The torn last line of a run that crashed is cut off first.
 *
 * A write that fails does not stop the run: the lines wait for the next try. Past four megabytes of them the oldest go.
 * Beside it an index is kept (`events.index`), so that who comes late need not read all of it.
 *
 * @throws the system's error when the file cannot be opened
 */
export async function openEventLog(path: string, hears: LogCallbacks): Promise<EventLog> {
  const file = await open(path, 'a+');
  try {
    const { bytes, nextSeq } = await wholeLines(file);
    await file.truncate(bytes);
    return new FileLog(file, hears, bytes, nextSeq, await openIndex(path, file, bytes));
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** The same over any file that stands at `bytes`, without an index. */
export function createEventLog(file: LogFile, hears: LogCallbacks, bytes = 0, nextSeq = 0): EventLog {
  return new FileLog(file, hears, bytes, nextSeq, null);
}

/** Adds the landmarks of a log to its index. */
interface Index {
  readonly landmarks: Landmarks;
  readonly appender: Appender;
}

/** The index of a log that holds `bytes`, made anew; null where there can be none. */
async function openIndex(log: string, file: FileHandle, bytes: number): Promise<Index | null> {
  try {
    const path = indexPathOf(log);
    const { lines, landmarks } = await landmarksOf(file, path, bytes);
    const known = Buffer.concat(lines.map(indexLine));
    await writeFile(path, known);
    // Nobody misses it: readers find the landmarks in the log, only later.
    return { landmarks, appender: new Appender(await open(path, 'a'), { trouble: () => undefined }, known.length) };
  } catch {
    return null;
  }
}

class FileLog implements EventLog {
  readonly #appender: Appender;
  /** Seqs of the pieces that are not written yet. */
  readonly #seqs = new WeakMap<Uint8Array, number>();
  #lost: LostEvents | undefined;

  constructor(file: LogFile, private readonly hears: LogCallbacks, bytes: number, public nextSeq: number, private readonly index: Index | null) {
    const told = {
      trouble: hears.onError,
      written: (pieces: readonly Uint8Array[], at: number) => this.#written(pieces, at),
      dropped: (piece: Uint8Array) => this.#dropped(piece),
    };
    this.#appender = new Appender(file, told, bytes);
  }

  write(event: RunEvent): void {
    const piece = Buffer.from(`${JSON.stringify(event)}\n`);
    this.#seqs.set(piece, event.seq);
    this.#appender.add(piece);
    this.nextSeq = event.seq + 1;
  }

  flush(): Promise<void> {
    return this.#appender.flush();
  }

  async close(): Promise<void> {
    await this.#appender.close();
    await this.index?.appender.close();
  }

  #written(pieces: readonly Uint8Array[], at: number): void {
    if (this.index !== null) this.#note(pieces, at, this.index);
    const lost = this.#lost;
    this.#lost = undefined;
    if (lost !== undefined) this.hears.onLost?.(lost);
  }

  #note(pieces: readonly Uint8Array[], from: number, { landmarks, appender }: Index): void {
    let at = from;
    for (const piece of pieces) {
      const line = piece.subarray(0, -1);
      const head = peek(line, 0, line.length);
      for (const kept of head === undefined ? [{ at, bytes: line }] : landmarks.take(head, at, () => line)) appender.add(indexLine(kept));
      at += piece.length;
    }
  }

  #dropped(piece: Uint8Array): void {
    const seq = this.#seqs.get(piece);
    if (seq === undefined) return;
    this.#lost = { count: (this.#lost?.count ?? 0) + 1, first: this.#lost?.first ?? seq, last: seq };
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
