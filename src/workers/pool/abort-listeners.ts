/** Listens to abort signals for many items, with one listener for each signal. Node warns of more than ten. */
export class AbortListeners<Item extends { readonly signal: AbortSignal | undefined }> {
  readonly #signals = new Map<AbortSignal, { readonly items: Set<Item>; readonly listener: () => void }>();

  constructor(private readonly aborted: (item: Item, reason: unknown) => void) {}

  add(item: Item): void {
    const { signal } = item;
    if (signal === undefined) return;
    const known = this.#signals.get(signal);
    if (known !== undefined) {
      known.items.add(item);
      return;
    }
    const items = new Set([item]);
    const listener = (): void => [...items].forEach((one) => this.aborted(one, signal.reason));
    signal.addEventListener('abort', listener);
    this.#signals.set(signal, { items, listener });
  }

  /** Forgets an item. A signal without items has no listener. */
  delete(item: Item): void {
    const { signal } = item;
    const known = signal && this.#signals.get(signal);
    if (signal === undefined || known === undefined) return;
    known.items.delete(item);
    if (known.items.size > 0) return;
    signal.removeEventListener('abort', known.listener);
    this.#signals.delete(signal);
  }
}
