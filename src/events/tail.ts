import { open, type FileHandle } from 'node:fs/promises';
import { linesBackwards } from './lines-backwards.js';
import { messages } from './messages.js';
import { parseLine } from './read.js';
import { scanLines } from './scan.js';
import type { RunEvent } from './schema.js';
import { readThinnedLines } from './thinned.js';

/** Bytes at the end of a log that the first read takes whole: about 4,000 events. */
const WHOLE_BYTES = 1_048_576;

const utf8 = new TextDecoder();

/** The result of one read of a log. */
export interface LogUpdate {
  readonly events: readonly RunEvent[];
  /** Sentences about the log itself. */
  readonly warnings: readonly string[];
  /** Whether the log has grown since the last read, even if only by part of a line. */
  readonly grew: boolean;
}

/**
 * A log that may be growing. The first read thins everything but the end of a long log; each later read returns the new
 * events. An incomplete last line waits for the next read.
 */
export class LogTail {
  /** The byte after the last line that was read, and the size of the file at that time. */
  #at = 0;
  #size = 0;
  /** The file that was read; undefined before the first read. */
  #inode: number | undefined;
  #hasEvents = false;
  #seq: number | undefined;
  #unknown = 0;
  #other = 0;

  constructor(private readonly path: string) {}

  /** @throws the system's error (`ENOENT`, `ESTALE`, …) if the file cannot be read */
  async read(): Promise<LogUpdate> {
    // A network folder reports the new size only to a newly opened file.
    const file = await open(this.path, 'r');
    try {
      const { size, ino } = await file.stat();
      const events: RunEvent[] = [];
      const warnings: string[] = [];
      // A resumed run cuts off an incomplete line, which was not read. If more is gone, or the file is another, it was replaced.
      if (size < this.#at || (this.#inode !== undefined && ino !== this.#inode)) {
        warnings.push(messages.replaced());
        this.#reset();
      }
      const grew = size > this.#size;
      this.#size = size;
      if (this.#inode === undefined && size > WHOLE_BYTES) this.#at = await this.#readThinned(file, size - WHOLE_BYTES, events);
      this.#at = await scanLines(file, this.#at, size, (buffer, start, end) => {
        this.#take(utf8.decode(buffer.subarray(start, end)), events, warnings);
      });
      this.#inode = ino;
      if (this.#unknown > 0) warnings.push(messages.unknown(this.#unknown));
      if (this.#other > 0) warnings.push(messages.other(this.#other));
      [this.#unknown, this.#other] = [0, 0];
      if (!this.#hasEvents && events.length > 0) {
        if (events.every(({ type }) => type !== 'run-start')) warnings.push(messages.noStart());
        this.#hasEvents = true;
      }
      return { events, warnings, grew };
    } finally {
      await file.close();
    }
  }

  /** Reads everything before byte `to` thinned, and returns the byte from which the log must be read whole. */
  async #readThinned(file: FileHandle, to: number, events: RunEvent[]): Promise<number> {
    // The end of the line that contains byte `to`.
    let whole = to;
    await scanLines(file, to, to + WHOLE_BYTES, (_, start, end, at) => {
      if (whole === to) whole = at + end - start + 1;
    });
    for (const line of await readThinnedLines(file, whole)) this.#take(utf8.decode(line), events, null);
    this.#seq = undefined;
    return whole;
  }

  /** @param warnings null in the thinned part, where gaps are normal */
  #take(line: string, events: RunEvent[], warnings: string[] | null): void {
    if (line.trim() === '') return;
    const parsed = parseLine(line);
    if (parsed === 'unknown') this.#unknown += 1;
    if (parsed === 'other') this.#other += 1;
    if (parsed === 'bad') warnings?.push(messages.badLine(line));
    if (typeof parsed === 'string') {
      // This line may have had the next seq.
      this.#seq = undefined;
      return;
    }
    const { event } = parsed;
    if (warnings !== null && this.#seq !== undefined && event.seq > this.#seq + 1) warnings.push(messages.gap(this.#seq + 1, event.seq - 1));
    this.#seq = event.seq;
    events.push(event);
  }

  #reset(): void {
    this.#at = 0;
    this.#size = 0;
    this.#inode = undefined;
    this.#hasEvents = false;
    this.#seq = undefined;
  }
}

/**
 * Returns the events of the log at `path`, thinned if the log is long (docs/events.md).
 * @throws the system's error (`ENOENT`, …) if the file cannot be read
 */
export async function readThinnedEvents(path: string): Promise<readonly RunEvent[]> {
  return (await new LogTail(path).read()).events;
}

/**
 * Returns the newest event of the log at `path` that is not a `log` event: it shows the state of the run.
 * @throws the system's error (`ENOENT`, …) if the file cannot be read
 */
export async function readNewestEvent(path: string): Promise<RunEvent | undefined> {
  const file = await open(path, 'r');
  try {
    for await (const { text } of linesBackwards(file)) {
      const parsed = parseLine(text);
      if (typeof parsed === 'object' && parsed.event.type !== 'log') return parsed.event;
    }
    return undefined;
  } finally {
    await file.close();
  }
}
