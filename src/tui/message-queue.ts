/** How long a message stays, ms. */
const SHOWN_MS = 8000;

/** Shows messages one after the other, each for some seconds, so that none hides another. */
export class MessageQueue {
  readonly #waiting: string[] = [];
  #timer: NodeJS.Timeout | undefined;
  #current = '';

  /** @param onChange called when another message is shown, or none any more */
  constructor(private readonly onChange: () => void) {}

  /** The message that is shown; empty where there is none. */
  get current(): string {
    return this.#current;
  }

  add(text: string): void {
    this.#waiting.push(text);
    if (this.#timer === undefined) this.#next();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #next(): void {
    this.#current = this.#waiting.shift() ?? '';
    this.#timer = this.#current === '' ? undefined : setTimeout(() => this.#next(), SHOWN_MS);
    this.onChange();
  }
}
