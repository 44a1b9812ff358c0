import { defer, Observable, type ObservableInput, type OperatorFunction } from 'rxjs';

/**
 * Does the work of every item that the source's iterables hold, at most `concurrency` at once, begun in order, emitted as it
 * finishes. An item is taken out of its iterable when a lane is free for it and no sooner; what waits are the iterables
 * themselves. (`mergeMap` with a concurrency would queue every item.)
 *
 *     source                  x---y---------|   x: [1, 2, 3], y: [4]
 *     work                    --r|
 *     mapConcurrent(of(2), work)    --(rr)(rr)----|
 *
 * @param concurrency the latest value counts. With fewer, what is at work is finished, and nothing begun until a lane is free
 */
export function mapConcurrent<Item, Result>(concurrency: Observable<number>, work: (item: Item) => ObservableInput<Result>): OperatorFunction<Iterable<Item>, Result> {
  return (source) =>
    new Observable((subscriber) => {
      const waiting: Iterator<Item>[] = [];
      let limit = 0;
      let busy = 0;
      let ended = false;
      let starting = false;

      const begin = (item: Item): void => {
        busy++;
        subscriber.add(
          defer(() => work(item)).subscribe({
            next: (result) => subscriber.next(result),
            error: (error: unknown) => subscriber.error(error),
            complete: () => {
              busy--;
              start();
            },
          }),
        );
      };
      const next = (): { readonly item: Item } | undefined => {
        if (busy >= limit || subscriber.closed) return undefined;
        for (;;) {
          const result = waiting[0]?.next();
          if (result === undefined) return undefined;
          if (result.done !== true) return { item: result.value };
          waiting.shift();
        }
      };
      // Work that finishes at once comes back here while the loop runs: the loop goes on with the lane that it freed.
      const start = (): void => {
        if (starting) return;
        starting = true;
        try {
          for (let due = next(); due !== undefined; due = next()) begin(due.item);
        } catch (error) {
          subscriber.error(error);
        }
        starting = false;
        if (ended && busy === 0 && waiting.length === 0) subscriber.complete();
      };

      subscriber.add(
        concurrency.subscribe((now) => {
          limit = now;
          start();
        }),
      );
      subscriber.add(
        source.subscribe({
          next: (items) => {
            waiting.push(items[Symbol.iterator]());
            start();
          },
          error: (error: unknown) => subscriber.error(error),
          complete: () => {
            ended = true;
            start();
          },
        }),
      );
    });
}
