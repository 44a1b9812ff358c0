import { Observable, type MonoTypeOperatorFunction } from 'rxjs';

/**
 * Completes when `signal` is aborted, at once if it already is, and leaves no listener behind.
 *
 *     source                  --a--b--c--
 *     aborted                 ------x
 *     untilAborted(signal)    --a--b|
 */
export function takeUntilAborted<Value>(signal: AbortSignal | undefined): MonoTypeOperatorFunction<Value> {
  return (source) =>
    new Observable((subscriber) => {
      if (signal?.aborted) return subscriber.complete();
      const end = (): void => subscriber.complete();
      signal?.addEventListener('abort', end, { once: true });
      subscriber.add(() => signal?.removeEventListener('abort', end));
      source.subscribe(subscriber);
    });
}
