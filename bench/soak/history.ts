/** What stands in a picture's file: one of its versions, whole; or nothing that can be used. */
export type Content = number | null;

interface Since {
  readonly tick: number;
  readonly content: Content;
}

/** What stood in each picture's file, and since when, by a clock that goes on by one with every change. */
export class History {
  readonly #pictures: Since[][];
  #now = 0;

  /** @param pictures how many there are; version 0 stands in each file */
  constructor(pictures: number) {
    this.#pictures = Array.from({ length: pictures }, () => [{ tick: 0, content: 0 }]);
  }

  get now(): number {
    return this.#now;
  }

  note(picture: number, content: Content): void {
    this.#pictures[picture].push({ tick: ++this.#now, content });
  }

  /** What stands there now. */
  content(picture: number): Content {
    return this.#pictures[picture].at(-1)?.content ?? null;
  }

  /** Pictures that cannot be used now. */
  get bad(): number[] {
    return [...this.#pictures.keys()].filter((picture) => this.content(picture) === null);
  }

  /** All that stood there at `tick` or later. */
  since(picture: number, tick: number): ReadonlySet<Content> {
    const states = this.#pictures[picture];
    return new Set(states.filter((_, place) => (states[place + 1]?.tick ?? Infinity) > tick).map(({ content }) => content));
  }

  /** Nobody will ask for what was before `tick`. */
  forget(tick: number): void {
    for (const [picture, states] of this.#pictures.entries()) {
      this.#pictures[picture] = states.filter((_, place) => (states[place + 1]?.tick ?? Infinity) > tick);
    }
  }
}
