import { defer, Observable, type ObservableInput, type OperatorFunction } from 'rxjs';

/**
 * Runs `work` on every item of the source's iterables, at most `concurrency` at once. Work starts in the items' order, and its
 * results are emitted as they finish. An item is taken out of its iterable only when its work can start: the iterables wait,
 * not their items (`mergeMap` with a concurrency would queue every item).
 *
 *     source                        x---y---------|   x: [1, 2, 3], y: [4]
 *     work                          --r|
 *     mapConcurrent(of(2), work)    --(rr)(rr)----|
 *
 * @param concurrency its latest value counts. After a decrease running work is finished first
 */
export function mapConcurrent<Item, Result>(concurrency: Observable<number>, work: (item: Item) => ObservableInput<Result>): OperatorFunction<Iterable<Item>, Result> {
  return (source) =>
    new Observable((subscriber) => {
      const waiting: Iterator<Item>[] = [];
      let limit = 0;
      let running = 0;
      let sourceCompleted = false;
      let starting = false;

      const run = (item: Item): void => {
        running++;
        subscriber.add(
          defer(() => work(item)).subscribe({
            next: (result) => subscriber.next(result),
            error: (error: unknown) => subscriber.error(error),
            complete: () => {
              running--;
              start();
            },
          }),
        );
      };
      const next = (): { readonly item: Item } | undefined => {
        if (running >= limit || subscriber.closed) return undefined;
        for (;;) {
          const result = waiting[0]?.next();
          if (result === undefined) return undefined;
          if (result.done !== true) return { item: result.value };
          waiting.shift();
        }
      };
      // Work that finishes synchronously calls this again while the loop runs: the loop itself starts the next item.
      const start = (): void => {
        if (starting) return;
        starting = true;
        try {
          for (let due = next(); due !== undefined; due = next()) run(due.item);
        } catch (error) {
          subscriber.error(error);
        }
        starting = false;
        if (sourceCompleted && running === 0 && waiting.length === 0) subscriber.complete();
      };

      subscriber.add(
        concurrency.subscribe((latest) => {
          limit = latest;
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
            sourceCompleted = true;
            start();
          },
        }),
      );
    });
}
