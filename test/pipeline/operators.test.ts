import { assert, infiniteStream, integer, nat, property } from 'fast-check';
import { concat, map, NEVER, of, Subject, take } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { giveCredits, type CreditOptions, type BatchBuffer } from '../../src/pipeline/operators/credits.js';
import { mapConcurrent } from '../../src/pipeline/operators/map-concurrent.js';
import { reorder } from '../../src/pipeline/operators/reorder.js';
import { takeUntilAborted } from '../../src/pipeline/operators/take-until-aborted.js';
import { zipWithIterable } from '../../src/pipeline/operators/zip-with-iterable.js';
import { marbles } from './marbles.js';

/** A number that never changes. */
const fixed = (value: number) => concat(of(value), NEVER);

describe('giveCredits', () => {
  /** Names buffers by letters, and keeps the latest buffer of each letter. */
  function lettered(options: Partial<CreditOptions> = {}) {
    const letters = new Map<SharedArrayBuffer, string>();
    const latest = new Map<string, BatchBuffer>();
    let taken = 0;
    const buffers = giveCredits({ prefetch: fixed(2), bytes: 8, credits: Infinity, onTaken: (change) => void (taken += change), ...options }).pipe(
      map((buffer) => {
        const letter = letters.get(buffer.memory) ?? 'AB'[letters.size];
        letters.set(buffer.memory, letter);
        latest.set(letter, buffer);
        return letter;
      }),
    );
    return { buffers, giveBack: (letter: string) => latest.get(letter)?.giveBack(), taken: () => taken, latest };
  }

  it('emits every buffer, and emits it again when it is given back', marbles(({ at, expectObservable }) => {
    const { buffers, giveBack } = lettered();
    at(4, () => giveBack('B'));
    at(7, () => giveBack('A'));
    at(8, () => giveBack('A'));
    expectObservable(buffers).toBe('(AB)B--AA-');
  }));

  it('emits no buffer again after the last credit', marbles(({ at, expectObservable }) => {
    const { buffers, giveBack, taken } = lettered({ credits: 3 });
    at(4, () => giveBack('B'));
    at(5, () => giveBack('A'));
    at(6, () => giveBack('B'));
    at(7, () => expect(taken()).toBe(0));
    expectObservable(buffers).toBe('(AB)B---');
  }));

  it('makes no more buffers than there are credits', marbles(({ expectObservable }) => {
    expectObservable(lettered({ credits: 1 }).buffers).toBe('A---');
    expectObservable(lettered({ credits: 0 }).buffers).toBe('----');
  }));

  it('accepts a buffer back once, and only from its latest holder', () => {
    const { buffers, latest, giveBack, taken } = lettered();
    const seen: string[] = [];
    buffers.subscribe((letter) => seen.push(letter));
    const before = latest.get('A');
    before?.giveBack();
    before?.giveBack();
    expect(seen.join('')).toBe('ABA');
    giveBack('A');
    expect(seen.join('')).toBe('ABAA');
    expect(taken()).toBe(2);
  });

  it('counts no buffer as taken after its end, even if one is still held', () => {
    const { buffers, giveBack, taken } = lettered();
    const subscription = buffers.subscribe();
    expect(taken()).toBe(2);
    subscription.unsubscribe();
    expect(taken()).toBe(0);
    giveBack('A');
    expect(taken()).toBe(0);
  });
});

