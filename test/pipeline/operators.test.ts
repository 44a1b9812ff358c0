import { assert, infiniteStream, integer, nat, property } from 'fast-check';
import { concat, map, NEVER, of, Subject, take } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { giveCredits, type CreditOptions, type BatchBuffer } from '../../src/pipeline/credits.js';
import { mapConcurrent } from '../../src/pipeline/map-concurrent.js';
import { reorder } from '../../src/pipeline/reorder.js';
import { takeUntilAborted } from '../../src/pipeline/take-until-aborted.js';
import { zipWithIterable } from '../../src/pipeline/zip-with-iterable.js';
import { marbles } from './marbles.js';

/** A number that does not change. */
const fixed = (value: number) => concat(of(value), NEVER);

describe('giveCredits', () => {
  /** A stream of buffers by their letters, and the buffers themselves, the latest of each letter. */
  function lettered(options: Partial<CreditOptions> = {}) {
    const letters = new Map<SharedArrayBuffer, string>();
    const latest = new Map<string, BatchBuffer>();
    let taken = 0;
    const prefetch = giveCredits({ prefetch: fixed(2), bytes: 8, credits: Infinity, onTaken: (change) => void (taken += change), ...options }).pipe(
      map((buffer) => {
        const letter = letters.get(buffer.memory) ?? 'AB'[letters.size];
        letters.set(buffer.memory, letter);
        latest.set(letter, buffer);
        return letter;
      }),
    );
    return { prefetch, giveBack: (letter: string) => latest.get(letter)?.giveBack(), taken: () => taken, latest };
  }

  it('emits every buffer, and each again when it is given back', marbles(({ at, expectObservable }) => {
    const { prefetch, giveBack } = lettered();
    at(4, () => giveBack('B'));
    at(7, () => giveBack('A'));
    at(8, () => giveBack('A'));
    expectObservable(prefetch).toBe('(AB)B--AA-');
  }));

  it('lets prefetch rest after the last credit', marbles(({ at, expectObservable }) => {
    const { prefetch, giveBack, taken } = lettered({ credits: 3 });
    at(4, () => giveBack('B'));
    at(5, () => giveBack('A'));
    at(6, () => giveBack('B'));
    at(7, () => expect(taken()).toBe(0));
    expectObservable(prefetch).toBe('(AB)B---');
  }));

  it('makes no more prefetch than there are credits', marbles(({ expectObservable }) => {
    expectObservable(lettered({ credits: 1 }).prefetch).toBe('A---');
    expectObservable(lettered({ credits: 0 }).prefetch).toBe('----');
  }));

  it('does not take a buffer back twice, nor from who had it before', () => {
    const { prefetch, latest, giveBack, taken } = lettered();
    const seen: string[] = [];
    prefetch.subscribe((letter) => seen.push(letter));
    const before = latest.get('A');
    before?.giveBack();
    before?.giveBack();
    expect(seen.join('')).toBe('ABA');
    giveBack('A');
    expect(seen.join('')).toBe('ABAA');
    expect(taken()).toBe(2);
  });

  it('has nothing out when it ends, whoever still holds a buffer', () => {
    const { prefetch, giveBack, taken } = lettered();
    const subscription = prefetch.subscribe();
    expect(taken()).toBe(2);
    subscription.unsubscribe();
    expect(taken()).toBe(0);
    giveBack('A');
    expect(taken()).toBe(0);
  });
});

