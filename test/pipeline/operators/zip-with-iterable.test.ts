import { describe, expect, it } from 'vitest';
import { zipWithIterable } from '../../../src/pipeline/operators/zip-with-iterable.js';
import { broken } from '../broken.js';
import { marbles } from '../marbles.js';

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
