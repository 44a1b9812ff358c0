import { open } from 'node:fs/promises';
import { indexPathOf, landmarksOf } from './log-index.js';
import { parseLine } from './read.js';
import { scanLines } from './scan.js';
import type { RunEvent } from './schema.js';

/** Bytes at the end of a log that are read whole by who comes late: some 4,000 events. */
const WHOLE_BYTES = 1_048_576;

const utf8 = new TextDecoder();

/** What a read of a log brought. */
export interface LogUpdate {
  readonly events: readonly RunEvent[];
  /** Sentences about the log itself. */
  readonly warnings: readonly string[];
  /** Whether the log is longer than when it was last read, also by a line that is not whole yet. */
  readonly grew: boolean;
}

/**
 * A log that may be growing. The first read gives landmarks of what lies far back and the end of it whole; each later one
 * what has come since. A last line without its end is left for later.
 */
export class LogTail {
  /** The byte behind the last whole line that was read, and the size that the file had then. */
  #at = 0;
  #size = 0;
  #inode = 0;
  #begun = false;
  #started = false;
  #seq: number | undefined;
  #unknown = 0;

  constructor(private readonly path: string) {}

  /** @throws the system's error (`ENOENT`, `ESTALE`, …) when the file cannot be read */
  async read(): Promise<LogUpdate> {
    // Opened anew each time: on a network folder that is what makes the system ask how long the file is now.
    const file = await open(this.path, 'r');
    try {
      const { size, ino } = await file.stat();
      const events: RunEvent[] = [];
      const warnings: string[] = [];
      // A resumed run cuts off a torn line, which was not read. Shorter than that, or another file: somebody replaced it.
      if (size < this.#at || (this.#begun && ino !== this.#inode)) {
        warnings.push('events.jsonl was replaced by another; it is read from the beginning');
        this.#reset();
      }
      const grew = size > this.#size;
      this.#inode = ino;
      this.#size = size;
      if (!this.#begun && size > WHOLE_BYTES) this.#at = await this.#readLandmarks(file, size - WHOLE_BYTES, events);
      this.#at = await scanLines(file, this.#at, size, (buffer, start, end) => {
        this.#take(utf8.decode(buffer.subarray(start, end)), events, warnings);
      });
      this.#begun = true;
      if (this.#unknown > 0) warnings.push(`passed over ${this.#unknown === 1 ? 'an event' : `${this.#unknown} events`} of a newer whisker`);
      this.#unknown = 0;
      if (!this.#started && events.length > 0) {
        if (events.every(({ type }) => type !== 'run-start')) warnings.push('events.jsonl does not tell how the run began: it has no run-start');
        this.#started = true;
      }
      return { events, warnings, grew };
    } finally {
      await file.close();
    }
  }

  /** @returns the byte from which on everything is to be read */
  async #readLandmarks(file: Parameters<typeof landmarksOf>[0], to: number, events: RunEvent[]): Promise<number> {
    // Where the line ends that stands there.
    let whole = to;
    await scanLines(file, to, to + WHOLE_BYTES, (_, start, end, at) => {
      if (whole === to) whole = at + end - start + 1;
    });
    const { lines, landmarks } = await landmarksOf(file, indexPathOf(this.path), whole);
    const all = landmarks.best === undefined ? lines : [...lines, landmarks.best].sort((a, b) => a.at - b.at);
    for (const { bytes } of all) this.#take(utf8.decode(bytes), events, null);
    this.#seq = undefined;
    return whole;
  }

  /** @param warnings null where lines are left out, and a gap says nothing */
  #take(line: string, events: RunEvent[], warnings: string[] | null): void {
    if (line.trim() === '') return;
    const judged = parseLine(line);
    if (judged === 'unknown') this.#unknown += 1;
    if (judged === 'bad') warnings?.push(`passed over a line that is no event: ${line.slice(0, 60)}`);
    if (typeof judged === 'string') {
      // It may have had the next seq.
      this.#seq = undefined;
      return;
    }
    const { event } = judged;
    if (warnings !== null && this.#seq !== undefined && event.seq > this.#seq + 1) {
      warnings.push(event.seq === this.#seq + 2 ? `the log lacks event ${this.#seq + 1}` : `the log lacks events ${this.#seq + 1} to ${event.seq - 1}`);
    }
    this.#seq = event.seq;
    events.push(event);
  }

  #reset(): void {
    this.#at = 0;
    this.#size = 0;
    this.#begun = false;
    this.#started = false;
    this.#seq = undefined;
  }
}

/**
 * The events of the log at `path` by now, thinned where it is a long run (docs/events.md); words about the log itself left out.
 * @throws the system's error (`ENOENT`, …) when the file cannot be read
 */
export async function readThinnedEvents(path: string): Promise<readonly RunEvent[]> {
  return (await new LogTail(path).read()).events;
}

/**
 * The newest event of the log at `path`, words about the log itself left out: how its run stands. Quick, however long the log.
 * @throws the system's error (`ENOENT`, …) when the file cannot be read
 */
export async function readNewestEvent(path: string): Promise<RunEvent | undefined> {
  return (await readThinnedEvents(path)).findLast(({ type }) => type !== 'log');
}
