import { Observable, type MonoTypeOperatorFunction, type SchedulerLike } from 'rxjs';

/**
 * Delays each value by the time that its work takes, one value at a time: a queue with a single server (D. V. Lindley's
 * recursion, 1952). A timer that fires late does not delay the values after it.
 *
 *     source                      ab------c----
 *     delaySerially(2 frames)     --a-b-----c--
 */
export function delaySerially<Value>(scheduler: SchedulerLike, msOf: (value: Value) => number): MonoTypeOperatorFunction<Value> {
  return (source) =>
    new Observable((subscriber) => {
      const waiting: { readonly value: Value; readonly arrived: number }[] = [];
      let due = -Infinity;
      let working = false;
      let sourceCompleted = false;

      // Emitting a value can bring the next one while the loop runs: the loop takes it.
      const work = (): void => {
        if (working) return;
        working = true;
        for (let next = waiting.shift(); next !== undefined && !subscriber.closed; next = waiting.shift()) {
          const { value, arrived } = next;
          due = Math.max(due, arrived) + msOf(value);
          const wait = due - scheduler.now();
          if (wait > 0) {
            subscriber.add(scheduler.schedule(() => {
              subscriber.next(value);
              working = false;
              work();
            }, wait));
            return;
          }
          subscriber.next(value);
        }
        working = false;
        if (sourceCompleted) subscriber.complete();
      };

      subscriber.add(
        source.subscribe({
          next: (value) => {
            waiting.push({ value, arrived: scheduler.now() });
            work();
          },
          error: (error: unknown) => subscriber.error(error),
          complete: () => {
            sourceCompleted = true;
            work();
          },
        }),
      );
    });
}
