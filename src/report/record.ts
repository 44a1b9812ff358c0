import type { EventOf, RunEvent, Score } from '../events/index.js';

type Start = EventOf<'run-start'>;
type End = EventOf<'run-end'>;

/** What the events of a run say, put together. */
export interface RunRecord {
  readonly start: Start | undefined;
  /** An event an epoch, in order; where a resumed run did one again, what it did last. */
  readonly epochs: readonly EventOf<'epoch'>[];
  /** Undefined while the run goes on, or where it crashed. */
  readonly end: End | undefined;
  readonly best: { readonly epoch: number; readonly val: Score } | undefined;
  /** Pictures set aside, each once. */
  readonly quarantined: readonly { readonly path: string; readonly reason: string }[];
  /** Warnings and errors. */
  readonly warnings: readonly string[];
  /** Share of the steps' time spent waiting for batches; undefined without steps. */
  readonly waiting: number | undefined;
  /** Times that the run was taken up again. */
  readonly resumed: number;
}

/** Reads a run's events from first to last. Pure. */
export async function recordOf(events: AsyncIterable<RunEvent> | Iterable<RunEvent>): Promise<RunRecord> {
  let start: Start | undefined;
  let end: End | undefined;
  let [starts, ms, waitMs] = [0, 0, 0];
  const epochs = new Map<number, EventOf<'epoch'>>();
  const quarantined = new Map<string, string>();
  const warnings: string[] = [];
  for await (const event of events) {
    if (event.type === 'run-start') {
      start = event;
      end = undefined;
      starts += 1;
    } else if (event.type === 'epoch') epochs.set(event.epoch, event);
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
    epochs: ordered,
    end,
    best: end?.best ?? (best && { epoch: best.epoch, val: best.val }),
    quarantined: [...quarantined].map(([path, reason]) => ({ path, reason })),
    warnings,
    waiting: ms === 0 ? undefined : waitMs / ms,
    resumed: Math.max(0, starts - 1),
  };
}
