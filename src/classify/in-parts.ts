/** Parts that are under way at once: one is decoded while the other is computed. */
const AHEAD = 2;

/** Work on a part of a list. @param first place of its first item in the list, from 0 */
export type PartWork<Item, Result> = (part: readonly Item[], first: number, signal: AbortSignal) => Promise<readonly Result[]>;

/**
 * Does `work` on a list in parts of `size` items, and yields the results in order. Items are taken as the work gets on.
 * @throws what `work` throws; the signal's reason. Then, and when the caller leaves the loop, the parts under way are aborted
 */
export async function* inParts<Item, Result>(items: Iterable<Item> | AsyncIterable<Item>, size: number, work: PartWork<Item, Result>, signal: AbortSignal | undefined): AsyncGenerator<Result, void, undefined> {
  const stop = new AbortController();
  const abort = (): void => stop.abort(signal?.reason);
  signal?.addEventListener('abort', abort);
  const parts: Promise<readonly Result[]>[] = [];
  let first = 0;
  const begin = (part: readonly Item[]): void => {
    const results = work(part, first, stop.signal);
    // It may fail while the caller is busy with the part before. It is awaited later.
    results.catch(() => undefined);
    parts.push(results);
    first += part.length;
  };
  try {
    signal?.throwIfAborted();
    for await (const part of partsOf(items, size)) {
      begin(part);
      if (parts.length === AHEAD) yield* (await parts.shift()) ?? [];
    }
    for (const results of parts) yield* await results;
  } finally {
    signal?.removeEventListener('abort', abort);
    stop.abort();
  }
}

async function* partsOf<Item>(items: Iterable<Item> | AsyncIterable<Item>, size: number): AsyncGenerator<readonly Item[], void, undefined> {
  let part: Item[] = [];
  for await (const item of items) {
    if (part.push(item) < size) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}
