import { appendFile, readFile, truncate } from 'node:fs/promises';
import { z } from 'zod';
import type { EventBody } from '../events/index.js';
import type { Quarantined } from '../pipeline/index.js';
import { messages } from './messages.js';

const lineShape = z.object({ path: z.string() });

/**
 * Opens a run's `quarantine.jsonl`, which need not be there. What it names was told before the run was resumed, also where no
 * checkpoint knows of it: pictures of the validation and the test set, and what was met after the last one before a crash.
 * @param known paths that the checkpoint has
 */
export async function openQuarantine(path: string, emit: (body: EventBody) => void, known: Iterable<string>): Promise<Quarantine> {
  // A file that cannot be read can hardly be written: the first line to go into it tells.
  const text = await readFile(path, 'utf8').catch(() => '');
  const end = text.lastIndexOf('\n') + 1;
  // The next line must not be joined to one that a crash tore.
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

/** Pictures that a run set aside: each is told once, as an event and as a line of `quarantine.jsonl`. */
export class Quarantine {
  readonly #known: Set<string>;
  readonly #told: Set<string>;
  #writing: Promise<void> = Promise.resolve();
  #troubled = false;

  constructor(private readonly path: string, private readonly emit: (body: EventBody) => void, known: Iterable<string>, told: Iterable<string>) {
    this.#known = new Set(known);
    this.#told = new Set(told);
  }

  /** Paths of all that were added, and of those known from before. */
  get paths(): ReadonlySet<string> {
    return this.#known;
  }

  add({ path, reason }: Quarantined): void {
    this.#known.add(path);
    this.report({ path, reason });
  }

  /** The same for a picture that is not of the stream: it is not among `paths`. */
  report(picture: Quarantined): void {
    if (this.#told.has(picture.path)) return;
    this.#told.add(picture.path);
    this.emit({ type: 'quarantine', path: picture.path, reason: picture.reason });
    const line = `${JSON.stringify({ path: picture.path, reason: picture.reason })}\n`;
    this.#writing = this.#writing.then(() => appendFile(this.path, line)).catch((error: unknown) => {
      if (!this.#troubled) this.emit({ type: 'log', level: 'warning', message: messages.file(this.path, error) });
      this.#troubled = true;
    });
  }

  /** Settles when every line is written. */
  async close(): Promise<void> {
    await this.#writing;
  }
}
