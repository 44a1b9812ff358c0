import { asyncScheduler } from 'rxjs';
import { describe, it } from 'vitest';
import { delaySerially } from '../../../src/pipeline/operators/delay-serially.js';
import { marbles } from '../marbles.js';

describe('delaySerially', () => {
  it('delays one value at a time, from its arrival or the end of the delay before', marbles(({ cold, expectObservable }) => {
    const source = cold('                     ab------c----|');
    expectObservable(source.pipe(delaySerially(asyncScheduler, () => 2))).toBe('--a-b-----c--|');
  }));

  it('emits at once what takes no time, and passes on an error at once', marbles(({ cold, expectObservable }) => {
    expectObservable(cold('ab-(c|)').pipe(delaySerially(asyncScheduler, () => 0))).toBe('ab-(c|)');
    expectObservable(cold('ab-c#').pipe(delaySerially(asyncScheduler, (value) => (value === 'c' ? 9 : 1)))).toBe('-ab-#');
  }));

  it('completes with its last value', marbles(({ cold, expectObservable }) => {
    expectObservable(cold('(ab|)').pipe(delaySerially(asyncScheduler, () => 2))).toBe('--a-(b|)');
  }));
});
