/** How long a remark stands, ms. */
const REMARK_MS = 8000;

/** Tells remarks one after the other, each for some seconds: none hides another, and none stands for ever. */
export class MessageQueue {
  readonly #waiting: string[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** The one that stands; empty where none does. */
  now = '';

  /** @param onChange told when another one stands, or none any more */
  constructor(private readonly onChange: () => void) {}

  add(text: string): void {
    this.#waiting.push(text);
    if (this.#timer === undefined) this.#next();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #next(): void {
    this.now = this.#waiting.shift() ?? '';
    this.#timer = this.now === '' ? undefined : setTimeout(() => this.#next(), REMARK_MS);
    this.onChange();
  }
}
