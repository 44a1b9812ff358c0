import { take } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { takeUntilAborted } from '../../../src/pipeline/operators/take-until-aborted.js';
import { marbles } from '../marbles.js';

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
