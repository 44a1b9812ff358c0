import { map, mergeMap, Observable, of, type OperatorFunction } from 'rxjs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { giveCredits, type BatchBuffer } from '../../src/pipeline/credits.js';
import { mapConcurrent } from '../../src/pipeline/map-concurrent.js';
import { reorder } from '../../src/pipeline/reorder.js';
import { iterate } from '../../src/pipeline/async-iterable.js';
import { zipBatches } from '../../src/pipeline/zip-batches.js';
import { takeUntilAborted } from '../../src/pipeline/take-until-aborted.js';
import { zipWithIterable } from '../../src/pipeline/zip-with-iterable.js';

const MANY = 100_000;
/** What may be held at any time: fifty for each of a hundred thousand. */
const LITTLE = 5e6;

setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');
/** Bytes of the heap that something still holds. */
function heapInUse(): number {
  if (typeof collect === 'function') collect();
  return process.memoryUsage().heapUsed;
}

const credits = (prefetch = 3) => giveCredits({ prefetch: of(prefetch), bytes: 0, credits: MANY, onTaken: () => undefined });
function* count(end: number): Generator<number> {
  for (let item = 0; item < end; item++) yield item;
}

/** Work that ends in a later job of the event loop, as every decode does. */
const later = <Item>(item: Item): Observable<Item> =>
  new Observable((subscriber) => {
    queueMicrotask(() => {
      subscriber.next(item);
      subscriber.complete();
    });
  });

/** Values and bytes held, looked at in the middle of it. */
interface Seen {
  readonly values: number;
  readonly bytes: number;
}

/** Passes so many values through, and looks at the heap once half of them have come. */
function through<Value>(source: Observable<Value>, then: (value: Value) => void, total = MANY): Promise<Seen> {
  const before = heapInUse();
  let [values, bytes] = [0, 0];
  return new Promise((resolve, reject) => {
    source.subscribe({
      next: (value) => {
        if (++values === total / 2) bytes = heapInUse() - before;
        then(value);
        if (values === total) resolve({ values, bytes });
      },
      error: reject,
    });
  });
}

/** Items of 1,600 bytes. A long queue is slow to shift; a short one of these is seen as well. */
const BULKY = 10_000;
function* bulky(): Generator<readonly number[]> {
  for (let item = 0; item < BULKY; item++) yield Array.from({ length: 200 }, () => item);
}
/** Many items, all there at once, worked at on one lane: what would queue them holds half of them when it is looked at. */
const onOneLane = (lane: OperatorFunction<Iterable<readonly number[]>, readonly number[]>): Promise<Seen> => through(of(bulky()).pipe(lane), () => undefined, BULKY);
const giveBack = (buffer: BatchBuffer): void => buffer.giveBack();

describe('a hundred thousand', () => {
  it('in concurrency wait in their iterable, and in no queue', async () => {
    const { values, bytes } = await onOneLane(mapConcurrent(of(1), later));
    expect(values).toBe(BULKY);
    expect(bytes).toBeLessThan(LITTLE);
  });

  it('would be seen if they queued, as in mergeMap', async () => {
    const { bytes } = await onOneLane((source) => source.pipe(mergeMap((items) => items), mergeMap(later, 1)));
    expect(bytes).toBeGreaterThan(LITTLE);
  });

  it('prefetch, plans, steps and values out of order leave nothing behind and go no deeper', async () => {
    const source = () => credits().pipe(map((buffer) => ({ release: buffer.giveBack })));
    const all: [string, () => Promise<Seen>][] = [
      ['credits', () => through(credits(), giveBack)],
      ['plans', () => through(credits().pipe(zipWithIterable(count(MANY))), ([buffer]) => buffer.giveBack())],
      ['in order', () => through(credits(4).pipe(zipWithIterable(count(MANY)), map(([buffer, item]) => ({ buffer, item: item ^ 1 })), reorder(({ item }) => item)), ({ buffer }) => buffer.giveBack())],
      ['until an abort', () => through(credits().pipe(takeUntilAborted(new AbortController().signal)), giveBack)],
      ['steps', () => through(zipBatches({ left: source(), right: source() }), (step) => Object.values(step).forEach(({ release }) => release()))],
    ];
    for (const [name, pass] of all) {
      const { values, bytes } = await pass();
      expect(values, name).toBe(MANY);
      expect(bytes, name).toBeLessThan(LITTLE);
    }
  });

  it('values wait for nobody in a loop that takes its time: the source stops', async () => {
    let handed = 0;
    const source = credits(4).pipe(map((buffer) => {
      handed++;
      return buffer;
    }));
    let taken = 0;
    const iterator = iterate(source, () => false);
    for (let next = await iterator.next(); next.done !== true && taken < 10_000; next = await iterator.next()) {
      taken++;
      expect(handed - taken).toBeLessThan(4);
      next.value.giveBack();
    }
    await iterator.return?.();
  });
});
