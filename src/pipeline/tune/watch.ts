import { asyncScheduler, defer, interval, map, pairwise, startWith, tap, type MonoTypeOperatorFunction, type Observable, type SchedulerLike } from 'rxjs';
import type { Pipeline, PipelineState } from '../types.js';
import { autotune, type Autotune } from './autotune.js';
import { factsBetween, type Snapshot, type PipelineFacts } from './facts.js';

/** What the pipeline is like, and what it did since the last report. */
export type PipelineReport = PipelineState & PipelineFacts;

type Watched = Pick<Pipeline, 'state' | 'setConcurrency'>;

export interface StepCounters {
  /** Steps done so far. */
  readonly steps: number;
  /** Milliseconds in which they waited for batches so far; a wait that lasts still counts up to now. */
  readonly waitMs: number;
  /** Whether steps follow each other; not so in a validation, from which nothing is learned about concurrency. */
  readonly stepping: boolean;
}

export interface WatchOptions {
  /** Between two reports, ms. */
  readonly every: number;
  /** What is known of whoever takes the batches. */
  readonly step: () => StepCounters;
  /** Finds the concurrency while it watches; null leaves them as they are. */
  readonly autotune: Autotune | null;
  /** Milliseconds of a clock that is never put back. */
  readonly now?: () => number;
  /** Keeps the time between the reports: virtual in tests. */
  readonly scheduler?: SchedulerLike;
}

/**
 * Looks at a pipeline at work, for ever: a report a time.
 *
 *     looks                       0----1----2----3
 *     watchPipeline(every 5)      -----a----b----c      a: between 0 and 1, b: between 1 and 2
 */
export function watchPipeline(pipeline: Watched, { every, step, autotune: start, now = () => performance.now(), scheduler = asyncScheduler }: WatchOptions): Observable<PipelineReport> {
  return defer(() => {
    const look = (): Snapshot & StepCounters => ({ state: pipeline.state(), at: now(), ...step() });
    const looks = interval(every, scheduler).pipe(map(look), startWith(look()));
    return (start === null ? looks : looks.pipe(applyAutotune(pipeline, start))).pipe(
      pairwise(),
      map(([before, after]) => ({ ...after.state, ...factsBetween(before, after) })),
    );
  });
}

/** Sets the pipeline's concurrency by what the looks that pass tell. */
export function applyAutotune(pipeline: Pick<Pipeline, 'setConcurrency'>, start: Autotune): MonoTypeOperatorFunction<Snapshot & StepCounters> {
  return (looks) =>
    defer(() => {
      let state = start;
      let since: Snapshot | undefined;
      return looks.pipe(
        tap((look) => {
          if (since === undefined || !look.stepping) since = look;
          // What a step waited for is known when it is done: a slow one makes the stretch longer.
          if (look.steps === since.steps) return;
          const { seconds, waitMs, stages } = factsBetween(since, look);
          const { concurrency } = state;
          const idle = 1 - (stages.read.workMs + stages.decode.workMs) / 1000 / seconds;
          state = autotune(state, { seconds, steps: look.steps - since.steps, waiting: waitMs / 1000 / seconds, idle });
          since = look;
          if (state.concurrency !== concurrency) pipeline.setConcurrency(state.concurrency);
        }),
      );
    });
}
