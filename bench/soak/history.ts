/** Content of a picture's file: the number of one of its versions, or null for nothing usable. */
export type Content = number | null;

interface Change {
  readonly tick: number;
  readonly content: Content;
}

/** Contents of each picture's file over time, by a clock that advances with every change. */
export class History {
  readonly #changes: Change[][];
  #now = 0;

  /** @param pictures number of pictures; each file contains version 0 */
  constructor(pictures: number) {
    this.#changes = Array.from({ length: pictures }, () => [{ tick: 0, content: 0 }]);
  }

  get now(): number {
    return this.#now;
  }

  record(picture: number, content: Content): void {
    this.#changes[picture].push({ tick: ++this.#now, content });
  }

  /** Returns what the file contains now. */
  content(picture: number): Content {
    return this.#changes[picture].at(-1)?.content ?? null;
  }

  /** Pictures that are not usable now. */
  get bad(): number[] {
    return [...this.#changes.keys()].filter((picture) => this.content(picture) === null);
  }

  /** Returns everything that the file has contained at `tick` or later. */
  since(picture: number, tick: number): ReadonlySet<Content> {
    const changes = this.#changes[picture];
    return new Set(changes.filter((_, index) => (changes[index + 1]?.tick ?? Infinity) > tick).map(({ content }) => content));
  }

  /** Forgets what was before `tick`. */
  forget(tick: number): void {
    for (const [picture, changes] of this.#changes.entries()) {
      this.#changes[picture] = changes.filter((_, index) => (changes[index + 1]?.tick ?? Infinity) > tick);
    }
  }
}
