import { concat, defer, from, map, type Observable } from 'rxjs';
import type { RunEvent } from '../events/index.js';

/**
 * What a dashboard is told of a run that is resumed: its log so far, as `watch` reads it, and then what comes.
 * @param past what the log told before the run goes on
 */
export function withPreviousEvents(past: readonly RunEvent[], events: Observable<RunEvent>): Observable<RunEvent> {
  return defer(() => concat(from(past.map(asPast)), events).pipe(map(renumber())));
}

/** The end of a part of the run is not the end of the run that is shown: keys must not take it for that. */
function asPast(event: RunEvent): RunEvent {
  if (event.type !== 'run-end') return event;
  const { v, seq, time, outcome, message } = event;
  const text = `the run is ${outcome}${message === '' ? '' : `: ${message}`}`;
  return { v, seq, time, type: 'log', level: outcome === 'failed' ? 'error' : 'warning', message: text };
}

/**
 * Counts events as they come. What lies far back in a long run is thinned, and a dashboard would tell each gap; those of the
 * log itself are told in a notice. Events that begin again begin at 0 again.
 */
export function renumber(): (event: RunEvent) => RunEvent {
  let last = -1;
  let next = 0;
  return (event) => {
    if (event.seq <= last) next = 0;
    last = event.seq;
    return { ...event, seq: next++ };
  };
}
