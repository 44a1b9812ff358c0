/** Things that may be taken back, by their signals: one listener a signal, however many wait, and none when none does. */
export class Aborts<Item extends { readonly signal: AbortSignal | undefined }> {
  readonly #waiting = new Map<AbortSignal, { readonly items: Set<Item>; readonly listener: () => void }>();

  constructor(private readonly aborted: (items: readonly Item[], reason: unknown) => void) {}

  add(item: Item): void {
    const { signal } = item;
    if (signal === undefined) return;
    const known = this.#waiting.get(signal);
    if (known !== undefined) {
      known.items.add(item);
      return;
    }
    const items = new Set([item]);
    const listener = (): void => this.aborted([...items], signal.reason);
    signal.addEventListener('abort', listener);
    this.#waiting.set(signal, { items, listener });
  }

  delete(item: Item): void {
    const { signal } = item;
    const known = signal && this.#waiting.get(signal);
    if (signal === undefined || known === undefined) return;
    known.items.delete(item);
    if (known.items.size > 0) return;
    signal.removeEventListener('abort', known.listener);
    this.#waiting.delete(signal);
  }
}
