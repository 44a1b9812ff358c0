/** Items in a chunk. Adding an item copies the last chunk, and now and then the list of chunks. */
const CHUNK = 64;

/** An immutable list that is cheap to add to. All chunks but the last have `CHUNK` items. */
export interface Chunks<Item> {
  readonly full: readonly (readonly Item[])[];
  readonly last: readonly Item[];
}

export function chunksOf<Item>(items: readonly Item[]): Chunks<Item> {
  const whole = Math.floor(items.length / CHUNK);
  const full = Array.from({ length: whole }, (_, index) => items.slice(index * CHUNK, (index + 1) * CHUNK));
  return { full, last: items.slice(whole * CHUNK) };
}

export const sizeOf = ({ full, last }: Chunks<unknown>): number => full.length * CHUNK + last.length;

export function added<Item>({ full, last }: Chunks<Item>, item: Item): Chunks<Item> {
  const longer = last.slice();
  longer.push(item);
  return longer.length < CHUNK ? { full, last: longer } : { full: [...full, longer], last: [] };
}

/** Returns the list without its oldest chunks, so that at least `least` items are left and less than a chunk more. */
export function newest<Item>(chunks: Chunks<Item>, least: number): Chunks<Item> {
  const spare = Math.floor((sizeOf(chunks) - least) / CHUNK);
  return spare <= 0 ? chunks : { full: chunks.full.slice(spare), last: chunks.last };
}

/** Returns the items in one list. (`concat` copies whole chunks; `flat` takes many times as long.) */
export const itemsOf = <Item>({ full, last }: Chunks<Item>): Item[] => new Array<Item>().concat(...full, last);