describe('zipWithIterable', () => {
  it('pairs each value with an item, and completes when there is none left', marbles(({ hot, expectObservable, expectSubscriptions }) => {
    const source = hot('  -a---b-----c--d-');
    const subscribed = '  ^----------!';
    const expected = '    -x---y-----|';
    expectObservable(source.pipe(zipWithIterable([1, 2]))).toBe(expected, { x: ['a', 1], y: ['b', 2] });
    expectSubscriptions(source.subscriptions).toBe(subscribed);
  }));

  it('asks for no item before there is a value for it, and lets go of the items at the end', marbles(({ hot, expectObservable, flush, now }) => {
    const seen: string[] = [];
    function* items(): Generator<number> {
      try {
        for (let item = 1; ; item++) {
          seen.push(`${item} at ${now()}`);
          yield item;
        }
      } finally {
        seen.push(`end at ${now()}`);
      }
    }
    expectObservable(hot('--a--b----|').pipe(zipWithIterable(items()))).toBe('--x--y----|', { x: ['a', 1], y: ['b', 2] });
    flush();
    expect(seen).toEqual(['1 at 2', '2 at 5', 'end at 10']);
  }));

  it('passes on what goes wrong with the items', marbles(({ hot, expectObservable }) => {
    expectObservable(hot('-a-').pipe(zipWithIterable(torn))).toBe('-#', undefined, new Error('torn'));
  }));
});

describe('mapConcurrent', () => {
  it('works at no more items at once than there are concurrency, begun in order, emitted as they finish', marbles(({ cold, hot, expectObservable }) => {
    const work: Record<string, string> = { a: '---a|', b: '-b|', c: '-c|', d: 'd|' };
    const source = hot('  x--------y----|', { x: ['a', 'b', 'c'], y: ['d'] });
    const expected = '    -b-(ac)--d----|';
    expectObservable(source.pipe(mapConcurrent(of(2), (item) => cold(work[item])))).toBe(expected);
  }));

  it('with one lane does one after the other, across iterables', marbles(({ cold, hot, expectObservable }) => {
    const source = hot('  x-y|', { x: ['a', 'b'], y: ['c'] });
    const expected = '    --a--b--c|';
    expectObservable(source.pipe(mapConcurrent(of(1), (item) => cold('--i|', { i: item })))).toBe(expected);
  }));

  it('takes an item out of its iterable when a lane is free for it and no sooner', marbles(({ cold, expectObservable, flush, now }) => {
    const taken: string[] = [];
    function* items(): Generator<number> {
      for (let item = 1; item <= 4; item++) {
        taken.push(`${item} at ${now()}`);
        yield item;
      }
    }
    expectObservable(of(items()).pipe(mapConcurrent(of(2), () => cold('-----(x|)')))).toBe('-----(xx)-(xx|)');
    flush();
    expect(taken).toEqual(['1 at 0', '2 at 0', '3 at 5', '4 at 5']);
  }));

  it('ends all work when it is unsubscribed from, and begins none', marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
    const work = cold('    -----x|');
    const source = hot('   x--------', { x: [1, 2, 3] });
    const unsubscribed = ' ---!';
    expectObservable(source.pipe(mapConcurrent(of(2), () => work)), unsubscribed).toBe('----');
    expectSubscriptions(work.subscriptions).toBe(['^--!', '^--!']);
  }));

  it('ends all work when one fails', marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
    const long = cold('    -----x|');
    const source = hot('   x--------', { x: [1, 2, 3] });
    expectObservable(source.pipe(mapConcurrent(of(2), (item) => (item === 2 ? cold('--#') : long)))).toBe('--#');
    expectSubscriptions(long.subscriptions).toBe(['^-!']);
  }));

  it('passes on what goes wrong with the items', marbles(({ hot, cold, expectObservable }) => {
    expectObservable(hot('-x-', { x: torn }).pipe(mapConcurrent(of(2), () => cold('-')))).toBe('-#', undefined, new Error('torn'));
  }));

  it('does a million items that finish at once without going deep', () => {
    function* million(): Generator<number> {
      for (let item = 0; item < 1e6; item++) yield item;
    }
    let sum = 0;
    of(million()).pipe(mapConcurrent(of(3), (item) => of(item))).subscribe((item) => (sum += item));
    expect(sum).toBe((1e6 * (1e6 - 1)) / 2);
  });
});

