import { Observable, of, Subject, throwError, concat } from 'rxjs';
import { expect, it } from 'vitest';
import { AsyncQueue } from '../../src/training/run/async-queue.js';

const never = new AbortController().signal;

it('returns values one by one, whether they come before the call or after it', async () => {
  const source = new Subject<number>();
  const pull = new AsyncQueue(source);
  source.next(1);
  source.next(2);
  expect(await pull.next(never)).toBe(1);
  expect(await pull.next(never)).toBe(2);
  const third = pull.next(never);
  // Two in one turn: the second must wait for the next call.
  source.next(3);
  source.next(4);
  expect(await third).toBe(3);
  expect(await pull.next(never)).toBe(4);
});

it('throws the error after the values before it', async () => {
  const pull = new AsyncQueue(concat(of(1), throwError(() => new Error('bad'))));
  expect(await pull.next(never)).toBe(1);
  await expect(pull.next(never)).rejects.toThrow('bad');
  await expect(pull.next(never)).rejects.toThrow('bad');
});

it('throws the error to a call that waits', async () => {
  const source = new Subject<number>();
  const next = new AsyncQueue(source).next(never);
  source.error(new Error('later'));
  await expect(next).rejects.toThrow('later');
});

it('throws at the end of the stream, which should be endless', async () => {
  await expect(new AsyncQueue(of<number>()).next(never)).rejects.toThrow('ended');
});

it('stops waiting on abort at once, and keeps the value that comes then for the next call', async () => {
  const source = new Subject<number>();
  const pull = new AsyncQueue(source);
  const stop = new AbortController();
  const next = pull.next(stop.signal);
  stop.abort(new Error('enough'));
  await expect(next).rejects.toThrow('enough');
  await expect(pull.next(stop.signal)).rejects.toThrow('enough');
  source.next(1);
  expect(await pull.next(never)).toBe(1);
});

it('unsubscribes when it is closed', () => {
  let open = true;
  new AsyncQueue(new Observable<number>(() => () => void (open = false))).close();
  expect(open).toBe(false);
});
