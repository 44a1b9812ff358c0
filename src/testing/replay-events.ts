import { asyncScheduler, from, Observable, type SchedulerLike } from 'rxjs';
import { parseLine, type RunEvent } from '../events/index.js';
import { asyncIterable, type Fixture } from '../pipeline/index.js';
import { errors } from './errors.js';

export interface ReplayEventsOptions {
  /**
   * `real`: each event as long after the first as then; `asap`: all at once, in the same turn of the event loop.
   * @default 'real'
   */
  readonly pace?: 'real' | 'asap';
  /**
   * So many times as fast as then, more than 0.
   * @default 1
   */
  readonly speed?: number;
  /**
   * Keeps the time; `TestScheduler.run` puts virtual time in place of the default by itself.
   * @default asyncScheduler
   */
  readonly scheduler?: SchedulerLike;
}

/**
 * The events of a recorded run, as its `events.jsonl` has them, stamps and all. Cold; completes after the last one. Types
 * that only a later whisker knows are passed over.
 * @throws WrongCommand where one of them is no event, or the speed is none
 */
export function replayEvents(fixture: Pick<Fixture, 'events'>, { pace = 'real', speed = 1, scheduler = asyncScheduler }: ReplayEventsOptions = {}): Observable<RunEvent> & AsyncIterable<RunEvent> {
  if (!(speed > 0)) throw errors.speed(speed);
  const events = fixture.events.flatMap((event, at) => {
    const judged = parseLine(JSON.stringify(event));
    if (judged === 'bad') throw errors.event(at);
    return judged === 'unknown' ? [] : [judged.event];
  });
  if (pace === 'asap') return asyncIterable(from(events));
  return asyncIterable(inTime(events, speed, scheduler));
}

/** Each event when it is due, which is not looked at before the one ahead of it has come: nothing is queued. */
function inTime(events: readonly RunEvent[], speed: number, scheduler: SchedulerLike): Observable<RunEvent> {
  return new Observable((subscriber) => {
    const [began, first] = [scheduler.now(), events[0]?.time ?? 0];
    let next = 0;
    // One timer at a time, each to its own due time: late ones are made up for.
    const go = (): void => {
      while (next < events.length && !subscriber.closed) {
        const wait = began + (events[next].time - first) / speed - scheduler.now();
        if (wait > 0) return void subscriber.add(scheduler.schedule(come, wait));
        subscriber.next(events[next++]);
      }
      subscriber.complete();
    };
    const come = (): void => {
      subscriber.next(events[next++]);
      go();
    };
    go();
  });
}
