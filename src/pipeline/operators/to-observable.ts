import { isObservable, Observable } from 'rxjs';

/**
 * Returns an async iterable as an observable, and an observable as it is. Unsubscribing ends the iterator at once; rxjs' `from`
 * ends it only after its next value.
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
