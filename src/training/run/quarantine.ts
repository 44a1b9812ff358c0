import { appendFile, readFile, truncate } from 'node:fs/promises';
import { z } from 'zod';
import type { EventBody } from '../../events/index.js';
import type { Quarantined } from '../../pipeline/index.js';
import { messages } from '../messages.js';

const lineShape = z.object({ path: z.string() });

/**
 * Opens a run's `quarantine.jsonl`, which may be missing. A resumed run does not report its pictures again. Some are in no
 * checkpoint: those of the validation and test sets, and those found between the last checkpoint and a crash.
 * @param known paths in the checkpoint
 */
export async function openQuarantine(path: string, emit: (body: EventBody) => void, known: Iterable<string>): Promise<Quarantine> {
  // A file that cannot be read can hardly be written. The first line that goes into it reports that.
  const text = await readFile(path, 'utf8').catch(() => '');
  const end = text.lastIndexOf('\n') + 1;
  // The next line must not be appended to one that a crash cut off.
  if (end < text.length) await truncate(path, Buffer.byteLength(text.slice(0, end))).catch(() => undefined);
  return new Quarantine(path, emit, known, text.slice(0, end).split('\n').flatMap(pathIn));
}

function pathIn(line: string): string[] {
  try {
    return [lineShape.parse(JSON.parse(line)).path];
  } catch {
    return [];
  }
}

/** The quarantined pictures of a run. Each is reported once, as an event and as a line of `quarantine.jsonl`. */
export class Quarantine {
  readonly #known: Set<string>;
  readonly #reported: Set<string>;
  #writing: Promise<void> = Promise.resolve();
  #warned = false;

  constructor(private readonly path: string, private readonly emit: (body: EventBody) => void, known: Iterable<string>, reported: Iterable<string>) {
    this.#known = new Set(known);
    this.#reported = new Set(reported);
  }

  /** Paths of the stream's quarantined pictures, with those of the checkpoint. */
  get paths(): ReadonlySet<string> {
    return this.#known;
  }

  /** Quarantines a picture of the stream. */
  add({ path, reason }: Quarantined): void {
    this.#known.add(path);
    this.report({ path, reason });
  }

  /** Reports a picture. One that is not of the stream does not count among `paths`. */
  report(picture: Quarantined): void {
    if (this.#reported.has(picture.path)) return;
    this.#reported.add(picture.path);
    this.emit({ type: 'quarantine', path: picture.path, reason: picture.reason });
    const line = `${JSON.stringify({ path: picture.path, reason: picture.reason })}\n`;
    this.#writing = this.#writing.then(() => appendFile(this.path, line)).catch((error: unknown) => {
      if (!this.#warned) this.emit({ type: 'log', level: 'warning', message: messages.file(this.path, error) });
      this.#warned = true;
    });
  }

  /** Resolves when every line is written. */
  async close(): Promise<void> {
    await this.#writing;
  }
}
