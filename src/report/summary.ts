import type { EventOf, RunEvent, Score } from '../events/index.js';

type Start = EventOf<'run-start'>;
type End = EventOf<'run-end'>;

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
  /** Number of resumes. */
  readonly resumed: number;
}

/** Summarizes a run's events, given from first to last. Pure. */
export async function summarize(events: AsyncIterable<RunEvent> | Iterable<RunEvent>): Promise<RunSummary> {
  let start: Start | undefined;
  let end: End | undefined;
  let views: EventOf<'views'> | undefined;
  let begun: number | undefined;
  let [starts, ms, waitMs] = [0, 0, 0];
  const epochs = new Map<number, EventOf<'epoch'>>();
  const quarantined = new Map<string, string>();
  const warnings: string[] = [];
  for await (const event of events) {
    if (event.type === 'run-start') {
      start = event;
      begun ??= event.time;
      end = undefined;
      starts += 1;
    } else if (event.type === 'epoch') epochs.set(event.epoch, event);
    else if (event.type === 'views') views = event;
    else if (event.type === 'quarantine') quarantined.set(event.path, event.reason);
    else if (event.type === 'log' && event.level !== 'info') warnings.push(event.message);
    else if (event.type === 'run-end') end = event;
    else if (event.type === 'step') {
      ms += event.ms;
      waitMs += event.waitMs;
    }
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
    resumed: Math.max(0, starts - 1),
  };
}
