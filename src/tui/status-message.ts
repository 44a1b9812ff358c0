/** How long a status message stays, ms. */
const SHOWN_MS = 4000;

/** The answer to the last key, shown for some seconds. */
export class StatusMessage {
  #text = '';
  #timer: NodeJS.Timeout | undefined;

  /** @param onEnd called when the message disappears by itself */
  constructor(private readonly onEnd: () => void) {}

  /** Empty where there is none. */
  get text(): string {
    return this.#text;
  }

  /** Replaces the message. An empty text removes it. */
  show(text: string): void {
    clearTimeout(this.#timer);
    this.#text = text;
    if (text === '') return;
    this.#timer = setTimeout(() => {
      this.#text = '';
      this.onEnd();
    }, SHOWN_MS);
  }
}
