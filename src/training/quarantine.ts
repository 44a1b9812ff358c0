import { appendFile } from 'node:fs/promises';
import type { EventBody } from '../events/index.js';
import type { Quarantined } from '../pipeline/index.js';
import { warnings } from './errors.js';

/** Pictures that a run set aside: each is told once, as an event and as a line of `quarantine.jsonl`. */
export class Quarantine {
  readonly #known: Set<string>;
  #writing: Promise<void> = Promise.resolve();
  #troubled = false;

  constructor(private readonly path: string, private readonly emit: (body: EventBody) => void, known: Iterable<string>) {
    this.#known = new Set(known);
  }

  /** Paths of all that were added, and of those known from before. */
  get paths(): ReadonlySet<string> {
    return this.#known;
  }

  add({ path, reason }: Quarantined): void {
    this.#known.add(path);
    this.tell({ path, reason });
  }

  /** The same for a picture that is not of the stream: it is not among `paths`. */
  tell(picture: Quarantined): void {
    this.emit({ type: 'quarantine', path: picture.path, reason: picture.reason });
    const line = `${JSON.stringify({ path: picture.path, reason: picture.reason })}\n`;
    this.#writing = this.#writing.then(() => appendFile(this.path, line)).catch((error: unknown) => {
      if (!this.#troubled) this.emit({ type: 'log', level: 'warning', message: warnings.file(this.path, error) });
      this.#troubled = true;
    });
  }

  /** Settles when every line is written. */
  async close(): Promise<void> {
    await this.#writing;
  }
}
