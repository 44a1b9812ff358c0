import { map, type OperatorFunction } from 'rxjs';
import { SCHEMA_VERSION, type EventBody, type RunEvent } from './schema.js';

/**
 * Numbers each event and adds the time.
 *
 * ```
 * source   a----b----|
 * stamp()  A0---B1---|      seq counts up from `first`
 * ```
 *
 * @param first seq of the first event: 0 in a new run, `EventLog.nextSeq` in a resumed one
 * @param now milliseconds since 1970
 */
export function stamp(first = 0, now: () => number = Date.now): OperatorFunction<EventBody, RunEvent> {
  return map((body, index) => ({ v: SCHEMA_VERSION, seq: first + index, time: now(), ...body }));
}
