import { asyncScheduler, scan, throttleTime, type OperatorFunction, type SchedulerLike } from 'rxjs';

/**
 * Sums events up for somebody who is slower than they come: every one is taken into the state, and the newest state is
 * handed on, at most once in `every` milliseconds; the last one always. Nobody is waited for, and nothing queues.
 *
 * ```
 * source                 a-b-c-------d|
 * conflate(add, '', 4)   a---abc-----(abcd)|
 * ```
 */
export const conflate =
  <Event, State>(take: (state: State, event: Event) => State, start: State, every: number, scheduler: SchedulerLike = asyncScheduler): OperatorFunction<Event, State> =>
  (events) => events.pipe(scan(take, start), throttleTime(every, scheduler, { leading: true, trailing: true }));
