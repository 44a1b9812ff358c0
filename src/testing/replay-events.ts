import { asyncScheduler, from, Observable, type SchedulerLike } from 'rxjs';
import { checkFields } from '../config/index.js';
import { parseLine, type RunEvent } from '../events/index.js';
import { asyncIterable, type Fixture } from '../pipeline/index.js';
import { errors } from './errors.js';

/** What `replayEvents` can be given. */
export interface ReplayEventsOptions {
  /**
   * `real`: each event comes as long after the first as in the run. `asap`: all events come in the same turn of the event loop.
   * @default 'real'
   */
  readonly pace?: 'real' | 'asap';
  /**
   * Factor by which the replay is faster than the run, above 0.
   * @default 1
   */
  readonly speed?: number;
  /**
   * Provides the time. `TestScheduler.run` replaces the default with virtual time.
   * @default asyncScheduler
   */
  readonly scheduler?: SchedulerLike;
}

/**
 * Returns the events of a recorded run as in its `events.jsonl`, with their stamps. Cold; completes after the last one. Skips
 * event types of later versions.
 * @throws WrongCommand when one of them is not an event, or the speed is not above 0
 */
export function replayEvents(fixture: Pick<Fixture, 'events'>, options: ReplayEventsOptions = {}): Observable<RunEvent> & AsyncIterable<RunEvent> {
  checkFields('replayEvents', options, { pace: true, speed: true, scheduler: true });
  const { pace = 'real', speed = 1, scheduler = asyncScheduler } = options;
  if (!(speed > 0)) throw errors.speed(speed);
  const events = fixture.events.flatMap((event, index) => {
    const parsed = parseLine(JSON.stringify(event));
    if (parsed === 'bad' || parsed === 'other') throw errors.event(index);
    return parsed === 'unknown' ? [] : [parsed.event];
  });
  return asyncIterable(pace === 'asap' ? from(events) : inTime(events, speed, scheduler));
}

/** Emits each event when it is due. There is only one timer at a time. */
function inTime(events: readonly RunEvent[], speed: number, scheduler: SchedulerLike): Observable<RunEvent> {
  return new Observable((subscriber) => {
    const [start, firstTime] = [scheduler.now(), events[0]?.time ?? 0];
    let next = 0;
    // Every wait is counted from the start, so a timer that fires late does not delay the events after it.
    const emitDue = (): void => {
      while (next < events.length && !subscriber.closed) {
        const wait = start + (events[next].time - firstTime) / speed - scheduler.now();
        if (wait > 0) return void subscriber.add(scheduler.schedule(emitNext, wait));
        subscriber.next(events[next++]);
      }
      subscriber.complete();
    };
    const emitNext = (): void => {
      subscriber.next(events[next++]);
      emitDue();
    };
    emitDue();
  });
}
