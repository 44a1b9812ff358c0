import type { EventOf, RunEvent, Score } from '../events/index.js';
import { PaceRecorder, type Pace } from './pace.js';
import type { LastEvents } from './state.js';

type Start = EventOf<'run-start'>;
type End = EventOf<'run-end'>;

/** Something that began or ended a stretch of a run. */
export interface Moment {
  /** ms since 1970. */
  readonly time: number;
  readonly text: string;
}

/** The events of a run, summarized. */
export interface RunSummary {
  /** The newest start: a resumed run has several. */
  readonly start: Start | undefined;
  /** When the run began, at its first start; ms since 1970. */
  readonly begun: number | undefined;
  /** One event for each epoch, in order. If a resumed run repeated an epoch, the later event. */
  readonly epochs: readonly EventOf<'epoch'>[];
  /** The newest grid of pictures as the network sees them. */
  readonly views: EventOf<'views'> | undefined;
  /** Undefined if the run is in progress or crashed. */
  readonly end: End | undefined;
  readonly best: { readonly epoch: number; readonly val: Score } | undefined;
  /** Quarantined pictures, each once. */
  readonly quarantined: readonly { readonly path: string; readonly reason: string }[];
  /** Messages of level warning or error. */
  readonly warnings: readonly string[];
  /** Share of the steps' time spent waiting for batches; undefined without steps. */
  readonly waiting: number | undefined;
  /** Speed over the steps. */
  readonly pace: readonly Pace[];
  /** Most resident memory of the process, bytes; undefined where no step says it. */
  readonly memory: number | undefined;
  /** Number of resumes. */
  readonly resumed: number;
  /** Starts, pauses, ends and interruptions, in order. */
  readonly history: readonly Moment[];
  /** The machines of the starts, each once, in order. */
  readonly machines: readonly NonNullable<Start['machine']>[];
  readonly last: LastEvents;
}

/** Summarizes a run's events, given from first to last. Pure. */
export async function summarize(events: AsyncIterable<RunEvent> | Iterable<RunEvent>): Promise<RunSummary> {
  let start: Start | undefined;
  let end: End | undefined;
  let views: EventOf<'views'> | undefined;
  let begun: number | undefined;
  let newest: number | undefined;
  let memory: number | undefined;
  let paused = false;
  let [starts, ms, waitMs] = [0, 0, 0];
  const epochs = new Map<number, EventOf<'epoch'>>();
  const quarantined = new Map<string, string>();
  const machines = new Map<string, NonNullable<Start['machine']>>();
  const warnings: string[] = [];
  const history: Moment[] = [];
  const pace = new PaceRecorder();
  for await (const event of events) {
    switch (event.type) {
      case 'run-start':
        if (start !== undefined && end === undefined) history.push({ time: newest ?? event.time, text: 'stopped without an end: it was killed, or the machine went down' });
        history.push({ time: event.time, text: starts === 0 ? 'started' : `resumed after step ${event.resumedAt}` });
        start = event;
        begun ??= event.time;
        end = undefined;
        paused = false;
        starts += 1;
        pace.resume(event.resumedAt);
        if (event.machine !== undefined) machines.set(JSON.stringify(event.machine), event.machine);
        break;
      case 'epoch':
        epochs.set(event.epoch, event);
        break;
      case 'views':
        views = event;
        break;
      case 'quarantine':
        quarantined.set(event.path, event.reason);
        break;
      case 'log':
        if (event.level !== 'info') warnings.push(event.message);
        break;
      case 'pause':
        if (event.paused !== paused) history.push({ time: event.time, text: event.paused ? 'paused' : 'continued' });
        paused = event.paused;
        break;
      case 'run-end':
        end = event;
        history.push({ time: event.time, text: event.message === '' ? event.outcome : `${event.outcome}: ${event.message}` });
        break;
      case 'step':
        ms += event.ms;
        waitMs += event.waitMs;
        if (event.memory !== undefined) memory = Math.max(memory ?? 0, event.memory);
        pace.step(event);
        break;
      case 'pipeline':
        pace.pipeline(event);
        break;
      default:
    }
    newest = event.time;
  }
  const ordered = [...epochs.values()].sort((a, b) => a.epoch - b.epoch);
  const best = ordered.findLast((epoch) => epoch.best);
  return {
    start,
    begun,
    epochs: ordered,
    views,
    end,
    best: end?.best ?? (best && { epoch: best.epoch, val: best.val }),
    quarantined: [...quarantined].map(([path, reason]) => ({ path, reason })),
    warnings,
    waiting: ms === 0 ? undefined : waitMs / ms,
    pace: pace.parts,
    memory,
    resumed: Math.max(0, starts - 1),
    history,
    machines: [...machines.values()],
    last: { started: start !== undefined, end, newest, paused },
  };
}
