import { concat, NEVER, of } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { mapConcurrent } from '../../../src/pipeline/operators/map-concurrent.js';
import { broken } from '../broken.js';
import { marbles } from '../marbles.js';

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

  it('starts more work when the concurrency rises, and waits for running work when it falls', marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
    const concurrency = hot('   1---2----1--------', { 1: 1, 2: 2 });
    const work = cold('   ------x|');
    const unsubscribed = '-----------------!';
    const expected = '    ------x---x--x----';
    const begun = ['       ^------!', '    ----^------!', '  -------^------!', ' --------------^--!'];
    const source = concat(of(['a', 'b', 'c', 'd', 'e']), NEVER);
    expectObservable(source.pipe(mapConcurrent(concurrency, () => work)), unsubscribed).toBe(expected);
    expectSubscriptions(work.subscriptions).toBe(begun.map((marble) => marble.trim()));
  }));});
