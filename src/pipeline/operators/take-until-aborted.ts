import { Observable, type MonoTypeOperatorFunction } from 'rxjs';

/**
 * Completes when `signal` is aborted, at once if it already is, and leaves no listener behind.
 *
 *     source                      --a--b--c--
 *     aborted                     ------x
 *     takeUntilAborted(signal)    --a--b|
 */
export function takeUntilAborted<Value>(signal: AbortSignal | undefined): MonoTypeOperatorFunction<Value> {
  return (source) =>
    new Observable((subscriber) => {
      if (signal?.aborted) return subscriber.complete();
      const complete = (): void => subscriber.complete();
      signal?.addEventListener('abort', complete, { once: true });
      subscriber.add(() => signal?.removeEventListener('abort', complete));
      source.subscribe(subscriber);
    });
}
