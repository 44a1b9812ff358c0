import { asyncScheduler, defer, interval, map, pairwise, startWith, tap, type MonoTypeOperatorFunction, type Observable, type SchedulerLike } from 'rxjs';
import { checkFields } from '../../config/index.js';
import type { Pipeline, PipelineState } from '../types.js';
import { autotune, type Autotune } from './autotune.js';
import { factsBetween, type PipelineFacts, type Snapshot } from './facts.js';

/** State of the pipeline, and what it did since the last report. */
export type PipelineReport = PipelineState & PipelineFacts;

/** What the steps that take the batches have done so far. */
export interface StepCounters {
  /** Steps done so far. */
  readonly steps: number;
  /** Milliseconds in which the steps waited for batches so far, including the current wait. */
  readonly waitMs: number;
  /** Whether steps follow each other. They do not during a validation, which says nothing about the concurrency. */
  readonly stepping: boolean;
}

/** What `watchPipeline` takes. */
export interface WatchOptions {
  /** Milliseconds between two reports. */
  readonly every: number;
  /** Returns the counters of the steps that take the batches. */
  readonly step: () => StepCounters;
  /**
   * Start of the search for the best concurrency; null leaves the concurrency as it is. A function is asked before each report:
   * another start begins the search again.
   */
  readonly autotune: Autotune | null | (() => Autotune | null);
  /** Returns the milliseconds of a monotonic clock. */
  readonly now?: () => number;
  /** Provides the time between the reports; virtual in tests. */
  readonly scheduler?: SchedulerLike;
}

/**
 * Reports on a running pipeline, forever.
 *
 *     snapshots                   0----1----2----3
 *     watchPipeline(every 5)      -----a----b----c      a: between 0 and 1, b: between 1 and 2
 */
export function watchPipeline(pipeline: Pick<Pipeline, 'state' | 'setConcurrency'>, options: WatchOptions): Observable<PipelineReport> {
  checkFields('watchPipeline', options, { every: true, step: true, autotune: true, now: true, scheduler: true });
  const { every, step, autotune: given, now = () => performance.now(), scheduler = asyncScheduler } = options;
  return defer(() => {
    const take = (): Snapshot & StepCounters => ({ state: pipeline.state(), at: now(), ...step() });
    const snapshots = interval(every, scheduler).pipe(map(take), startWith(take()));
    return snapshots.pipe(
      tuneConcurrency(pipeline, typeof given === 'function' ? given : () => given),
      pairwise(),
      map(([before, after]) => ({ ...after.state, ...factsBetween(before, after) })),
    );
  });
}

/** Sets the pipeline's concurrency by the snapshots that pass through. */
function tuneConcurrency(pipeline: Pick<Pipeline, 'setConcurrency'>, startNow: () => Autotune | null): MonoTypeOperatorFunction<Snapshot & StepCounters> {
  return (snapshots) =>
    defer(() => {
      let start: Autotune | null = null;
      let state: Autotune | null = null;
      let before: Snapshot | undefined;
      return snapshots.pipe(
        tap((snapshot) => {
          const latest = startNow();
          if (latest !== start) {
            state = start = latest;
            before = undefined;
          }
          if (state === null) return;
          if (before === undefined || !snapshot.stepping) before = snapshot;
          // A step's wait is known when the step is done, so a slow step makes the stretch longer.
          if (snapshot.steps === before.steps) return;
          const { seconds, waitMs, stages } = factsBetween(before, snapshot);
          const { concurrency } = state;
          const idle = 1 - (stages.read.workMs + stages.decode.workMs) / 1000 / seconds;
          state = autotune(state, { seconds, steps: snapshot.steps - before.steps, waiting: waitMs / 1000 / seconds, idle });
          before = snapshot;
          if (state.concurrency !== concurrency) pipeline.setConcurrency(state.concurrency);
        }),
      );
    });
}
