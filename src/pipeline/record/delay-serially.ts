import { Observable, type MonoTypeOperatorFunction, type SchedulerLike } from 'rxjs';

/**
 * What works on one value after the other, as long as each takes, and has no other speed: values come that much after
 * they were asked for, but one at a time (D. V. Lindley's recursion for a single server, 1952). Late timers are made up for.
 *
 *     source                  ab------c----
 *     inTime(2 frames)        --a-b-----c--
 */
export function delaySerially<Value>(scheduler: SchedulerLike, msOf: (value: Value) => number): MonoTypeOperatorFunction<Value> {
  return (source) =>
    new Observable((subscriber) => {
      const waiting: { readonly value: Value; readonly asked: number }[] = [];
      let done = -Infinity;
      let working = false;
      let ended = false;

      // A value that is handed on may bring the next one while the loop runs: the loop takes it up.
      const work = (): void => {
        if (working) return;
        working = true;
        for (let next = waiting.shift(); next !== undefined && !subscriber.closed; next = waiting.shift()) {
          const { value, asked } = next;
          done = Math.max(done, asked) + msOf(value);
          const wait = done - scheduler.now();
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
        if (ended) subscriber.complete();
      };

      subscriber.add(
        source.subscribe({
          next: (value) => {
            waiting.push({ value, asked: scheduler.now() });
            work();
          },
          error: (error: unknown) => subscriber.error(error),
          complete: () => {
            ended = true;
            work();
          },
        }),
      );
    });
}
