import { concat, defer, from, map, type Observable } from 'rxjs';
import { endings, type RunEvent } from '../events/index.js';

/**
 * Returns the events of a resumed run with those of its earlier parts in front, for a dashboard.
 * @param previous the events in the log before the run resumes
 */
export function withPreviousEvents(previous: readonly RunEvent[], events: Observable<RunEvent>): Observable<RunEvent> {
  return defer(() => concat(from(previous.map(withoutEnd)), events).pipe(map(renumber())));
}

/** Turns the end of an earlier part into a message: to the dashboard it would be the end of the run. */
function withoutEnd(event: RunEvent): RunEvent {
  if (event.type !== 'run-end') return event;
  const { v, seq, time, outcome, message } = event;
  const text = `the run ${endings[outcome]}${message === '' ? '' : `: ${message}`}`;
  return { v, seq, time, type: 'log', level: outcome === 'failed' ? 'error' : 'warning', message: text };
}

/**
 * Returns a function that numbers events as they come. Old events of a long run are thinned out, and a dashboard would warn of each
 * gap; a notice tells of real gaps in the log. Events that start over are numbered from 0 again.
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
