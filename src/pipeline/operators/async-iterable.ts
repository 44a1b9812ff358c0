import { Subscription, type Observable } from 'rxjs';

/** Returns the observable itself, made ready for `for await`. Leaving the loop unsubscribes. */
export const asyncIterable = <Value>(source: Observable<Value>, hasStopped = () => false): Observable<Value> & AsyncIterable<Value> =>
  Object.assign(source, { [Symbol.asyncIterator]: () => iterate(source, hasStopped) });

/**
 * Returns an iterator over an observable's values. It subscribes at the first `next()`, so an iterator that nobody uses holds
 * nothing. The queue has no limit of its own: a stream of batches is bounded by its credits.
 *
 *     source                  -ab---c--|
 *     next() called           n--n-n---n
 *     answered                -a-b--c--|
 *
 * @param hasStopped returns whether the source was ended early, so that queued values are dropped
 */
export function iterate<Value>(source: Observable<Value>, hasStopped: () => boolean): AsyncIterator<Value, undefined> {
  const queue: Value[] = [];
  const requests: { readonly resolve: (result: IteratorResult<Value, undefined>) => void; readonly reject: (reason: unknown) => void }[] = [];
  const subscription = new Subscription();
  let failure: { readonly error: unknown } | undefined;
  let subscribed = false;
  let ended = false;
  const end = (): void => {
    ended = true;
    for (const { resolve } of requests.splice(0)) resolve({ done: true, value: undefined });
  };
  const subscribe = (): void => {
    subscribed = true;
    subscription.add(
      source.subscribe({
        next: (value) => {
          const request = requests.shift();
          if (request === undefined) queue.push(value);
          else request.resolve({ done: false, value });
        },
        error: (error: unknown) => {
          const request = requests.shift();
          if (request === undefined) failure = { error };
          else request.reject(error);
          end();
        },
        complete: end,
      }),
    );
  };
  return {
    next: () => {
      if (!subscribed && !ended) subscribe();
      if (hasStopped()) queue.length = 0;
      const [value] = queue.splice(0, 1);
      if (value !== undefined) return Promise.resolve({ done: false, value });
      if (failure !== undefined) {
        const { error } = failure;
        failure = undefined;
        return Promise.reject(error);
      }
      if (ended) return Promise.resolve({ done: true, value: undefined });
      return new Promise((resolve, reject) => void requests.push({ resolve, reject }));
    },
    return: () => {
      subscription.unsubscribe();
      queue.length = 0;
      end();
      return Promise.resolve({ done: true, value: undefined });
    },
  };
}
