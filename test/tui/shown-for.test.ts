import { concatMap, Subject, switchMap, type OperatorFunction } from 'rxjs';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { shownFor } from '../../src/tui/shown-for.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Returns what is shown of texts, and when. */
function watch(operator: OperatorFunction<string, string>) {
  const texts = new Subject<string>();
  const shown: [time: number, text: string][] = [];
  const began = Date.now();
  const subscription = texts.pipe(operator).subscribe((text) => shown.push([Date.now() - began, text]));
  return { texts, shown, subscription };
}

it('shows warnings one after the other, each for some seconds, and then none', () => {
  const { texts, shown, subscription } = watch(concatMap(shownFor(8000)));
  texts.next('one');
  texts.next('two');
  vi.advanceTimersByTime(8000);
  texts.next('three');
  vi.advanceTimersByTime(60_000);
  texts.next('four');
  expect(shown).toEqual([[0, 'one'], [8000, ''], [8000, 'two'], [16_000, ''], [16_000, 'three'], [24_000, ''], [68_000, 'four']]);
  subscription.unsubscribe();
  expect(vi.getTimerCount()).toBe(0);
});

it('shows the newest answer at once, and an empty one removes it', () => {
  const { texts, shown } = watch(switchMap(shownFor(8000)));
  texts.next('one');
  texts.next('two');
  vi.advanceTimersByTime(1000);
  texts.next('');
  vi.advanceTimersByTime(60_000);
  expect(shown).toEqual([[0, 'one'], [0, 'two'], [1000, '']]);
  expect(vi.getTimerCount()).toBe(0);
});
