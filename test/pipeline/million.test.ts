import { map, mergeMap, Observable, of, type OperatorFunction } from 'rxjs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { giveCredits, type BatchBuffer } from '../../src/pipeline/operators/credits.js';
import { mapConcurrent } from '../../src/pipeline/operators/map-concurrent.js';
import { reorder } from '../../src/pipeline/operators/reorder.js';
import { iterate } from '../../src/pipeline/operators/async-iterable.js';
import { zipBatches } from '../../src/pipeline/operators/zip-batches.js';
import { takeUntilAborted } from '../../src/pipeline/operators/take-until-aborted.js';
import { zipWithIterable } from '../../src/pipeline/operators/zip-with-iterable.js';

const MANY = 100_000;
/** Bytes that may be held at any time: fifty per value. */
const LITTLE = 5e6;

setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');
/** Bytes of the heap after a garbage collection. */
function heapInUse(): number {
  if (typeof collect === 'function') collect();
  return process.memoryUsage().heapUsed;
}

const credits = (prefetch = 3) => giveCredits({ prefetch: of(prefetch), bytes: 0, credits: MANY, onTaken: () => undefined });
function* count(end: number): Generator<number> {
  for (let item = 0; item < end; item++) yield item;
}

/** Work that ends in a later microtask, as a decode ends later. */
const later = <Item>(item: Item): Observable<Item> =>
  new Observable((subscriber) => {
    queueMicrotask(() => {
      subscriber.next(item);
      subscriber.complete();
    });
  });

/** Values that came, and bytes held halfway. */
interface Seen {
  readonly values: number;
  readonly bytes: number;
}

/** Passes `total` values through, and measures the heap after half of them. */
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

/** Items of 1,600 bytes each, so that a short queue shows, too. A long queue is slow to shift. */
const BULKY = 10_000;
function* bulky(): Generator<readonly number[]> {
  for (let item = 0; item < BULKY; item++) yield Array.from({ length: 200 }, () => item);
}
/** Runs many items, all available at once, one after the other: an operator that queues them holds half of them halfway. */
const oneByOne = (operator: OperatorFunction<Iterable<readonly number[]>, readonly number[]>): Promise<Seen> => through(of(bulky()).pipe(operator), () => undefined, BULKY);
const giveBack = (buffer: BatchBuffer): void => buffer.giveBack();

describe('a hundred thousand values', () => {
  it('wait in their iterable and in no queue of mapConcurrent', async () => {
    const { values, bytes } = await oneByOne(mapConcurrent(of(1), later));
    expect(values).toBe(BULKY);
    expect(bytes).toBeLessThan(LITTLE);
  });

  it('would show if they queued, as in mergeMap', async () => {
    const { bytes } = await oneByOne((source) => source.pipe(mergeMap((items) => items), mergeMap(later, 1)));
    expect(bytes).toBeGreaterThan(LITTLE);
  });

  it('leave nothing behind in any operator, and need no stack per value', async () => {
    const source = () => credits().pipe(map((buffer) => ({ release: buffer.giveBack })));
    const all: [string, () => Promise<Seen>][] = [
      ['credits', () => through(credits(), giveBack)],
      ['with an iterable', () => through(credits().pipe(zipWithIterable(count(MANY))), ([buffer]) => buffer.giveBack())],
      ['reordered', () => through(credits(4).pipe(zipWithIterable(count(MANY)), map(([buffer, item]) => ({ buffer, item: item ^ 1 })), reorder(({ item }) => item)), ({ buffer }) => buffer.giveBack())],
      ['until an abort', () => through(credits().pipe(takeUntilAborted(new AbortController().signal)), giveBack)],
      ['zipped', () => through(zipBatches({ left: source(), right: source() }), (step) => Object.values(step).forEach(({ release }) => release()))],
    ];
    for (const [name, pass] of all) {
      const { values, bytes } = await pass();
      expect(values, name).toBe(MANY);
      expect(bytes, name).toBeLessThan(LITTLE);
    }
  });

  it('stop at the source when a loop is slow', async () => {
    let emitted = 0;
    const source = credits(4).pipe(map((buffer) => {
      emitted++;
      return buffer;
    }));
    let taken = 0;
    const iterator = iterate(source, () => false);
    for (let next = await iterator.next(); next.done !== true && taken < 10_000; next = await iterator.next()) {
      taken++;
      expect(emitted - taken).toBeLessThan(4);
      next.value.giveBack();
    }
    await iterator.return?.();
  });
});