describe('zipWithIterable', () => {
  it('pairs each value with an item, and completes after the last item', marbles(({ hot, expectObservable, expectSubscriptions }) => {
    const source = hot('  -a---b-----c--d-');
    const subscribed = '  ^----------!';
    const expected = '    -x---y-----|';
    expectObservable(source.pipe(zipWithIterable([1, 2]))).toBe(expected, { x: ['a', 1], y: ['b', 2] });
    expectSubscriptions(source.subscriptions).toBe(subscribed);
  }));

  it('takes an item only when there is a value for it, and closes the iterator at the end', marbles(({ hot, expectObservable, flush, now }) => {
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

  it('passes on an error of the items', marbles(({ hot, expectObservable }) => {
    expectObservable(hot('-a-').pipe(zipWithIterable(broken))).toBe('-#', undefined, new Error('broken'));
  }));
});

describe('mapConcurrent', () => {
  it('runs no more work at once than the concurrency, starts it in order, and emits results as they finish', marbles(({ cold, hot, expectObservable }) => {
    const work: Record<string, string> = { a: '---a|', b: '-b|', c: '-c|', d: 'd|' };
    const source = hot('  x--------y----|', { x: ['a', 'b', 'c'], y: ['d'] });
    const expected = '    -b-(ac)--d----|';
    expectObservable(source.pipe(mapConcurrent(of(2), (item) => cold(work[item])))).toBe(expected);
  }));

  it('runs one after the other, across iterables, with a concurrency of one', marbles(({ cold, hot, expectObservable }) => {
    const source = hot('  x-y|', { x: ['a', 'b'], y: ['c'] });
    const expected = '    --a--b--c|';
    expectObservable(source.pipe(mapConcurrent(of(1), (item) => cold('--i|', { i: item })))).toBe(expected);
  }));

  it('takes an item out of its iterable only when its work can start', marbles(({ cold, expectObservable, flush, now }) => {
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

  it('ends all work and starts none when it is unsubscribed from', marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
    const work = cold('    -----x|');
    const source = hot('   x--------', { x: [1, 2, 3] });
    const unsubscribed = ' ---!';
    expectObservable(source.pipe(mapConcurrent(of(2), () => work)), unsubscribed).toBe('----');
    expectSubscriptions(work.subscriptions).toBe(['^--!', '^--!']);
  }));

  it('ends all work when one item fails', marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
    const long = cold('    -----x|');
    const source = hot('   x--------', { x: [1, 2, 3] });
    expectObservable(source.pipe(mapConcurrent(of(2), (item) => (item === 2 ? cold('--#') : long)))).toBe('--#');
    expectSubscriptions(long.subscriptions).toBe(['^-!']);
  }));

  it('passes on an error of the items', marbles(({ hot, cold, expectObservable }) => {
    expectObservable(hot('-x-', { x: broken }).pipe(mapConcurrent(of(2), () => cold('-')))).toBe('-#', undefined, new Error('broken'));
  }));

  it('needs no stack per item for a million items that finish at once', () => {
    function* million(): Generator<number> {
      for (let item = 0; item < 1e6; item++) yield item;
    }
    let sum = 0;
    of(million()).pipe(mapConcurrent(of(3), (item) => of(item))).subscribe((item) => (sum += item));
    expect(sum).toBe((1e6 * (1e6 - 1)) / 2);
  });
});

describe('reorder', () => {
  it('holds early values', marbles(({ hot, expectObservable }) => {
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

describe('the number of held values', () => {
  it('is smaller than the number of credits, in whatever order work ends', () => {
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

describe('takeUntilAborted', () => {
  it('completes when the signal is aborted, and removes its listener', marbles(({ at, hot, expectObservable, expectSubscriptions }) => {
    const stop = new AbortController();
    const listeners = counted(stop.signal);
    const source = hot('  --a--b--c--');
    const expected = '    --a--b|';
    at(6, () => stop.abort());
    at(7, () => expect(listeners()).toBe(0));
    expectObservable(source.pipe(takeUntilAborted(stop.signal))).toBe(expected);
    expectSubscriptions(source.subscriptions).toBe('^-----!');
  }));

  it('does not subscribe when the signal is already aborted', marbles(({ hot, expectObservable, expectSubscriptions }) => {
    const source = hot('--a--');
    expectObservable(source.pipe(takeUntilAborted(AbortSignal.abort()))).toBe('|');
    expectSubscriptions(source.subscriptions).toBe([]);
  }));

  it('removes its listener when the source ends first', marbles(({ at, hot, expectObservable }) => {
    const { signal } = new AbortController();
    const listeners = counted(signal);
    expectObservable(hot('--a--b--').pipe(takeUntilAborted(signal), take(1))).toBe('--(a|)');
    at(1, () => expect(listeners()).toBe(1));
    at(3, () => expect(listeners()).toBe(0));
  }));
});

const broken: Iterable<number> = {
  [Symbol.iterator]: () => ({
    next: () => {
      throw new Error('broken');
    },
  }),
};

/** Counts the abort listeners of a signal. */
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
