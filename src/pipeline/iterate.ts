import { Subscription, type Observable } from 'rxjs';

/**
 * An observable's values for `for await`. Subscribes when it is first asked for one, so that an iterator which nobody uses
 * holds nothing; leaving the loop unsubscribes. What waits here is bounded by the source, which
 * for batches is its credits: values come only as those before are released.
 *
 *     source                  -ab---c--|
 *     next() called           n--n-n---n
 *     answered                -a-b--c--|
 *
 * @param stopped whether the source ended before its time, so that what waits is not wanted either
 */
export function iterate<Value>(source: Observable<Value>, stopped: () => boolean): AsyncIterator<Value, undefined> {
  const waiting: Value[] = [];
  const asked: { readonly resolve: (result: IteratorResult<Value, undefined>) => void; readonly reject: (reason: unknown) => void }[] = [];
  let failed: { readonly error: unknown } | undefined;
  let ended = false;
  const end = (): void => {
    ended = true;
    for (const { resolve } of asked.splice(0)) resolve({ done: true, value: undefined });
  };
  const subscription = new Subscription();
  let begun = false;
  const begin = (): void => {
    begun = true;
    subscription.add(
      source.subscribe({
        next: (value) => {
          const first = asked.shift();
          if (first === undefined) waiting.push(value);
          else first.resolve({ done: false, value });
        },
        error: (error: unknown) => {
          const first = asked.shift();
          if (first === undefined) failed = { error };
          else first.reject(error);
          end();
        },
        complete: end,
      }),
    );
  };
  return {
    next: () => {
      if (!begun && !ended) begin();
      if (stopped()) waiting.length = 0;
      const [value] = waiting.splice(0, 1);
      if (value !== undefined) return Promise.resolve({ done: false, value });
      if (failed !== undefined) {
        const { error } = failed;
        failed = undefined;
        return Promise.reject(error);
      }
      if (ended) return Promise.resolve({ done: true, value: undefined });
      return new Promise((resolve, reject) => void asked.push({ resolve, reject }));
    },
    return: () => {
      subscription.unsubscribe();
      waiting.length = 0;
      end();
      return Promise.resolve({ done: true, value: undefined });
    },
  };
}