describe('reorder', () => {
  it('holds what comes before its turn', marbles(({ hot, expectObservable }) => {
    const source = hot('  1--0---3--2---|');
    const expected = '    ---(01)---(23)|';
    expectObservable(source.pipe(reorder(Number))).toBe(expected);
  }));

  it('keeps the order when emitting a value brings the next', () => {
    const seen: number[] = [];
    const values = [0, 2, 1, 4, 3, 5];
    const source = giveCredits({ prefetch: of(1), bytes: 0, credits: values.length, onTaken: () => undefined }).pipe(zipWithIterable(values), reorder(([, value]) => value));
    source.subscribe(([buffer, value]) => {
      seen.push(value);
      buffer.giveBack();
    });
    expect(seen).toEqual([0]);
    const ahead = giveCredits({ prefetch: of(2), bytes: 0, credits: values.length, onTaken: () => undefined }).pipe(zipWithIterable(values), reorder(([, value]) => value));
    seen.length = 0;
    ahead.subscribe(([buffer, value]) => {
      seen.push(value);
      buffer.giveBack();
    });
    expect(seen).toEqual([0, 1, 2, 3, 4, 5]);
  });
});

describe('the reorder window', () => {
  it('is smaller than the credits, in whatever order work ends', () => {
    assert(
      property(integer({ min: 1, max: 6 }), infiniteStream(nat()), (prefetch, choices) => {
        const CREDITS = 60;
        const atWork: (readonly [BatchBuffer, number])[] = [];
        const ended = new Subject<readonly [BatchBuffer, number]>();
        let arrived = 0;
        let emitted = 0;
        const work = giveCredits({ prefetch: fixed(prefetch), bytes: 0, credits: CREDITS, onTaken: () => undefined }).pipe(zipWithIterable(Array.from({ length: CREDITS }).keys()));
        ended.pipe(reorder(([, number]) => number)).subscribe(([buffer, number]) => {
          expect(number).toBe(emitted++);
          buffer.giveBack();
        });
        work.subscribe((item) => atWork.push(item));
        while (atWork.length > 0) {
          const [item] = atWork.splice((choices.next().value ?? 0) % atWork.length, 1);
          arrived++;
          ended.next(item);
          expect(arrived - emitted).toBeLessThan(prefetch);
        }
        expect(emitted).toBe(CREDITS);
      }),
    );
  });
});

describe('untilAborted', () => {
  it('completes when the signal is aborted, and leaves no listener', marbles(({ at, hot, expectObservable, expectSubscriptions }) => {
    const stop = new AbortController();
    const listeners = counted(stop.signal);
    const source = hot('  --a--b--c--');
    const expected = '    --a--b|';
    at(6, () => stop.abort());
    at(7, () => expect(listeners()).toBe(0));
    expectObservable(source.pipe(takeUntilAborted(stop.signal))).toBe(expected);
    expectSubscriptions(source.subscriptions).toBe('^-----!');
  }));

  it('subscribes to nothing when it is already', marbles(({ hot, expectObservable, expectSubscriptions }) => {
    const source = hot('--a--');
    expectObservable(source.pipe(takeUntilAborted(AbortSignal.abort()))).toBe('|');
    expectSubscriptions(source.subscriptions).toBe([]);
  }));

  it('leaves no listener when the source ends first', marbles(({ at, hot, expectObservable }) => {
    const { signal } = new AbortController();
    const listeners = counted(signal);
    expectObservable(hot('--a--b--').pipe(takeUntilAborted(signal), take(1))).toBe('--(a|)');
    at(1, () => expect(listeners()).toBe(1));
    at(3, () => expect(listeners()).toBe(0));
  }));
});

const torn: Iterable<number> = {
  [Symbol.iterator]: () => ({
    next: () => {
      throw new Error('torn');
    },
  }),
};

/** How many abort listeners a signal has. */
function counted(signal: AbortSignal): () => number {
  let count = 0;
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
    count++;
    addEventListener.apply(signal, args);
  };
  signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
    count--;
    removeEventListener.apply(signal, args);
  };
  return () => count;
}
