import { TestScheduler } from 'rxjs/testing';
import { describe, expect, it } from 'vitest';
import { conflate } from '../../src/events/index.js';

const run = (source: string, wanted: string, values: Record<string, string>, every = 4): void => {
  const scheduler = new TestScheduler((actual, expected) => expect(actual).toEqual(expected));
  scheduler.run(({ hot, expectObservable }) => {
    const events = hot(source).pipe(conflate((state: string, event: string) => state + event, '', every));
    expectObservable(events).toBe(wanted, values);
  });
};

describe('conflate', () => {
  it('hands the first on at once, and then the newest state, at most once in a while', () => {
    run('a-bc----d------|', 'a---b---c------|', { a: 'a', b: 'abc', c: 'abcd' });
  });

  it('takes every event into the state, however many come', () => {
    run('(abcdefghij)---|', 'a---b----------|', { a: 'a', b: 'abcdefghij' });
  });

  it('hands the last state on before it completes', () => {
    run('a-b|', 'a---(b|)', { a: 'a', b: 'ab' });
  });

  it('passes an error on', () => {
    run('a-#', 'a-#', { a: 'a' });
  });

  it('nothing queues for whoever is slow: a thousand events a while, and one state', () => {
    const scheduler = new TestScheduler((actual, expected) => expect(actual).toEqual(expected));
    scheduler.run(({ hot, expectObservable }) => {
      const events = hot(`${'x'.repeat(1000)}|`).pipe(conflate((count: number) => count + 1, 0, 500));
      expectObservable(events).toBe('a 499ms b 499ms (c|)', { a: 1, b: 501, c: 1000 });
    });
  });
});
