import { isObservable, Observable } from 'rxjs';

/**
 * What `for await` takes, as an observable; of what is both, the observable. Unsubscribing ends the iterator at once, which
 * rxjs' `from` would only when it has brought another value.
 */
export function toObservable<Value>(source: Observable<Value> | AsyncIterable<Value>): Observable<Value> {
  if (isObservable(source)) return source;
  return new Observable((subscriber) => {
    const iterator = source[Symbol.asyncIterator]();
    const pull = async (): Promise<void> => {
      for (let next = await iterator.next(); !subscriber.closed; next = await iterator.next()) {
        if (next.done === true) return subscriber.complete();
        subscriber.next(next.value);
      }
    };
    const fail = (error: unknown): void => subscriber.error(error);
    subscriber.add(() => void Promise.resolve(iterator.return?.()).catch(fail));
    pull().catch(fail);
  });
}
